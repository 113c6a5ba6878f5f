//! Each kind of async hook, each in a `Result`.

use pluggy_core::{HookKind, PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn told(&self, tray: &mut Vec<u32>);
    async fn weigh(&self, grams: u32) -> u32;
    async fn offer(&self, guests: u32) -> Option<u32>;
    #[hookspec(firstresult)]
    async fn choose(&self, guests: u32) -> Option<u32>;
    #[hookspec(allresults)]
    async fn report(&self, order: &str) -> Result<u32, String>;
    #[hookspec(allresults)]
    async fn opine(&self) -> Option<u32>;
    #[hookspec(waterfall)]
    async fn season(&self, dish: String, by: u32) -> String;
    async fn check(&self, order: &str) -> Result<(), String>;
    async fn cook(&self, order: &str) -> Result<u32, String>;
    async fn garnish(&self, order: &str) -> Result<Option<u32>, String>;
    #[hookspec(firstresult)]
    async fn serve(&self, order: &str) -> Result<Option<u32>, String>;
    #[hookspec(waterfall)]
    async fn bake(&self, dish: String, order: &str) -> Result<String, String>;
}

/// Refuses `snails`, and is silent where it is the first.
struct Cook(u32);

impl Cook {
    fn cooked(&self, order: &str) -> Result<u32, String> {
        if order == "snails" { Err(format!("cook {} won't", self.0)) } else { Ok(self.0) }
    }
}

#[hookimpl(manual)]
impl Hooks for Cook {
    async fn told(&self, tray: &mut Vec<u32>) {
        pause().await;
        tray.push(self.0);
    }

    async fn weigh(&self, grams: u32) -> u32 {
        pause().await;
        grams * self.0
    }

    async fn offer(&self) -> Option<u32> {
        pause().await;
        (self.0 > 1).then_some(self.0)
    }

    async fn choose(&self) -> Option<u32> {
        pause().await;
        (self.0 < 3).then_some(self.0)
    }

    async fn report(&self, order: &str) -> Result<u32, String> {
        pause().await;
        if self.0 == 2 { self.cooked(order) } else { Ok(self.0) }
    }

    async fn opine(&self) -> Option<u32> {
        (self.0 > 1).then_some(self.0)
    }

    async fn season(&self, dish: String, by: u32) -> String {
        pause().await;
        format!("{dish}, {by} of {}", self.0)
    }

    async fn check(&self, order: &str) -> Result<(), String> {
        self.cooked(order).map(drop)
    }

    async fn cook(&self, order: &str) -> Result<u32, String> {
        pause().await;
        self.cooked(order)
    }

    async fn garnish(&self, order: &str) -> Result<Option<u32>, String> {
        self.cooked(order).map(|cook| (cook > 1).then_some(cook))
    }

    async fn serve(&self, order: &str) -> Result<Option<u32>, String> {
        pause().await;
        self.cooked(order).map(|cook| (cook < 3).then_some(cook))
    }

    async fn bake(&self, dish: String, order: &str) -> Result<String, String> {
        pause().await;
        Ok(format!("{dish}{}", self.cooked(order)?))
    }
}

fn kitchen() -> (PluginManager, pluggy_core::HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for cook in 1..=3 {
        pm.register_as(format!("cook-{cook}"), Cook(cook)).unwrap();
    }
    (pm, hooks)
}

#[test]
fn a_unit_hook_lends_its_arguments_to_one_after_another() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        let mut tray = Vec::new();
        hooks.told.call_all(&mut tray).await;
        assert_eq!(tray, [3, 2, 1]);
    });
}

#[test]
fn results_come_in_call_order() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        assert_eq!(hooks.weigh.call_all(10).await, [30, 20, 10]);
        assert_eq!(hooks.offer.call_all(4).await, [3, 2]);
        assert_eq!(hooks.cook.call_all("eggs").await.unwrap(), [3, 2, 1]);
        assert_eq!(hooks.garnish.call_all("eggs").await.unwrap(), [3, 2]);
    });
}

#[test]
fn the_first_result_ends_the_call() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        assert_eq!(hooks.choose.call_first(4).await, Some(2));
        assert_eq!(hooks.serve.call_first("eggs").await.unwrap(), Some(2));
    });
}

#[test]
fn the_first_error_ends_the_call_and_names_its_plugin() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        let error = hooks.cook.call_all("snails").await.unwrap_err();
        assert_eq!((error.plugin(), error.hook()), ("cook-3", "cook"));
        assert_eq!(hooks.check.call_all("snails").await.unwrap_err().plugin(), "cook-3");
        assert_eq!(hooks.serve.call_first("snails").await.unwrap_err().plugin(), "cook-3");
        assert_eq!(
            hooks.bake.call_waterfall("x".into(), "snails").await.unwrap_err().plugin(),
            "cook-3"
        );
    });
}

#[test]
fn a_waterfall_hands_its_value_on() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        let dish = hooks.season.call_waterfall("soup".to_owned(), 7).await;
        assert_eq!(dish, "soup, 7 of 3, 7 of 2, 7 of 1");
        assert_eq!(hooks.bake.call_waterfall("x".into(), "eggs").await.unwrap(), "x321");
    });
}

#[test]
fn all_results_are_there_each_error_with_its_plugin() {
    on_executors(|| async {
        let (_pm, hooks) = kitchen();
        let results = hooks.report.call_all("snails").await;
        assert_eq!((&results[0], &results[2]), (&Ok(3), &Ok(1)));
        let error = results[1].as_ref().unwrap_err();
        assert_eq!((error.plugin(), error.error().as_str()), ("cook-2", "cook 2 won't"));
        assert_eq!(hooks.opine.call_all().await, [Some(3), Some(2), None]);
    });
}

#[test]
fn a_spec_says_that_its_hook_is_async() {
    let (_pm, hooks) = kitchen();
    assert!(hooks.told.spec().is_async());
    assert_eq!(hooks.season.spec().kind(), HookKind::Waterfall);
    assert_eq!(hooks.report.spec().kind(), HookKind::AllResults);
    assert_eq!(
        hooks.season.spec().signature(),
        "async fn season(&self, dish: String, by: u32) -> String"
    );
}
