//! Wrappers that run what is inside more than once: `next: impl FnMut(…)`.

use std::sync::atomic::{AtomicU32, Ordering};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch};

#[hookspec]
trait Hooks {
    fn send(&self, to: &mut Vec<u32>, log: &mut Vec<u32>, text: String) -> Result<u32, String>;
    #[hookspec(firstresult)]
    fn ask(&self, n: u32) -> Result<Option<u32>, String>;
    #[hookspec(waterfall)]
    fn polish(&self, dish: String, by: u32) -> Result<String, String>;
    fn ring(&self, times: u32);
}

/// Succeeds at every third try.
#[derive(Default)]
struct Flaky(AtomicU32);

impl Flaky {
    fn attempt(&self) -> Result<u32, String> {
        match self.0.fetch_add(1, Ordering::SeqCst) {
            n if n % 3 == 2 => Ok(n),
            n => Err(format!("try {n}")),
        }
    }
}

#[hookimpl(manual)]
impl Hooks for Flaky {
    fn send(&self, to: &mut Vec<u32>, log: &mut Vec<u32>, text: String) -> Result<u32, String> {
        to.push(1);
        log.push(u32::try_from(text.len()).unwrap_or(0));
        self.attempt()
    }

    fn ask(&self) -> Result<Option<u32>, String> {
        self.attempt().map(Some)
    }

    fn polish(&self, dish: String) -> Result<String, String> {
        self.attempt().map(|_| dish + "!")
    }

    fn ring(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

struct Retry;

#[hookimpl(manual)]
impl Hooks for Retry {
    #[hookimpl(wrapper)]
    fn send(
        &self,
        to: &mut Vec<u32>,
        mut next: impl FnMut(&mut Vec<u32>) -> Result<Vec<u32>, String>,
    ) -> Result<Vec<u32>, String> {
        loop {
            if let Ok(sent) = next(to) {
                return Ok(sent);
            }
        }
    }

    #[hookimpl(wrapper)]
    fn ask(
        &self,
        mut next: impl FnMut() -> Result<Option<u32>, String>,
    ) -> Result<Option<u32>, String> {
        next().or_else(|_| next())
    }

    #[hookimpl(wrapper)]
    fn polish(
        &self,
        dish: String,
        mut next: impl FnMut(String) -> Result<String, String>,
    ) -> Result<String, String> {
        next(dish.clone()).or_else(|_| next(dish.clone())).or_else(|_| next(dish))
    }

    #[hookimpl(wrapper)]
    fn ring(&self, times: u32, mut next: impl FnMut()) {
        (0..times).for_each(|_| next());
    }
}

fn tries() -> (PluginManager, pluggy_core::HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("tries");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Flaky::default()).unwrap();
    pm.register(Retry).unwrap();
    (pm, hooks)
}

#[test]
fn what_is_lent_is_lent_again_taken_or_not_and_values_are_cloned() {
    let (_pm, hooks) = tries();
    let (mut to, mut log) = (Vec::new(), Vec::new());
    assert_eq!(hooks.send.call_all(&mut to, &mut log, "text".into()).unwrap(), [2]);
    assert_eq!((to, log), (vec![1; 3], vec![4; 3]));
}

#[test]
fn an_error_of_the_last_run_is_that_of_its_plugin() {
    let (_pm, hooks) = tries();
    let error = hooks.ask.call_first(1).unwrap_err();
    assert_eq!((error.plugin(), error.error().as_str()), ("flaky", "try 1"));
    assert_eq!(hooks.ask.call_first(1).unwrap(), Some(2));
}

#[test]
fn the_value_of_a_waterfall_is_handed_in_anew() {
    let (_pm, hooks) = tries();
    assert_eq!(hooks.polish.call_waterfall("soup".into(), 1).unwrap(), "soup!");
}

#[test]
fn it_may_run_as_often_as_it_likes_also_inside_of_another() {
    let (pm, hooks) = tries();
    pm.register_as("outer", Retry).unwrap();
    hooks.ring.call_all(3);
    let flaky = pm.plugin::<Flaky>("flaky").unwrap();
    assert_eq!(flaky.0.load(Ordering::SeqCst), 9);
    hooks.ring.call_all(0);
    assert_eq!(flaky.0.load(Ordering::SeqCst), 9);
}

#[test]
fn monitors_see_each_run() {
    let (pm, hooks) = tries();
    let trace = Trace::default();
    let _watching = pm.monitor(Watch("", trace.clone()));
    hooks.ring.call_all(2);
    assert_eq!(
        trace.take(),
        [
            "> ring(times: 2)",
            ">> retry",
            ">> flaky",
            "<< flaky: ()",
            ">> flaky",
            "<< flaky: ()",
            "<< retry: ()",
            "< ring: ()",
        ]
    );
}
