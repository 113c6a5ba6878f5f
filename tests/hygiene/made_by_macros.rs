//! Specs and plugins that `macro_rules!` writes.

#![allow(unused_qualifications, reason = "a spec may come as a longer path than it needs")]

use pluggy_core::{PluginManager, hookimpl, hookspec};

macro_rules! spec {
    ($(#[$attr:meta])* $vis:vis $name:ident { $($hook:ident($($arg:ident: $ty:ty),*) $(-> $result:ty)?;)* }) => {
        $(#[$attr])*
        #[hookspec]
        $vis trait $name {
            $(fn $hook(&self $(, $arg: $ty)*) $(-> $result)?;)*
        }
    };
}

macro_rules! plugin {
    ($plugin:ident: $spec:path, $hook:ident($($arg:ident: $ty:ty),*) -> $result:ty = $value:expr) => {
        #[derive(Default)]
        pub struct $plugin;

        #[hookimpl]
        impl $spec for $plugin {
            fn $hook(&self $(, $arg: $ty)*) -> $result {
                $value
            }
        }
    };
}

macro_rules! function {
    ($spec:path, $name:ident = $hook:literal, $arg:ident: $ty:ty, $result:ty, $value:expr) => {
        #[hookimpl($spec, specname = $hook)]
        fn $name($arg: $ty) -> $result {
            $value
        }
    };
}

macro_rules! configured {
    ($plugin:ident($config:ty): $spec:path, $hook:ident -> $result:ty) => {
        pub struct $plugin($config);

        impl $plugin {
            fn new(config: $config) -> Self {
                Self(config)
            }
        }

        #[hookimpl(new = $plugin::new, config = $config)]
        impl $spec for $plugin {
            fn $hook(&self) -> $result {
                self.0.length
            }
        }
    };
}

spec! {
    /// One of two that one macro writes in one module.
    pub First {
        length(text: &str) -> usize;
        grow(list: &mut Vec<u32>, by: u32) -> Option<u32>;
        check(text: &str) -> Result<(), String>;
        quiet();
    }
}

spec! {
    pub Second {
        length(text: &str) -> usize;
        grow(list: &mut Vec<u32>, by: u32) -> Option<u32>;
    }
}

#[derive(Default, serde::Deserialize)]
pub struct TenConfig {
    length: usize,
}

configured!(Ten(TenConfig): Second, length -> usize);
plugin!(Five: First, length(text: &str) -> usize = text.len() + 5);
plugin!(Six: First, length() -> usize = 6);
plugin!(Seven: Second, length(text: &str) -> usize = text.len() + 7);

mod functions {
    use super::First;
    use pluggy_core::hookimpl;

    plugin!(Path: super::super::made_by_macros::Second, length() -> usize = 8);
    function!(First, eight = "length", text: &str, usize, text.len() + 8);
    function!(crate::made_by_macros::First, nine = "check", text: &str, Result<(), String>, match text {
        "" => Err("empty".to_owned()),
        _ => Ok(()),
    });
}

macro_rules! wrapper {
    ($list:ty, $results:ty) => {
        #[derive(Default)]
        pub struct Wrapper;

        #[hookimpl]
        impl First for Wrapper {
            #[hookimpl(wrapper)]
            fn grow(&self, list: $list, by: u32, next: impl FnOnce($list) -> $results) -> $results {
                list.push(by * 2);
                next(list)
            }
        }
    };
}

wrapper!(&mut Vec<u32>, Vec<u32>);

/// A spec with its plugin and its locals, all of the macro's own making.
macro_rules! whole {
    ($module:ident) => {
        mod $module {
            use pluggy_core::{PluginManager, hookimpl, hookspec};

            #[hookspec]
            pub trait Whole {
                fn args(&self, plugin: u32, args: &mut u32);
                #[hookspec(historic)]
                fn past(&self, callback: &str) -> usize;
            }

            #[derive(Default)]
            struct Part;

            #[hookimpl(name = "part")]
            impl Whole for Part {
                fn args(&self, args: &mut u32, plugin: u32) {
                    *args += plugin;
                }

                #[hookimpl(wrapper, specname = "args")]
                fn around(&self, args: &mut u32, next: impl FnOnce(&mut u32)) {
                    *args += 10;
                    next(args);
                }

                fn past(&self, callback: &str) -> usize {
                    callback.len()
                }
            }

            #[test]
            fn it_works() {
                let pm = PluginManager::new("whole");
                let hooks = pm.add_hookspecs::<dyn Whole>();
                assert!(pm.discover().strict().is_ok());
                let mut sum = 0;
                hooks.args.call_all(1, &mut sum);
                assert_eq!(sum, 11);
                hooks.past.call_historic_with("four", |length| assert_eq!(length, 4));
            }
        }
    };
}

whole!(once);
whole!(twice);

macro_rules! with_body {
    ($plugin:ident, $body:block) => {
        #[derive(Default)]
        pub struct $plugin;

        #[hookimpl]
        impl Third for $plugin {
            fn third(&self) -> u32 $body
        }
    };
    ($plugin:ident by $body:block) => {
        with_body!($plugin, $body);
    };
    (fn $name:ident $body:block) => {
        #[hookimpl(Third, specname = "third")]
        fn $name() -> u32 $body
    };
}

spec! {
    pub Third {
        third() -> u32;
    }
}

with_body!(BodyOfOne, {
    let one = [1];
    one[0]
});
with_body!(BodyOfTwo by { 2 });
with_body!(fn three { 3 });

#[test]
fn a_body_may_be_a_fragment_of_a_macro() {
    let pm = PluginManager::new("macros");
    let hooks = pm.add_hookspecs::<dyn Third>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.third.call_all(), [1, 2, 3]);
}

#[test]
fn a_macro_may_write_two_specs_in_one_module() {
    let pm = PluginManager::new("macros");
    let first = pm.add_hookspecs::<dyn First>();
    let second = pm.add_hookspecs::<dyn Second>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(first.length.call_all("x"), [6, 9, 6]);
    assert_eq!(second.length.call_all("x"), [8, 8, 0]);
    assert!(first.check.call_all("").is_err());
    let mut list = Vec::new();
    first
        .grow
        .register_fn("grow", |list: &mut Vec<u32>, by| {
            list.push(by);
            None
        })
        .unwrap();
    first.grow.call_all(&mut list, 4);
    assert_eq!(list, [8, 4]);
    first.quiet.call_all();
}
