//! `allresults`: everybody runs, and every result counts.

use pluggy_core::{HookKind, HookRelay, PluginManager, hookimpl, hookspec};

use crate::support::{Trace, Watch};

type Verdict = Result<u32, String>;

#[hookspec]
trait Hooks {
    #[hookspec(allresults)]
    fn check(&self, order: &str) -> Result<u32, String>;
    #[hookspec(allresults)]
    fn opine(&self) -> Option<u32>;
    #[hookspec(allresults)]
    fn weigh(&self, grams: u32) -> u32;
    #[hookspec(allresults)]
    fn told(&self);
    #[hookspec(allresults)]
    fn judge(&self) -> Verdict;
}

struct Cook(u32);

#[hookimpl(manual)]
impl Hooks for Cook {
    fn check(&self, order: &str) -> Result<u32, String> {
        if self.0.is_multiple_of(2) { Err(format!("no {order} by {}", self.0)) } else { Ok(self.0) }
    }

    fn opine(&self) -> Option<u32> {
        (self.0 > 1).then_some(self.0)
    }

    fn weigh(&self, grams: u32) -> u32 {
        grams * self.0
    }

    fn told(&self) {}

    fn judge(&self) -> Verdict {
        Err("guilty".to_owned())
    }
}

fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for cook in 1..=4 {
        pm.register_as(format!("cook-{cook}"), Cook(cook)).unwrap();
    }
    (pm, hooks)
}

fn culprits(results: Vec<Result<u32, pluggy_core::HookError<String>>>) -> Vec<String> {
    let told = results.into_iter().map(|result| match result {
        Ok(result) => result.to_string(),
        Err(error) => error.to_string(),
    });
    told.collect()
}

#[test]
fn all_run_and_each_error_names_its_plugin() {
    let (_pm, hooks) = kitchen();
    assert_eq!(
        culprits(hooks.check.call_all("eggs")),
        [
            "plugin `cook-4` failed in hook `check`: no eggs by 4",
            "3",
            "plugin `cook-2` failed in hook `check`: no eggs by 2",
            "1",
        ]
    );
}

#[test]
fn results_are_there_as_they_are() {
    let (_pm, hooks) = kitchen();
    assert_eq!(hooks.opine.call_all(), [Some(4), Some(3), Some(2), None]);
    assert_eq!(hooks.weigh.call_all(1), [4, 3, 2, 1]);
    assert_eq!(hooks.told.call_all(), [(); 4]);
    assert_eq!(hooks.judge.call_all()[0], Err("guilty".to_owned()));
    assert_eq!(hooks.check.spec().kind(), HookKind::AllResults);
}

/// Does something to what comes out.
struct Chef(fn(Checked) -> Checked);

type Checked = Vec<Result<u32, String>>;

#[hookimpl(manual)]
impl Hooks for Chef {
    #[hookimpl(wrapper)]
    fn check(&self, next: impl FnOnce() -> Vec<Result<u32, String>>) -> Vec<Result<u32, String>> {
        (self.0)(next())
    }
}

#[test]
fn an_error_is_the_wrappers_where_it_made_it() {
    let (pm, hooks) = kitchen();
    pm.register_as("chef", Chef(|inside| inside.into_iter().map(|_| Err("all".into())).collect()))
        .unwrap();
    let told = culprits(hooks.check.only(["chef", "cook-1", "cook-2"]).call_all("eggs"));
    assert_eq!(
        told,
        [
            "plugin `cook-2` failed in hook `check`: all",
            "plugin `chef` failed in hook `check`: all",
        ]
    );
    let told = culprits(hooks.check.call_all("eggs"));
    let whose = |at: usize| told[at].split('`').nth(1).unwrap_or_default();
    assert_eq!([whose(0), whose(1), whose(2), whose(3)], ["cook-4", "chef", "cook-2", "chef"]);
}

#[test]
fn a_wrapper_that_changes_how_many_there_are_made_all_errors() {
    let (pm, hooks) = kitchen();
    pm.register_as("chef", Chef(|mut inside| inside.split_off(2))).unwrap();
    assert_eq!(
        culprits(hooks.check.call_all("eggs")),
        ["plugin `chef` failed in hook `check`: no eggs by 2", "1"]
    );
}

#[test]
fn one_that_mends_an_error_is_not_named() {
    let (pm, hooks) = kitchen();
    pm.register_as("mends", Chef(|inside| inside.into_iter().map(|r| r.or(Ok(0))).collect()))
        .unwrap();
    pm.register_as("breaks", Chef(|inside| inside.into_iter().map(|_| Err("x".into())).collect()))
        .unwrap();
    let told = culprits(hooks.check.call_all("eggs"));
    assert!(told.iter().all(|told| told.starts_with("plugin `breaks`")), "{told:?}");
}

#[test]
fn one_by_itself_and_an_extra_answer_alike() {
    let (_pm, hooks) = kitchen();
    assert_eq!(hooks.check.each()[0].call("eggs").unwrap_err().plugin(), "cook-4");
    let check = hooks.check.only(["cook-1"]);
    let check = check.with_extra(|order| Err(format!("{order}?")));
    let results = check.call_all("eggs");
    assert_eq!(results[0].as_ref().unwrap_err().plugin(), "<extra>");
    assert_eq!(results[1], Ok(1));
}

#[test]
fn a_monitor_sees_who_failed_and_that_the_call_did_not() {
    let (pm, hooks) = kitchen();
    let trace = Trace::default();
    let _watching = pm.monitor(Watch("", trace.clone()));
    let check = hooks.check.only(["cook-1", "cook-2"]);
    assert_eq!(check.call_all("eggs").len(), 2);
    assert_eq!(
        trace.take(),
        [
            r#"> check(order: "eggs")"#,
            ">> cook-2",
            "<< cook-2: failed: no eggs by 2",
            ">> cook-1",
            "<< cook-1: Ok(1)",
            r#"< check: [Err("no eggs by 2"), Ok(1)]"#,
        ]
    );
    hooks.opine.only(["cook-1"]).call_all();
    assert_eq!(trace.take()[2..], ["<< cook-1: None", "< opine: [None]"]);
}
