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
pub struct FnMut;
pub struct AsyncFn;
pub struct AsyncFnOnce;
pub struct AsyncFnMut;
pub struct Future;
pub struct IntoFuture;
pub struct Pin;
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
    #[hookspec(waterfall)]
    fn handed(&self, text: Text) -> ::std::result::Result<Text, Number>;
    #[hookspec(allresults)]
    fn all(&self) -> ::std::result::Result<Number, Text>;
    async fn awaited(&self, list: &mut List<Number>, number: Number) -> Number;
    #[hookspec(firstresult)]
    async fn borrowed<'a>(&self, text: &'a Text) -> ::std::option::Option<&'a Text>;
    #[hookspec(waterfall)]
    async fn handed_later(&self, text: Text) -> ::std::result::Result<Text, Number>;
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

    fn handed(&self, text: Text) -> Attempt<Text, Number> {
        Attempt::Ok(text)
    }

    #[hookimpl(wrapper, specname = "handed")]
    fn handed_twice(
        &self,
        text: Text,
        mut next: impl ::std::ops::FnMut(Text) -> Attempt<Text, Number>,
    ) -> Attempt<Text, Number> {
        next(text).and_then(next)
    }

    fn all(&self) -> Attempt<Number, Text> {
        Attempt::Err(Text::new())
    }

    async fn awaited(&self, list: &mut List<Number>, number: Number) -> Number {
        list.push(number);
        number
    }

    #[hookimpl(wrapper, specname = "awaited")]
    async fn awaited_twice(
        &self,
        list: &mut List<Number>,
        mut next: impl ::std::ops::AsyncFnMut(&mut List<Number>) -> List<Number>,
    ) -> List<Number> {
        next(list).await;
        next(list).await
    }

    async fn borrowed<'a>(&self, text: &'a Text) -> given::Maybe<&'a Text> {
        given::Maybe::Some(text)
    }

    fn handed_later(&self, text: Text) -> Attempt<Text, Number> {
        Attempt::Ok(text)
    }

    #[hookimpl(wrapper, specname = "handed_later")]
    async fn handed_later_around(
        &self,
        text: Text,
        next: impl ::std::ops::AsyncFnOnce(Text) -> Attempt<Text, Number>,
    ) -> Attempt<Text, Number> {
        next(text).await
    }

    #[hookimpl(optionalhook)]
    async fn missing_later(&self, text: &Text) -> Number {
        text.len() as Number
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
fn what_awaits_and_hands_on_works_where_the_prelude_is_shadowed() {
    let pm = PluginManager::new("shadowed");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Plugin).unwrap();
    assert_eq!(hooks.handed.call_waterfall(Text::from("a")).unwrap(), "a");
    assert_eq!(hooks.all.call_all()[0].as_ref().unwrap_err().plugin(), "plugin");
    ::futures_executor::block_on(async {
        let mut list = List::new();
        assert_eq!(hooks.awaited.call_all(&mut list, 1).await, [1]);
        assert_eq!(list, [1, 1]);
        let text = Text::from("text");
        assert_eq!(hooks.borrowed.call_first(&text).await.unwrap(), "text");
        let extra = hooks.borrowed.with_extra_borrowing(&text, |_, text| {
            ::std::boxed::Box::pin(async move { given::Maybe::Some(text) })
        });
        assert_eq!(extra.call_first(&text).await.unwrap(), "text");
        let later = hooks
            .handed_later
            .with_extra(|text| ::std::boxed::Box::pin(async move { Attempt::Ok(text) }));
        assert_eq!(later.call_waterfall(text).await.unwrap(), "text");
        let closure = hooks.awaited.register_fn("closure", |list, number| {
            ::std::boxed::Box::pin(async move {
                list.push(number);
                number
            })
        });
        assert!(closure.is_ok());
        assert_eq!(hooks.awaited.call_all(&mut list, 2).await, [2, 2]);
    });
}

#[test]
fn discovery_works_where_the_prelude_is_shadowed() {
    let pm = PluginManager::new("shadowed");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.every.call_all(&Text::new()), [0, 7, 9]);
    assert!(pm.has_plugin("shadowed"), "functions are named as their module");
}
