//! A plugin's methods are its own: as visible as its author writes them.

mod plugins {
    use pluggy_core::{hookimpl, hookspec};

    #[hookspec]
    pub(super) trait Hooks {
        fn offer(&self, guests: u32, hour: u32) -> u32;
    }

    pub(super) struct Spam;

    #[hookimpl(manual)]
    impl Hooks for Spam {
        /// Is called from outside.
        pub(crate) fn offer(&self, guests: u32) -> u32 {
            guests + 1
        }

        #[hookimpl(wrapper, specname = "offer")]
        pub(super) fn two_at_most(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
            next().into_iter().take(2).collect()
        }
    }
}

use pluggy_core::PluginManager;

use plugins::{Hooks, Spam};

#[test]
fn they_can_be_called_from_another_module() {
    assert_eq!(Spam.offer(2), 3);
    assert_eq!(Spam.two_at_most(|| vec![1, 2, 3]), [1, 2]);
    let pm = PluginManager::new("visible");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Spam).unwrap();
    assert_eq!(hooks.offer.call_all(1, 12), [2]);
}
