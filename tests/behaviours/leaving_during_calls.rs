//! A plugin that leaves during a call is dropped at its end; that its `Drop` panics
//! is not the caller's business, of whatever kind the hook is.

use std::sync::{Arc, Weak};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Trace, panic_quietly};

#[hookspec]
trait Hooks {
    fn ring(&self);

    #[hookspec(historic)]
    fn told(&self, what: u32);
}

struct Leaver(Trace);

impl Drop for Leaver {
    fn drop(&mut self) {
        self.0.log("dropped");
        panic_quietly("at the end");
    }
}

#[hookimpl(manual)]
impl Hooks for Leaver {
    fn ring(&self) {}

    fn told(&self) {}
}

struct Expels(Weak<PluginManager>);

#[hookimpl(manual)]
impl Hooks for Expels {
    fn ring(&self) {
        self.0.upgrade().unwrap().block("leaver");
    }

    fn told(&self) {
        self.0.upgrade().unwrap().block("leaver");
    }
}

#[test]
fn a_plugin_that_leaves_and_panics_at_its_drop_does_not_reach_the_caller() {
    for is_historic in [false, true] {
        let (pm, log) = (Arc::new(PluginManager::new("leaving")), Trace::default());
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Leaver(log.clone())).unwrap();
        pm.register(Expels(Arc::downgrade(&pm))).unwrap();
        if is_historic {
            hooks.told.call_historic(1);
        } else {
            hooks.ring.call_all();
        }
        assert_eq!(log.take(), ["dropped"], "historic: {is_historic}");
    }
}
