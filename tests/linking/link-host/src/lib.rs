//! The host of the linking tests: prints which plugins it found, and in which
//! order they run.

use std::process::ExitCode;

use pluggy_core::{HookImpl, PluginManager, hookspec};

/// Hooks that many implement.
#[hookspec]
pub trait Steps {
    /// Who runs, in call order.
    fn step(&self) -> String;

    /// Who answers first.
    #[hookspec(firstresult)]
    fn answer(&self) -> Option<String>;
}

/// Hooks of another spec.
#[hookspec]
pub trait Turns {
    /// Who runs, in call order.
    fn turn(&self) -> String;
}

/// Prints what was linked. Fails where discovery does.
#[must_use]
pub fn main() -> ExitCode {
    let pm = PluginManager::new("link-host");
    let steps = pm.add_hookspecs::<dyn Steps>();
    let turns = pm.add_hookspecs::<dyn Turns>();
    let report = pm.discover();
    println!("registry: {}", report.has_registry());
    for plugin in report.registered() {
        println!("plugin: {} of {}", plugin.name(), plugin.package().unwrap_or("?"));
    }
    println!("step impls: {}", list(&steps.step.impls()));
    println!("step: {}", steps.step.call_all().join(" "));
    println!("answer impls: {}", list(&steps.answer.impls()));
    println!("answer: {:?}", steps.answer.call_first());
    println!("turn impls: {}", list(&turns.turn.impls()));
    println!("turn: {}", turns.turn.call_all().join(" "));
    match report.strict() {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn list(impls: &[HookImpl]) -> String {
    let impls: Vec<_> =
        impls.iter().map(|imp| format!("{}::{}", imp.plugin(), imp.function())).collect();
    impls.join(" ")
}
