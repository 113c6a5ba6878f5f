//! Attributes on everything: what is configured out is gone, the others stay.

#![deny(unused_must_use)]

use pluggy_core::{PluginManager, hookimpl, hookspec};

/// With the documentation from a file.
#[doc = include_str!("documentation.md")]
#[hookspec]
pub trait Attributes {
    /// There.
    #[cfg(not(any()))]
    fn there(&self, number: u32) -> u32;

    /// Not there.
    #[cfg(any())]
    fn not_there(&self, missing: Missing) -> Missing;

    #[doc = include_str!("documentation.md")]
    #[must_use]
    fn important(&self) -> u32;

    #[cfg(any())]
    fn either(&self, one: u32) -> u32;
    #[cfg(not(any()))]
    fn either(&self, one: u32, other: u32) -> u32;

    #[deprecated = "use `there`"]
    fn old(&self) -> u32;

    fn changed(&self, new: u32, #[deprecated = "use `new`"] old: u32) -> u32;

    fn secret(&self, #[hookspec(skip)] password: &str) -> usize;

    #[hookspec(historic)]
    #[cfg_attr(all(), doc = "By way of `cfg_attr`.")]
    fn told(&self, #[deprecated] what: u32);
}

#[cfg(any())]
#[hookspec]
pub trait NoTrait {
    fn missing(&self, missing: Missing);
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
#[allow(clippy::missing_const_for_fn, reason = "an attribute of the block's")]
impl Attributes for Plugin {
    /// Documented.
    #[inline]
    #[cfg(not(any()))]
    fn there(&self, number: u32) -> u32 {
        number
    }

    #[cfg(any())]
    fn not_there(&self, missing: Missing) -> Missing {
        missing
    }

    #[must_use]
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "an attribute of the method's")]
    fn important(&self) -> u32 {
        2
    }

    #[cfg(any())]
    fn either(&self, one: u32) -> u32 {
        one
    }

    #[cfg(not(any()))]
    fn either(&self, one: u32, other: u32) -> u32 {
        one + other
    }

    #[cfg(any())]
    #[hookimpl(wrapper, specname = "there")]
    fn around(&self, next: impl FnOnce() -> Missing) -> Missing {
        next()
    }

    #[cold]
    #[track_caller]
    fn secret(&self, password: &str) -> usize {
        password.len()
    }

    fn changed(&self, new: u32) -> u32 {
        new
    }
}

#[hookimpl]
#[cfg(any())]
impl Attributes for Missing {
    fn there(&self) -> u32 {
        0
    }
}

#[cfg(any())]
#[hookimpl]
impl Attributes for Missing {
    fn there(&self) -> u32 {
        0
    }
}

#[hookimpl(Attributes, name = "functions", specname = "there")]
#[cfg(any())]
fn missing() -> Missing {}

#[hookimpl(Attributes, name = "functions", specname = "there")]
#[cfg(not(any()))]
#[must_use]
fn doubled(number: u32) -> u32 {
    number * 2
}

mod old {
    #![allow(deprecated, reason = "an old plugin")]

    use super::Attributes;
    use pluggy_core::hookimpl;

    #[derive(Default)]
    struct Old;

    #[hookimpl]
    impl Attributes for Old {
        fn old(&self) -> u32 {
            1
        }

        fn changed(&self, old: u32) -> u32 {
            old
        }

        fn told(&self, what: u32) {
            assert_eq!(what, 1);
        }
    }
}

mod inner {
    #![deny(non_snake_case, unused_attributes, unused_variables)]

    use pluggy_core::{PluginManager, hookimpl, hookspec};

    #[hookspec]
    pub trait Inner {
        #![allow(clippy::too_many_arguments, reason = "an attribute inside")]
        fn look(
            &self,
            #[allow(non_snake_case, reason = "so")] argName: u32,
            #[deny(unused)] other: &str,
        ) -> u32;
    }

    #[derive(Default)]
    struct Plugin;

    #[hookimpl(name = "inner")]
    #[automatically_derived]
    #[cfg_attr(all(), diagnostic::do_not_recommend)]
    impl Inner for Plugin {
        #![allow(unused_variables, reason = "an attribute inside")]
        //! Documented inside.

        fn look(&self, other: &str) -> u32 {
            #![allow(unused_mut, reason = "an attribute inside")]
            let mut found = [1];
            found[0]
        }
    }

    #[test]
    fn an_attribute_may_stand_inside_or_be_of_an_impl_for_a_trait() {
        let pm = PluginManager::new("attributes");
        let hooks = pm.add_hookspecs::<dyn Inner>();
        assert!(pm.discover().strict().is_ok());
        assert_eq!(hooks.look.call_all(1, ""), [1]);
        let docs = |plugin: pluggy_core::PluginInfo| plugin.docs();
        assert_eq!(pm.plugins().into_iter().map(docs).collect::<Vec<_>>(), ["Documented inside."]);
    }
}

#[test]
fn attributes_stay_where_they_are_written() {
    let pm = PluginManager::new("attributes");
    let hooks = pm.add_hookspecs::<dyn Attributes>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.there.call_all(2), [4, 2]);
    assert_eq!(hooks.important.call_all(), [2]);
    assert_eq!(hooks.either.call_all(1, 2), [3]);
    assert_eq!(hooks.old.call_all(), [1]);
    assert_eq!(hooks.changed.call_all(1, 2), [2, 1]);
    assert_eq!(hooks.secret.call_all("1234"), [4]);
    hooks.told.call_historic(1);
    assert_eq!(hooks.important.spec().docs(), "From a file.");
    assert_eq!(hooks.there.spec().docs(), "There.");
}

mod deprecated {
    #![deny(deprecated)]

    use pluggy_core::{PluginManager, hookimpl, hookspec};

    #[hookspec]
    trait Hooks {
        #[deprecated = "ring the bell"]
        fn knock(&self) -> u32;
        fn ring(&self, #[deprecated = "nobody counts"] times: u32) -> u32;
    }

    struct Old;

    #[hookimpl(manual)]
    #[allow(deprecated, reason = "for old hosts")]
    impl Hooks for Old {
        fn knock(&self) -> u32 {
            1
        }

        fn ring(&self, times: u32) -> u32 {
            times
        }
    }

    struct Half;

    #[hookimpl(manual)]
    impl Hooks for Half {
        #[allow(deprecated, reason = "for old hosts")]
        fn knock(&self) -> u32 {
            2
        }

        #[deprecated = "not by whom it is written for"]
        fn ring(&self) -> u32 {
            3
        }
    }

    #[test]
    fn a_plugin_may_allow_what_is_deprecated() {
        let pm = PluginManager::new("attributes");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Old).unwrap();
        pm.register(Half).unwrap();
        assert_eq!(hooks.knock.call_all(), [2, 1]);
        assert_eq!(hooks.ring.call_all(7), [3, 7]);
        assert!(format!("{:?}", hooks.ring).contains("old"));
    }
}
