//! `TraceWriter` and what it writes to, which is foreign code.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock};

use pluggy_core::{HookRelay, PluginManager, TraceWriter, hookspec};

use crate::support::{panic_quietly, without_deadlock};
use crate::trace_writer::Text;

#[hookspec]
trait Hooks {
    fn quiet(&self);

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("traces");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

/// Fails while it is told to.
struct Fails(Arc<Mutex<bool>>, Text);

impl Write for Fails {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if *self.0.lock().unwrap() { Err(io::Error::other("full")) } else { self.1.write(text) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// B219: what can't be written is lost, the call is not.
#[test]
fn a_writer_that_fails_breaks_no_call() {
    let (pm, hooks) = setup();
    let (fails, text) = (Arc::new(Mutex::new(true)), Text::default());
    let _tracing = pm.monitor(TraceWriter::new(Fails(Arc::clone(&fails), text.clone())));
    hooks.quiet.call_all();
    *fails.lock().unwrap() = false;
    hooks.quiet.call_all();
    assert_eq!(text.take(), "  quiet [hook]\n  finish quiet --> () [hook]\n");
}

/// Panics at its first write.
struct Breaks(bool, Text);

impl Write for Breaks {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if !std::mem::replace(&mut self.0, true) {
            panic_quietly("write");
        }
        self.1.write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// B219: it may even panic, and write again later.
#[test]
fn a_writer_that_panics_breaks_no_call() {
    let (pm, hooks) = setup();
    let text = Text::default();
    let _tracing = pm.monitor(TraceWriter::new(Breaks(false, text.clone())));
    hooks.quiet.call_all();
    text.take();
    hooks.quiet.call_all();
    assert_eq!(text.take(), "  quiet [hook]\n  finish quiet --> () [hook]\n");
}

/// Calls a hook, once, when it writes.
struct Calls(Arc<OnceLock<HookRelay<dyn Hooks>>>, bool, Text);

impl Write for Calls {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        if let (false, Some(hooks)) = (self.1, self.0.get()) {
            self.1 = true;
            hooks.told.call_historic(9);
        }
        self.2.write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// B238: a writer may be a part of the host, and call.
#[test]
fn a_writer_may_call_a_hook() {
    without_deadlock(|| {
        let (pm, hooks) = setup();
        let (relay, text) = (Arc::new(OnceLock::new()), Text::default());
        let _ = relay.set(hooks.clone());
        let _tracing = pm.monitor(TraceWriter::new(Calls(relay, false, text.clone())));
        hooks.quiet.call_all();
        let expected = concat!(
            "  quiet [hook]\n",
            "    told [hook]\n",
            "        what: 9\n",
            "    finish told --> 0 results [hook]\n",
            "  finish quiet --> () [hook]\n",
        );
        assert_eq!(text.take(), expected);
    });
}
