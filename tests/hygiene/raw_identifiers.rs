//! Keywords as the names of everything.

#![allow(non_camel_case_types, reason = "keywords are in lower case")]

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait r#trait {
    fn r#fn(&self, r#type: &str, r#mut: &mut String) -> String;
    #[hookspec(historic)]
    fn r#async(&self, r#in: &str, r#loop: u32);
    #[hookspec(firstresult)]
    fn r#match(&self, r#ref: u32) -> Option<u32>;
}

#[derive(Default)]
pub struct r#struct;

#[hookimpl]
impl r#trait for r#struct {
    fn r#fn(&self, r#mut: &mut String, r#type: &str) -> String {
        r#mut.push_str(r#type);
        r#type.to_owned()
    }

    #[hookimpl(wrapper, specname = "fn")]
    fn around(
        &self,
        r#mut: &mut String,
        next: impl FnOnce(&mut String) -> Vec<String>,
    ) -> Vec<String> {
        r#mut.push('>');
        next(r#mut)
    }

    #[hookimpl(specname = "r#async")]
    fn asynchronous(&self, r#in: &str, r#loop: u32) {
        assert_eq!((r#in, r#loop), ("in", 1));
    }
}

mod r#use {
    use pluggy_core::hookimpl;

    use super::r#trait;

    #[hookimpl(r#trait)]
    fn r#match(r#ref: u32) -> Option<u32> {
        Some(r#ref)
    }
}

#[test]
fn keywords_are_names() {
    let pm = PluginManager::new("keywords");
    let hooks = pm.add_hookspecs::<dyn r#trait>();
    assert!(pm.discover().strict().is_ok());
    let mut text = String::new();
    assert_eq!(hooks.r#fn.call_all("x", &mut text), ["x"]);
    assert_eq!(text, ">x");
    hooks.r#async.call_historic("in", 1);
    assert_eq!(hooks.r#match.call_first(3), Some(3));
    let named = |name| pm.has_plugin(name);
    assert!(named("struct") && named("use"));
}

#[test]
fn keywords_are_told_as_they_are_spoken() {
    let pm = PluginManager::new("keywords");
    let hooks = pm.add_hookspecs::<dyn r#trait>();
    pm.register(r#struct).unwrap();
    let spec = hooks.r#fn.spec();
    assert_eq!((spec.name(), spec.specs()), ("fn", "trait"));
    assert_eq!(spec.arguments(), ["type", "mut"]);
    assert_eq!(hooks.r#fn.impls()[1].function(), "fn");
    assert_eq!(hooks.r#async.impls()[0].hook(), "async");
}
