//! Specs and plugins in function bodies, and traits of every visibility.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[test]
fn a_function_body_may_hold_everything() {
    #[hookspec]
    trait Local {
        fn add(&self, to: u32) -> u32;
    }

    #[derive(Default)]
    struct One;

    #[hookimpl]
    impl Local for One {
        fn add(&self, to: u32) -> u32 {
            to + 1
        }
    }

    #[hookimpl(Local, name = "two", specname = "add")]
    fn two(to: u32) -> u32 {
        to + 2
    }

    let pm = PluginManager::new("local");
    let hooks = pm.add_hookspecs::<dyn Local>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.add.call_all(1), [2, 3]);
}

#[test]
fn another_body_may_use_the_same_names() {
    #[hookspec]
    trait Local {
        fn add(&self, to: u32) -> u32;
    }

    struct One(u32);

    #[hookimpl(manual)]
    impl Local for One {
        fn add(&self, to: u32) -> u32 {
            to + self.0
        }
    }

    let pm = PluginManager::new("local");
    let hooks = pm.add_hookspecs::<dyn Local>();
    pm.register(One(5)).unwrap();
    assert_eq!(hooks.add.call_all(1), [6]);
}

mod outer {
    pub(super) mod inner {
        use pluggy_core::hookspec;

        #[hookspec]
        pub(crate) trait InCrate {
            fn name(&self) -> &'static str;
        }

        #[hookspec]
        pub(in crate::places) trait InPlaces {
            fn name(&self) -> &'static str;
        }

        #[hookspec]
        pub(super) trait InOuter {
            fn name(&self, kept: &Kept);
        }

        #[derive(Clone)]
        pub(in crate::places::outer) struct Kept(pub(super) u32);

        #[hookspec]
        trait Private {
            fn name(&self, secret: Secret) -> Secret;
        }

        #[derive(Clone, Debug, PartialEq)]
        struct Secret(u32);

        struct Plugin;

        #[pluggy_core::hookimpl(manual)]
        impl Private for Plugin {
            fn name(&self, secret: Secret) -> Secret {
                secret
            }
        }

        #[test]
        fn a_private_spec_may_use_private_types() {
            let pm = pluggy_core::PluginManager::new("private");
            let hooks = pm.add_hookspecs::<dyn Private>();
            pm.register(Plugin).unwrap();
            assert_eq!(hooks.name.call_all(Secret(1)), [Secret(1)]);
        }
    }

    #[derive(Default)]
    struct Plugin;

    #[pluggy_core::hookimpl]
    impl inner::InOuter for Plugin {
        fn name(&self, kept: &inner::Kept) {
            assert_eq!(kept.0, 1);
        }
    }

    #[test]
    fn a_spec_may_be_visible_in_the_parent_alone() {
        let pm = pluggy_core::PluginManager::new("outer");
        let hooks = pm.add_hookspecs::<dyn inner::InOuter>();
        assert!(pm.discover().strict().is_ok());
        hooks.name.call_all(&inner::Kept(1));
    }
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
impl outer::inner::InCrate for Plugin {
    #[hookimpl(specname = "name")]
    fn name_in_crate(&self) -> &'static str {
        "crate"
    }
}

#[hookimpl]
impl outer::inner::InPlaces for Plugin {
    #[hookimpl(specname = "name")]
    fn name_in_places(&self) -> &'static str {
        "places"
    }
}

#[test]
fn a_spec_may_have_any_visibility() {
    let pm = PluginManager::new("visible");
    let everywhere = pm.add_hookspecs::<dyn outer::inner::InCrate>();
    let here = pm.add_hookspecs::<dyn outer::inner::InPlaces>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(everywhere.name.call_all(), ["crate"]);
    assert_eq!(here.name.call_all(), ["places"]);
}

/// An inherent `impl` for a type of another module, by its path.
mod elsewhere {
    #[derive(Default)]
    pub(super) struct Guest;
}

#[hookspec]
trait Door {
    fn knock(&self) -> u32;
}

#[hookimpl]
impl Door for elsewhere::Guest {
    fn knock(&self) -> u32 {
        3
    }
}

#[test]
fn the_type_may_be_named_by_a_path() {
    let pm = PluginManager::new("door");
    let hooks = pm.add_hookspecs::<dyn Door>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.knock.call_all(), [3]);
    assert!(pm.has_plugin("guest"));
}
