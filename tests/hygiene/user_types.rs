//! Types and hooks with the names that generated code might have taken.

#![allow(dead_code, non_camel_case_types, reason = "the names are the test")]

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[derive(Clone, Debug, PartialEq)]
pub struct P(u32);
#[derive(Clone, Debug, PartialEq)]
pub struct F(u32);
#[derive(Clone, Debug, PartialEq)]
pub struct S(u32);
#[derive(Clone, Debug, PartialEq)]
pub struct HookEvent(u32);
#[derive(Clone, Debug, PartialEq)]
pub struct HookError(u32);

#[hookspec]
pub trait Hooks {
    fn event(&self, event: &HookEvent) -> P;
    fn error(&self, f: F, s: &S) -> Result<Option<F>, HookError>;
    fn step1(&self) -> S;
    fn step_1(&self) -> S;
    #[hookspec(historic)]
    fn spec(&self, s: &S) -> P;
    fn get(&self, key: &str) -> usize;
}

struct All;

#[hookimpl(manual)]
impl Hooks for All {
    fn event(&self, event: &HookEvent) -> P {
        P(event.0)
    }

    fn error(&self, s: &S, f: F) -> Result<Option<F>, HookError> {
        if s.0 == 0 { Err(HookError(0)) } else { Ok(Some(f)) }
    }

    fn step1(&self) -> S {
        S(1)
    }

    fn step_1(&self) -> S {
        S(2)
    }

    fn spec(&self, s: &S) -> P {
        P(s.0)
    }

    #[hookimpl(optionalhook)]
    fn get(&self, key: &str) -> usize {
        key.len()
    }

    #[hookimpl(optionalhook)]
    fn take(&self, key: &str) -> usize {
        key.len()
    }
}

#[test]
fn no_name_of_the_users_is_taken() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(All).unwrap();
    assert_eq!(hooks.event.call_all(&HookEvent(7)), [P(7)]);
    assert_eq!(hooks.event.with_extra(|event| P(event.0 + 1)).call_all(&HookEvent(7)).len(), 2);
    assert_eq!(hooks.error.call_all(F(1), &S(1)).unwrap(), [F(1)]);
    assert_eq!(hooks.error.call_all(F(1), &S(0)).unwrap_err().into_error(), HookError(0));
    assert_eq!([hooks.step1.call_all(), hooks.step_1.call_all()], [[S(1)], [S(2)]]);
    hooks.spec.call_historic_with(&S(3), |p| assert_eq!(p, P(3)));
    assert_eq!(hooks.get.call_all("key"), [3]);
}
