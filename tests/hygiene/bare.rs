//! A module without the prelude.

#![no_implicit_prelude]

use ::pluggy_core::{PluginManager, hookimpl, hookspec};
use ::std::primitive::{str, u32};
use ::std::string::String;
use ::std::{assert, assert_eq};

#[hookspec]
pub trait Bare {
    fn every(&self, text: &str, list: &mut ::std::vec::Vec<u32>, owned: String) -> u32;
    #[hookspec(firstresult)]
    fn first(&self) -> ::std::result::Result<::std::option::Option<u32>, String>;
    #[hookspec(historic)]
    fn told(&self, text: &str) -> ::std::option::Option<u32>;
}

#[derive(::std::default::Default)]
struct Plugin;

#[hookimpl]
impl Bare for Plugin {
    fn every(&self, text: &str) -> u32 {
        assert_eq!(text, "text");
        1
    }

    #[hookimpl(wrapper, specname = "every")]
    fn around(
        &self,
        list: &mut ::std::vec::Vec<u32>,
        next: impl ::std::ops::FnOnce(&mut ::std::vec::Vec<u32>) -> ::std::vec::Vec<u32>,
    ) -> ::std::vec::Vec<u32> {
        list.push(1);
        next(list)
    }

    fn told(&self) -> ::std::option::Option<u32> {
        ::std::option::Option::None
    }

    #[hookimpl(optionalhook)]
    fn missing(&self, text: &str) {
        let _ = text;
    }
}

#[hookimpl(Bare)]
fn first() -> ::std::result::Result<::std::option::Option<u32>, String> {
    ::std::result::Result::Ok(::std::option::Option::Some(2))
}

#[test]
fn all_forms_work_without_the_prelude() {
    let pm = PluginManager::new("bare");
    let hooks = pm.add_hookspecs::<dyn Bare>();
    assert!(pm.discover().strict().is_ok());
    let mut list = ::std::vec::Vec::new();
    assert_eq!(hooks.every.call_all("text", &mut list, String::new()), [1]);
    assert_eq!(hooks.first.call_first().unwrap(), ::std::option::Option::Some(2));
    hooks.told.call_historic_with("text", |_: u32| ());
}
