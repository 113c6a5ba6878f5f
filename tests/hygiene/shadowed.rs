//! A module in which every name of the prelude, and the names of the standard
//! crates, mean something else.

#![allow(
    dead_code,
    non_camel_case_types,
    unused_macros,
    reason = "the names are there to be in the way"
)]

pub struct Option;
pub struct Result;
pub struct Vec;
pub struct String;
pub struct Box;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub struct Sized;
pub struct Fn;
pub struct FnOnce;
pub struct From;
pub struct Into;
pub struct ToOwned;
pub struct Iterator;
pub struct Drop;
pub struct Copy;
pub struct str;
pub struct u32;
pub struct bool;
pub trait Default {}
pub trait Clone {}
pub trait Send {}
pub trait Sync {}
pub mod std {}
pub mod core {}
pub mod alloc {}
pub mod pluggy_core {}
pub mod inventory {}
pub mod linkme {}

macro_rules! stringify {
    ($($tokens:tt)*) => {
        compile_error!("not the standard one")
    };
}
macro_rules! option_env {
    ($($tokens:tt)*) => {
        compile_error!("not the standard one")
    };
}
macro_rules! module_path {
    ($($tokens:tt)*) => {
        compile_error!("not the standard one")
    };
}
macro_rules! vec {
    ($($tokens:tt)*) => {
        compile_error!("not the standard one")
    };
}

/// What the signatures below need, under names of their own.
pub mod given {
    pub use std::option::Option as Maybe;
    pub use std::primitive::u32 as Number;
    pub use std::result::Result as Attempt;
    pub use std::string::String as Text;
    pub use std::vec::Vec as List;
}

use ::pluggy_core::{PluginManager, hookimpl, hookspec};
use given::{Attempt, List, Number, Text};

#[hookspec]
pub trait Hooks {
    fn nothing(&self);
    fn every(&self, text: &Text) -> Number;
    fn present(&self, list: &mut List<Number>, number: Number) -> ::std::option::Option<Number>;
    fn fallible(&self) -> ::std::result::Result<Number, Text>;
    #[hookspec(firstresult)]
    fn first(&self) -> ::std::option::Option<Number>;
    #[hookspec(firstresult)]
    fn first_fallible(
        &self,
    ) -> ::std::result::Result<::std::option::Option<Number>, ::std::boxed::Box<Text>>;
    #[hookspec(historic)]
    fn told(&self, text: &Text, number: Number) -> Number;
    fn absent_elsewhere(&self, number: Number) -> Number;
}

pub struct Plugin;

impl ::std::default::Default for Plugin {
    fn default() -> Self {
        Plugin
    }
}

#[hookimpl]
impl Hooks for Plugin {
    fn nothing(&self) {}

    #[hookimpl(tryfirst)]
    fn every(&self, text: &Text) -> Number {
        text.len() as Number
    }

    fn present(&self, number: Number, list: &mut List<Number>) -> given::Maybe<Number> {
        list.push(number);
        given::Maybe::Some(number)
    }

    fn fallible(&self) -> Attempt<Number, Text> {
        Attempt::Ok(1)
    }

    fn first(&self) -> given::Maybe<Number> {
        given::Maybe::Some(1)
    }

    fn first_fallible(&self) -> Attempt<given::Maybe<Number>, ::std::boxed::Box<Text>> {
        Attempt::Ok(given::Maybe::Some(1))
    }

    fn told(&self, number: Number) -> Number {
        number
    }

    #[hookimpl(wrapper, specname = "present")]
    fn around(
        &self,
        list: &mut List<Number>,
        next: impl ::std::ops::FnOnce(&mut List<Number>) -> List<Number>,
    ) -> List<Number> {
        list.push(100);
        next(list)
    }

    #[hookimpl(optionalhook)]
    fn missing(&self, text: &Text) -> Number {
        text.len() as Number
    }

    #[hookimpl(optionalhook, wrapper)]
    fn missing_too(
        &self,
        list: &mut List<Number>,
        next: impl ::std::ops::FnOnce(&mut List<Number>) -> Number,
    ) -> Number {
        next(list)
    }
}

pub struct Built;

impl Built {
    fn build(_: crate::made_by_macros::TenConfig) -> Attempt<Self, Text> {
        Attempt::Ok(Built)
    }
}

#[hookimpl(new = Built::build, config = crate::made_by_macros::TenConfig, name = "built")]
impl Hooks for Built {
    fn every(&self) -> Number {
        7
    }
}

pub struct Generic<T>(T);

#[hookimpl(manual)]
impl<T: ::std::marker::Send + ::std::marker::Sync + 'static> Hooks for Generic<T> {
    fn every(&self) -> Number {
        let _ = &self.0;
        8
    }
}

#[hookimpl(Hooks)]
fn nothing() {}

#[hookimpl(Hooks, wrapper)]
fn every(next: impl ::std::ops::FnOnce() -> List<Number>) -> List<Number> {
    let mut all = next();
    all.push(9);
    all
}

#[test]
fn all_forms_work_where_the_prelude_is_shadowed() {
    let pm = PluginManager::new("shadowed");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Plugin).unwrap();
    pm.register(Built).unwrap();
    pm.register(Generic(1)).unwrap();
    let text = Text::from("four");
    hooks.nothing.call_all();
    assert_eq!(hooks.every.call_all(&text), [4, 8, 7]);
    let mut list = List::new();
    assert_eq!(hooks.present.call_all(&mut list, 2), [2]);
    assert_eq!(list, [100, 2]);
    assert_eq!(hooks.fallible.call_all().unwrap(), [1]);
    assert_eq!(hooks.first.call_first().unwrap(), 1);
    assert_eq!(hooks.first_fallible.call_first().unwrap().unwrap(), 1);
    hooks.told.call_historic(&text, 3);
    hooks.told.call_historic_with(&text, 3, |number: Number| assert_eq!(number, 3));
    hooks.absent_elsewhere.register_fn("closure", |number| number + 1).unwrap();
    assert_eq!(hooks.absent_elsewhere.call_all(1), [2]);
    assert_eq!(hooks.absent_elsewhere.with_extra(|number| number).call_all(1), [1, 2]);
    assert_eq!(hooks.first.clone().snapshot().call_first().unwrap(), 1);
}

#[test]
fn discovery_works_where_the_prelude_is_shadowed() {
    let pm = PluginManager::new("shadowed");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.every.call_all(&Text::new()), [0, 7, 9]);
    assert!(pm.has_plugin("shadowed"), "functions are named as their module");
}
