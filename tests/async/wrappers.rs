//! Async wrappers.

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn ring<'t>(&self, bells: &mut Vec<u32>, text: &'t str, n: u32) -> &'t str;
    #[hookspec(waterfall)]
    async fn season(&self, dish: String, by: u32) -> String;
}

#[derive(Clone)]
struct Bell(u32);

#[hookimpl(manual)]
impl Hooks for Bell {
    async fn ring<'t>(&self, bells: &mut Vec<u32>, text: &'t str) -> &'t str {
        pause().await;
        bells.push(self.0);
        &text[1..]
    }

    async fn season(&self, dish: String) -> String {
        pause().await;
        format!("{dish} {}", self.0)
    }

    #[hookimpl(wrapper, specname = "ring")]
    async fn around<'t>(
        &self,
        bells: &mut Vec<u32>,
        n: u32,
        next: impl AsyncFnOnce(&mut Vec<u32>) -> Vec<&'t str>,
    ) -> Vec<&'t str> {
        pause().await;
        bells.push(n);
        let mut other = vec![100];
        let mut results = next(&mut other).await;
        pause().await;
        bells.extend(other);
        results.push("around");
        results
    }

    #[hookimpl(wrapper, specname = "season")]
    async fn seasoned(&self, dish: String, next: impl AsyncFnOnce(String) -> String) -> String {
        let dish = next(format!("({dish})")).await;
        pause().await;
        format!("[{dish}]")
    }
}

#[test]
fn a_wrapper_awaits_before_and_after_and_hands_on_other_arguments() {
    on_executors(|| async {
        let pm = PluginManager::new("doorbell");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Bell(7)).unwrap();
        let text = String::from("ding");
        let mut bells = Vec::new();
        let results = hooks.ring.call_all(&mut bells, &text, 5).await;
        assert_eq!(results, ["ing", "around"]);
        assert_eq!(bells, [5, 100, 7]);
        assert_eq!(hooks.season.call_waterfall("soup".into(), 1).await, "[(soup) 7]");
    });
}

#[hookspec]
trait Doors {
    async fn open(&self, door: u32) -> Result<u32, String>;
    #[hookspec(allresults)]
    async fn knock(&self) -> Result<u32, String>;
}

/// Fails at doors above its number.
struct Porter(u32);

#[hookimpl(manual)]
impl Doors for Porter {
    async fn open(&self, door: u32) -> Result<u32, String> {
        pause().await;
        if door > self.0 { Err(format!("{door} is locked")) } else { Ok(door) }
    }

    async fn knock(&self) -> Result<u32, String> {
        if self.0 == 1 { Err("nobody".to_owned()) } else { Ok(self.0) }
    }
}

/// Answers what it is told to, whatever comes out inside.
struct Doorman(fn(Opened) -> Opened);

type Opened = Result<Vec<u32>, String>;

#[hookimpl(manual)]
impl Doors for Doorman {
    #[hookimpl(wrapper)]
    async fn open(
        &self,
        next: impl AsyncFnOnce() -> Result<Vec<u32>, String>,
    ) -> Result<Vec<u32>, String> {
        let inside = next().await;
        pause().await;
        (self.0)(inside)
    }

    #[hookimpl(wrapper)]
    async fn knock(
        &self,
        next: impl AsyncFnOnce() -> Vec<Result<u32, String>>,
    ) -> Vec<Result<u32, String>> {
        let mut results = next().await;
        results[0] = Err("the doorman".to_owned());
        results
    }
}

#[test]
fn an_error_names_the_plugin_inside_or_the_wrapper_that_made_it() {
    on_executors(|| async {
        let pm = PluginManager::new("house");
        let hooks = pm.add_hookspecs::<dyn Doors>();
        pm.register_as("porter", Porter(3)).unwrap();
        pm.register_as("changes", Doorman(|inside| inside.map_err(|error| error + "!"))).unwrap();
        let error = hooks.open.call_all(4).await.unwrap_err();
        assert_eq!((error.plugin(), error.error().as_str()), ("porter", "4 is locked!"));
        assert_eq!(hooks.open.call_all(2).await.unwrap(), [2]);
        pm.register_as("refuses", Doorman(|_| Err("closed".to_owned()))).unwrap();
        assert_eq!(hooks.open.call_all(2).await.unwrap_err().plugin(), "refuses");
        pm.register_as("forgives", Doorman(|inside| inside.or(Ok(vec![])))).unwrap();
        assert!(hooks.open.call_all(4).await.unwrap().is_empty());
    });
}

#[test]
fn each_of_all_results_names_who_made_its_error() {
    on_executors(|| async {
        let pm = PluginManager::new("house");
        let hooks = pm.add_hookspecs::<dyn Doors>();
        pm.register_as("one", Porter(1)).unwrap();
        pm.register_as("two", Porter(2)).unwrap();
        pm.register_as("doorman", Doorman(|inside| inside)).unwrap();
        let results = hooks.knock.call_all().await;
        let culprits: Vec<_> = results.iter().map(|r| r.as_ref().unwrap_err().plugin()).collect();
        assert_eq!(culprits, ["doorman", "one"]);
    });
}

struct Shut;

#[hookimpl(manual)]
impl Doors for Shut {
    #[hookimpl(wrapper)]
    async fn open(
        &self,
        door: u32,
        next: impl AsyncFnOnce() -> Result<Vec<u32>, String>,
    ) -> Result<Vec<u32>, String> {
        if door == 0 { Ok(vec![0]) } else { next().await }
    }
}

#[test]
fn a_wrapper_that_leaves_next_alone_answers_for_all() {
    on_executors(|| async {
        let pm = PluginManager::new("house");
        let hooks = pm.add_hookspecs::<dyn Doors>();
        pm.register_as("porter", Porter(3)).unwrap();
        pm.register(Shut).unwrap();
        assert_eq!(hooks.open.call_all(0).await.unwrap(), [0]);
        assert_eq!(hooks.open.call_all(1).await.unwrap(), [1]);
    });
}
