//! Panics where a monitor is shown something, and what is left behind: nothing.

use std::fmt;
use std::sync::{Arc, Mutex};

use pluggy_core::{PluginManager, hookspec};

use crate::support::{Trace, Watch, panic_of, panic_quietly};

#[hookspec]
trait Hooks {
    #[hookspec(historic)]
    fn told(&self, fragile: Fragile);
}

/// Panics at its second clone from now, where it is told so.
#[derive(Default)]
struct Fragile(Arc<Mutex<u32>>);

impl Clone for Fragile {
    fn clone(&self) -> Self {
        let mut left = self.0.lock().unwrap();
        let panics = *left == 1;
        *left = left.saturating_sub(1);
        drop(left);
        if panics {
            panic_quietly("clone");
        }
        Fragile(Arc::clone(&self.0))
    }
}

/// B161, B219: the first clone is what is remembered, the second what monitors
/// see. A panic there fails the call, which comes with the next one to those
/// that it did not reach.
#[test]
fn a_clone_that_panics_for_a_monitor_leaves_the_call_to_the_next() {
    let pm = PluginManager::new("monitors");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    let heard = log.clone();
    hooks.told.register_fn("hears", move |_| heard.log("heard")).unwrap();
    let _watching = pm.monitor(Watch("", Trace::default()));
    panic_of(|| hooks.told.call_historic(Fragile(Arc::new(Mutex::new(2)))));
    assert!(log.take().is_empty());
    hooks.told.call_historic(Fragile::default());
    assert_eq!(log.take(), ["heard", "heard"]);
}

impl fmt::Debug for Fragile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fragile")
    }
}
