//! Constants, statics and types without fields that are called as generated locals are: as
//! a pattern, such a name is no new one.

#![allow(
    dead_code,
    non_camel_case_types,
    non_upper_case_globals,
    reason = "the names are there to be in the way"
)]

use pluggy_core::{hookimpl, hookspec};

macro_rules! in_the_way {
    ($($constant:ident $static_:ident $unit:ident;)*) => {
        $(
            const $constant: u8 = 1;
            static $static_: u8 = 1;
            struct $unit;
        )*
    };
}

in_the_way! {
    anchor args argument;
    arguments at callback;
    callers caller config;
    error extra function;
    hooks lent lent0;
    lent1 locals name;
    next output placed;
    plugin _plugin probe;
    result returned setup;
    step turn turns;
    value value0 value1;
}

#[hookspec]
trait Hooks {
    fn list(&self, numbers: &mut Vec<u32>, text: String) -> u32;
    #[hookspec(historic)]
    fn told(&self, text: &str) -> u32;
    #[hookspec(waterfall)]
    fn handed(&self, text: String) -> Result<String, String>;
    #[hookspec(firstresult)]
    async fn awaited(&self, numbers: &mut Vec<u32>) -> Option<u32>;
    #[hookspec(waterfall)]
    async fn handed_later(&self, text: String) -> String;
    async fn shared<'a>(&self, text: &'a str) -> Option<&'a str>;
}

#[derive(Default)]
struct Methods;

#[hookimpl(name = "methods-among-constants")]
impl Hooks for Methods {
    fn list(&self, text: String) -> u32 {
        text.len().try_into().unwrap()
    }

    #[hookimpl(wrapper, specname = "list")]
    fn twice(
        &self,
        numbers: &mut Vec<u32>,
        mut inside: impl FnMut(&mut Vec<u32>) -> Vec<u32>,
    ) -> Vec<u32> {
        inside(numbers);
        inside(numbers)
    }

    fn told(&self, text: &str) -> u32 {
        text.parse().unwrap()
    }

    #[hookimpl(wrapper, specname = "handed")]
    fn around(
        &self,
        text: String,
        inside: impl FnOnce(String) -> Result<String, String>,
    ) -> Result<String, String> {
        inside(text + "!")
    }

    async fn awaited(&self, numbers: &mut Vec<u32>) -> Option<u32> {
        numbers.pop()
    }

    #[hookimpl(wrapper, specname = "awaited")]
    async fn awaited_twice(
        &self,
        numbers: &mut Vec<u32>,
        mut inside: impl AsyncFnMut(&mut Vec<u32>) -> Option<u32>,
    ) -> Option<u32> {
        inside(numbers).await;
        inside(numbers).await
    }

    async fn shared<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(1..)
    }

    #[hookimpl(optionalhook, wrapper)]
    fn missing(&self, numbers: &mut Vec<u32>, inside: impl FnOnce(&mut Vec<u32>)) {
        inside(numbers);
    }
}

#[derive(Default, serde::Deserialize)]
struct Section;

struct Configured;

impl Configured {
    fn new(_: Section) -> Result<Self, String> {
        Ok(Configured)
    }
}

#[hookimpl(new = Configured::new, config = Section, name = "configured-among-constants")]
impl Hooks for Configured {
    fn handed(&self, text: String) -> Result<String, String> {
        Ok(text + "?")
    }
}

#[hookimpl(Hooks, wrapper)]
fn list(numbers: &mut Vec<u32>, inside: impl FnOnce(&mut Vec<u32>) -> Vec<u32>) -> Vec<u32> {
    numbers.push(1);
    inside(numbers)
}

mod tests {
    use futures_executor::block_on;
    use pluggy_core::PluginManager;

    use super::Hooks;

    #[test]
    fn locals_are_none_of_the_user_s_constants() {
        let pm = PluginManager::new("constants");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        assert!(pm.discover().strict().is_ok());
        let mut numbers = vec![3, 2];
        assert_eq!(hooks.list.call_all(&mut numbers, "four".into()), [4]);
        assert_eq!(numbers, [3, 2, 1]);
        hooks.told.call_historic_with("7", |told| assert_eq!(told, 7));
        assert_eq!(hooks.handed.call_waterfall("text".into()).unwrap(), "text!?");
        let more = hooks.handed.with_extra(|text| Ok(text + "."));
        assert_eq!(more.call_waterfall(String::new()).unwrap(), "!.?");
        hooks.list.register_fn("closure", |numbers, _| numbers[0]).unwrap();
        assert_eq!(hooks.list.call_all(&mut numbers, String::new()), [3, 0]);
        block_on(async {
            assert_eq!(hooks.awaited.call_first(&mut numbers).await, Some(1));
            assert_eq!(hooks.shared.call_concurrent("text").await, ["ext"]);
            let more = hooks
                .shared
                .with_extra_borrowing(2, |from, text| Box::pin(async move { text.get(*from..) }));
            assert_eq!(more.call_all("text").await, ["xt", "ext"]);
            let later = hooks.handed_later.with_extra(|text| Box::pin(async move { text + "." }));
            assert_eq!(later.call_waterfall("text".into()).await, "text.");
        });
    }
}
