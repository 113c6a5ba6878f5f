//! A ready monitor that writes calls as indented text, as pluggy's tracing
//! does.

use std::collections::HashMap;
use std::fmt;
use std::io::Write;
use std::mem;
use std::time::Duration;

use crate::facts::imp::HookImpl;
use crate::facts::panic::isolated;
use crate::facts::text;
use crate::monitor::{Call, Monitor, Outcome};
use crate::sync::Lock;
use crate::sync::thread::{self, ThreadId};

/// Writes each call and its result to any [`Write`], indented by its depth.
///
/// The format is that of pluggy's `enable_tracing`: the hook's name, a line for
/// each argument, and when the call has ended `finish`, the name and the
/// result. A call that fails or panics has no such line. What arguments and results
/// print is one plain line each, of bounded length. Depth is counted for
/// each thread; an async call has its depth while it runs, not while it waits. What
/// can't be written is dropped: tracing never fails a call.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use pluggy_core::{PluginManager, TraceWriter, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self, times: u32) -> u32;
/// }
///
/// # #[derive(Clone, Default)]
/// # struct Shared(Arc<Mutex<Vec<u8>>>);
/// # impl std::io::Write for Shared {
/// #     fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
/// #         self.0.lock().unwrap().write(text)
/// #     }
/// #     fn flush(&mut self) -> std::io::Result<()> {
/// #         Ok(())
/// #     }
/// # }
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.ring.register_fn("front", |times| times + 1)?;
/// # let output = Shared::default();
/// # let stderr = || output.clone();
/// let _tracing = pm.monitor(TraceWriter::new(stderr()));
/// hooks.ring.call_all(3);
/// # let text = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
/// assert_eq!(text, "  ring [hook]\n      times: 3\n  finish ring --> [4] [hook]\n");
/// # Ok(())
/// # }
/// ```
pub struct TraceWriter<W> {
    state: Lock<State<W>>,
}

struct State<W> {
    /// None while a thread writes, outside the lock.
    output: Option<W>,
    /// What that thread is to write next.
    queue: String,
    /// How deep each thread is in calls, where it is in any.
    depths: HashMap<ThreadId, usize>,
}

impl<W: Write + Send> TraceWriter<W> {
    /// A monitor that writes to `output`, on the threads of the calls; no lock is
    /// held meanwhile, and lines of several threads do not mix within a call's
    /// start or end.
    pub fn new(output: W) -> Self {
        TraceWriter {
            state: Lock::new(State {
                output: Some(output),
                queue: String::new(),
                depths: HashMap::new(),
            }),
        }
    }

    /// Changes this thread's depth, and answers the deeper of both.
    fn step(&self, change: isize) -> usize {
        let mut state = self.state.lock();
        let thread = thread::current().id();
        let before = state.depths.get(&thread).copied().unwrap_or(0);
        let after = before.saturating_add_signed(change);
        if after == 0 {
            state.depths.remove(&thread);
        } else {
            state.depths.insert(thread, after);
        }
        before.max(after)
    }

    fn write(&self, text: &str) {
        let mut state = self.state.lock();
        state.queue.push_str(text);
        while let Some(mut output) = state.output.take() {
            let text = mem::take(&mut state.queue);
            drop(state);
            isolated(|| drop(output.write_all(text.as_bytes())));
            state = self.state.lock();
            state.output = Some(output);
            if state.queue.is_empty() {
                break;
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<W: Write + Send> Monitor for TraceWriter<W> {
    fn call_started(&self, call: &Call<'_>) {
        let indent = "  ".repeat(self.step(1));
        let mut text = format!("{indent}{} [hook]\n", call.hook().name());
        for (name, value) in call.arguments().iter() {
            let value = value.map_or_else(|| "…".to_owned(), text::value);
            text.extend([indent.as_str(), "    ", name, ": ", &value, "\n"]);
        }
        self.write(&text);
    }

    fn suspended(&self, _: &Call<'_>, imp: Option<&HookImpl>) {
        if imp.is_none() {
            self.step(-1);
        }
    }

    fn resumed(&self, _: &Call<'_>, imp: Option<&HookImpl>) {
        if imp.is_none() {
            self.step(1);
        }
    }

    fn call_ended(&self, call: &Call<'_>, outcome: &Outcome<'_>, _: Duration) {
        let indent = "  ".repeat(self.step(-1));
        if matches!(outcome, Outcome::Returned { .. }) {
            let name = call.hook().name();
            self.write(&format!("{indent}finish {name} --> {outcome} [hook]\n"));
        }
    }
}

impl<W> fmt::Debug for TraceWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TraceWriter").finish_non_exhaustive()
    }
}
