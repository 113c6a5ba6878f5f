//! A plugin that did not stay, and panics as it is dropped, takes nothing of a
//! discovery: the others are registered, announced and in the report.

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self);

    #[hookspec(historic)]
    fn told(&self, what: u32);
}

#[derive(Default)]
struct DropsFirst;

#[hookimpl]
impl Hooks for DropsFirst {
    fn ring(&self) {}
}

#[derive(Default)]
struct DropsLoudly;

#[hookimpl]
impl Hooks for DropsLoudly {
    fn told(&self) {
        panic_quietly("at a call");
    }
}

impl Drop for DropsLoudly {
    fn drop(&mut self) {
        panic_quietly("at the end");
    }
}

#[derive(Default)]
struct DropsQuietly;

#[hookimpl]
impl Hooks for DropsQuietly {
    fn ring(&self) {}
}

#[test]
fn a_plugin_that_fails_and_panics_at_its_drop_is_one_failure_in_the_report() {
    let (pm, log) = (PluginManager::new("drops"), Trace::default());
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.monitor(Watch("", log.clone())).detach();
    hooks.told.call_historic(1);
    log.take();
    let report = pm.discover();
    let failed: Vec<_> = report.failed().iter().map(pluggy_core::PluginError::plugin).collect();
    assert_eq!(failed, ["drops-loudly"]);
    let registered: Vec<_> =
        report.registered().iter().map(pluggy_core::PluginInfo::name).collect();
    assert_eq!(registered, ["drops-first", "drops-quietly"]);
    let came: Vec<_> = log.take().into_iter().filter(|line| line.starts_with('+')).collect();
    assert_eq!(came, ["+ drops-quietly", "+ drops-first"]);
}
