//! A plugin crate with several plugins, two of them of two specs.

mod functions;
mod rules;

use link_host::{Steps, Turns};
use pluggy_core::hookimpl;

#[derive(Default)]
struct Monkey;

// The blocks of one type, in another order than their specs'.
#[hookimpl]
impl Turns for Monkey {
    fn turn(&self) -> String {
        "monkey".into()
    }
}

#[hookimpl(name = "monkey")]
impl Steps for Monkey {
    fn step(&self) -> String {
        "monkey".into()
    }

    #[hookimpl(specname = "step")]
    fn step_again(&self) -> String {
        "monkey-again".into()
    }

    #[hookimpl(trylast)]
    fn answer(&self) -> Option<String> {
        Some("monkey".into())
    }
}

#[derive(Default)]
struct Bear;

#[hookimpl]
impl Steps for Bear {
    #[hookimpl(wrapper, specname = "step")]
    fn around(&self, next: impl FnOnce() -> Vec<String>) -> Vec<String> {
        let mut steps = next();
        steps.insert(0, "bear(".into());
        steps.push(")bear".into());
        steps
    }

    #[hookimpl(trylast)]
    fn step(&self) -> String {
        "bear".into()
    }

    #[hookimpl(tryfirst)]
    fn answer(&self) -> Option<String> {
        None
    }
}
