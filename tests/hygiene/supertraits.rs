//! A spec asks in its head for what each plugin has in any case.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks: Send + Sync + 'static {
    fn knock(&self) -> u32;
}

struct Spam;

#[hookimpl(manual)]
impl Hooks for Spam {
    fn knock(&self) -> u32 {
        1
    }
}

#[test]
fn a_spec_may_say_that_its_plugins_can_be_shared() {
    let pm = PluginManager::new("supertraits");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Spam).unwrap();
    assert_eq!(hooks.knock.call_all(), [1]);
}
