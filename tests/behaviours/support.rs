//! What the tests share.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use pluggy_core::{Call, HookImpl, Monitor, Outcome, PluginInfo};

/// A log that plugins, callbacks and tests write to.
#[derive(Clone, Default, Debug)]
pub(crate) struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    pub(crate) fn log(&self, event: impl Into<String>) {
        self.0.lock().unwrap().push(event.into());
    }

    /// What was logged since the last time.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// Logs its name when it is dropped.
#[derive(Debug)]
pub(crate) struct Dropped(pub(crate) &'static str, pub(crate) Trace);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.1.log(format!("drop {}", self.0));
    }
}

/// A monitor that logs all that it is told, after a text of its own:
/// `> ring(times: 1)`, `>> spam`, `<< spam: 1`, `< ring: [1]`, `+ spam`, `- spam`.
pub(crate) struct Watch(pub(crate) &'static str, pub(crate) Trace);

impl Monitor for Watch {
    fn call_started(&self, call: &Call<'_>) {
        self.1.log(format!("{}> {}({})", self.0, call.hook().name(), call.arguments()));
    }

    fn impl_started(&self, _: &Call<'_>, imp: &HookImpl) {
        self.1.log(format!("{}>> {}", self.0, imp.plugin()));
    }

    fn impl_ended(&self, _: &Call<'_>, imp: &HookImpl, outcome: &Outcome<'_>, _: Duration) {
        self.1.log(format!("{}<< {}: {outcome}", self.0, imp.plugin()));
    }

    fn call_ended(&self, call: &Call<'_>, outcome: &Outcome<'_>, _: Duration) {
        self.1.log(format!("{}< {}: {outcome}", self.0, call.hook().name()));
    }

    fn plugin_registered(&self, plugin: &PluginInfo) {
        self.1.log(format!("{}+ {}", self.0, plugin.name()));
    }

    fn plugin_unregistered(&self, plugin: &PluginInfo) {
        self.1.log(format!("{}- {}", self.0, plugin.name()));
    }
}

/// Runs a test in which a lock held too long would show: a deadlock fails it.
pub(crate) fn without_deadlock(test: impl FnOnce() + Send + 'static) {
    let (running, ended) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let _running = running;
        test();
    });
    let waited = ended.recv_timeout(Duration::from_secs(60));
    assert_ne!(waited, Err(RecvTimeoutError::Timeout), "deadlock");
    if let Err(payload) = thread.join() {
        resume_unwind(payload);
    }
}

/// Panics, without a word on the terminal.
pub(crate) fn panic_quietly(text: &'static str) -> ! {
    resume_unwind(Box::new(text))
}

/// The text of the panic in which `run` must end.
pub(crate) fn panic_of<R>(run: impl FnOnce() -> R) -> String {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(_) => panic!("no panic"),
        Err(payload) => text_of(&*payload),
    }
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    (*payload.downcast_ref::<&str>().expect("a panic by `panic_quietly`")).to_owned()
}
