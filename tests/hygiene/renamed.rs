//! The runtime under another name, and traits under other names.

/// A host that hands the runtime on.
pub mod host {
    pub use pluggy_core;

    pub mod deep {
        pub use pluggy_core as plugins;
    }

    #[super::hookspec(crate = crate::renamed::host::pluggy_core)]
    pub trait Hooks {
        fn greet(&self, name: &str, log: &mut Vec<String>) -> String;
        #[hookspec(historic)]
        fn told(&self, what: &str) -> Result<u32, String>;
    }
}

mod plugins {
    use super::host::deep::plugins::hookimpl;
    use super::host::{Hooks as Greeter, deep};
    /// Nothing here finds the runtime by its own name.
    mod pluggy_core {}

    #[derive(Default)]
    pub(super) struct Polite;

    #[hookimpl(crate = super::host::deep::plugins)]
    impl Greeter for Polite {
        fn greet(&self, name: &str) -> String {
            format!("good day, {name}")
        }

        #[hookimpl(wrapper, specname = "greet")]
        fn around(
            &self,
            log: &mut Vec<String>,
            next: impl FnOnce(&mut Vec<String>) -> Vec<String>,
        ) -> Vec<String> {
            log.push("around".to_owned());
            next(log)
        }

        fn told(&self, what: &str) -> Result<u32, String> {
            what.parse().map_err(|_| what.to_owned())
        }

        #[hookimpl(optionalhook)]
        fn missing(&self) {}
    }

    #[hookimpl(Greeter, crate = deep::plugins)]
    fn greet() -> String {
        "hm".to_owned()
    }
}

use pluggy_core::hookspec;

#[test]
fn the_runtime_may_have_another_name() {
    let pm = host::deep::plugins::PluginManager::new("renamed");
    let hooks = pm.add_hookspecs::<dyn host::Hooks>();
    assert!(pm.discover().strict().is_ok());
    let mut log = Vec::new();
    let greetings = hooks.greet.call_all("Ada", &mut log);
    assert_eq!((greetings.len(), log.len()), (2, 1));
    hooks.told.call_historic_with("7", |result| assert_eq!(result.unwrap(), 7));
    assert!(pm.has_plugin("polite") && pm.has_plugin("plugins"));
}

mod two_names {
    use pluggy_core::{PluginManager, hookimpl as plug, hookspec as spec};

    #[pluggy_core::hookspec]
    pub trait Hooks {
        #[spec(firstresult)]
        fn choose(&self, #[spec(skip)] of: u32) -> Option<u32>;
    }

    #[derive(Default)]
    struct Picky;

    #[pluggy_core::hookimpl(name = "picky-of-two-names")]
    impl Hooks for Picky {
        #[plug(tryfirst)]
        #[cfg_attr(all(), plug(specname = "choose"))]
        fn pick(&self, of: u32) -> Option<u32> {
            Some(of)
        }
    }

    #[test]
    fn one_attribute_has_two_names() {
        let pm = PluginManager::new("two names");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Picky).unwrap();
        assert!(hooks.choose.impls()[0].is_tryfirst());
        assert_eq!(hooks.choose.call_first(3), Some(3));
    }
}
