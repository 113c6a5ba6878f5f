//! `cfg_attr` around all that may stand inside of a spec or a plugin.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Conditions {
    #[cfg_attr(all(), hookspec(firstresult))]
    fn first(&self, path: &str) -> Option<usize>;

    #[cfg_attr(any(), hookspec(firstresult))]
    fn every(&self, path: &str) -> Option<usize>;

    #[cfg_attr(all(), doc = "Documented.", hookspec(historic), must_use)]
    fn told(&self, what: u32) -> u32;

    #[cfg_attr(all(), cfg(any()))]
    fn missing(&self, handle: &Missing) -> u16;

    #[cfg_attr(all(), cfg_attr(all(), cfg(any())))]
    fn missing_too(&self, handle: &Missing) -> u16;

    #[cfg_attr(any(), cfg(any()))]
    fn there(&self) -> u32;

    // What is not there makes no mistakes.
    #[cfg(any())]
    async fn wrong(self, (one, other): (u32, u32)) -> impl Fn();

    fn secret(&self, #[cfg_attr(all(), hookspec(skip))] password: &str) -> usize;

    /// Has several.
    #[cfg_attr(any(), hookspec(historic))]
    #[cfg_attr(all(), hookspec(firstresult), doc = "By their")]
    #[cfg_attr(any(), doc = "no")]
    #[cfg_attr(not(any()), doc = "conditions.")]
    fn several(&self, #[cfg_attr(any(), hookspec(skip))] shown: u32) -> Option<u32>;

    #[cfg_attr(all(), deprecated = "use `there`")]
    fn old(&self) -> u32;
}

#[derive(Default)]
struct Plugin;

#[cfg_attr(all(), hookimpl(name = "conditions"))]
impl Conditions for Plugin {
    fn first(&self, path: &str) -> Option<usize> {
        Some(path.len())
    }

    #[cfg_attr(all(), hookimpl(specname = "first", tryfirst))]
    fn before(&self, path: &str) -> Option<usize> {
        path.len().checked_sub(3)
    }

    fn every(&self, path: &str) -> Option<usize> {
        Some(path.len())
    }

    #[cfg(any())]
    #[hookimpl(tryfirst, trylast)]
    async fn wrong(self, (one, other): (u32, u32)) {}

    #[cfg_attr(any(), hookimpl(wrapper))]
    fn told(&self, what: u32) -> u32 {
        what
    }

    #[cfg_attr(all(), cfg(any()))]
    fn missing(&self, handle: &Missing) -> u16 {
        handle.0
    }

    #[cfg_attr(all(), cfg_attr(all(), cfg(any()), hookimpl(tryfirst)))]
    fn missing_too(&self, handle: &Missing) -> u16 {
        handle.0
    }

    #[cfg_attr(all(), cfg_attr(all(), hookimpl(trylast)), inline)]
    fn there(&self) -> u32 {
        1
    }

    #[cfg(any())]
    fn new() -> Self {
        Plugin
    }

    fn secret(&self, password: &str) -> usize {
        password.len()
    }

    fn several(&self, shown: u32) -> Option<u32> {
        Some(shown)
    }

    #[cfg_attr(all(), allow(deprecated, reason = "for old hosts"))]
    fn old(&self) -> u32 {
        1
    }
}

mod functions {
    #[cfg_attr(all(), pluggy_core::hookimpl(super::Conditions, specname = "there"))]
    #[cfg_attr(any(), pluggy_core::hookimpl(super::Conditions, specname = "missing"))]
    fn around() -> u32 {
        2
    }
}

#[test]
fn conditions_decide_what_an_attribute_says() {
    let pm = PluginManager::new("conditions");
    let hooks = pm.add_hookspecs::<dyn Conditions>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.first.call_first("/x"), Some(2));
    assert_eq!(hooks.first.call_first("/path"), Some(2));
    assert_eq!(hooks.every.call_all("/x"), [2]);
    hooks.told.call_historic_with(7, |told| assert_eq!(told, 7));
    assert_eq!(hooks.told.spec().docs(), "Documented.");
    assert_eq!(hooks.there.call_all(), [2, 1]);
    assert!(hooks.there.impls()[1].is_trylast());
    assert_eq!(hooks.secret.call_all("1234"), [4]);
    assert_eq!(hooks.several.call_first(3), Some(3));
    assert_eq!(hooks.several.spec().docs(), "Has several.\nBy their\nconditions.");
    assert_eq!(hooks.old.call_all(), [1]);
}
