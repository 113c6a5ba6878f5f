//! What monitors hear of async calls.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use pluggy_core::{
    Call, HookImpl, Monitor, Outcome, PluginManager, TraceWriter, hookimpl, hookspec,
};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn ring(&self, times: u32) -> u32;
    async fn fail(&self) -> Result<u32, String>;
    async fn hang(&self);
}

struct Bell;

#[hookimpl(manual, name = "bell")]
impl Hooks for Bell {
    async fn ring(&self, times: u32) -> u32 {
        pause().await;
        times
    }

    #[hookimpl(wrapper, specname = "ring")]
    async fn around(&self, next: impl AsyncFnOnce() -> Vec<u32>) -> Vec<u32> {
        next().await
    }

    async fn fail(&self) -> Result<u32, String> {
        Err("broken".to_owned())
    }

    async fn hang(&self) {
        pending::<()>().await;
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn say(&self, what: &str, call: &Call<'_>, imp: Option<&HookImpl>, more: &str) {
        let who = imp.map_or(call.hook().name(), HookImpl::function);
        self.0.lock().unwrap().push(format!("{what} {who}{more}"));
    }

    fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Monitor for Log {
    fn call_started(&self, call: &Call<'_>) {
        self.say("start", call, None, &format!("({})", call.arguments()));
    }

    fn impl_started(&self, call: &Call<'_>, imp: &HookImpl) {
        self.say("start", call, Some(imp), "");
    }

    fn suspended(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        self.say("suspend", call, imp, "");
    }

    fn resumed(&self, call: &Call<'_>, imp: Option<&HookImpl>) {
        self.say("resume", call, imp, "");
    }

    fn impl_ended(&self, call: &Call<'_>, imp: &HookImpl, outcome: &Outcome<'_>, _: Duration) {
        self.say("end", call, Some(imp), &format!(": {outcome}"));
    }

    fn call_ended(&self, call: &Call<'_>, outcome: &Outcome<'_>, _: Duration) {
        self.say("end", call, None, &format!(": {outcome}"));
    }
}

#[test]
fn a_call_is_told_from_its_first_poll_to_its_end() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Bell).unwrap();
        let log = Log::default();
        let _watching = pm.monitor(log.clone());
        let call = hooks.ring.call_all(3);
        assert!(log.told().is_empty());
        call.await;
        assert_eq!(
            log.told(),
            [
                "start ring(times: 3)",
                "start around",
                "start ring",
                "suspend ring",
                "suspend around",
                "suspend ring",
                "resume ring",
                "resume around",
                "resume ring",
                "end ring: 3",
                "end around: [3]",
                "end ring: [3]",
            ]
        );
    });
}

#[test]
fn an_error_and_one_by_itself_are_told() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Bell).unwrap();
        let log = Log::default();
        let _watching = pm.monitor(log.clone());
        hooks.fail.call_all().await.unwrap_err();
        let told =
            ["start fail()", "start fail", "end fail: failed: broken", "end fail: failed: broken"];
        assert_eq!(log.told(), told);
        log.0.lock().unwrap().clear();
        hooks.fail.each()[0].call().await.unwrap_err();
        assert_eq!(log.told(), told);
        log.0.lock().unwrap().clear();
        hooks.fail.call_concurrent().await.unwrap_err();
        assert_eq!(log.told(), told);
    });
}

#[test]
fn a_dropped_call_is_told_to_end() {
    let pm = PluginManager::new("doorbell");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell).unwrap();
    let log = Log::default();
    let _watching = pm.monitor(log.clone());
    let mut call = Box::pin(hooks.hang.call_all());
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(call);
    assert_eq!(
        log.told()[2..],
        [
            "suspend hang",
            "suspend hang",
            "resume hang",
            "resume hang",
            "end hang: dropped",
            "end hang: dropped",
        ]
    );
}

#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Text {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_trace_has_the_depth_of_what_runs_also_where_calls_interleave() {
    let pm = PluginManager::new("doorbell");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Bell).unwrap();
    let text = Text::default();
    let _watching = pm.monitor(TraceWriter::new(text.clone()));
    let mut cx = Context::from_waker(Waker::noop());
    let (mut one, mut two) = (Box::pin(hooks.ring.call_all(1)), Box::pin(hooks.ring.call_all(2)));
    assert!(one.as_mut().poll(&mut cx).is_pending());
    assert!(two.as_mut().poll(&mut cx).is_pending());
    assert!(one.as_mut().poll(&mut cx).is_ready());
    assert!(two.as_mut().poll(&mut cx).is_ready());
    let text = String::from_utf8(text.0.lock().unwrap().clone()).unwrap();
    let lines = [
        "  ring [hook]\n      times: 1\n",
        "  ring [hook]\n      times: 2\n",
        "  finish ring --> [1] [hook]\n",
        "  finish ring --> [2] [hook]\n",
    ];
    assert_eq!(text, lines.concat());
}
