//! Replays recorded pluggy programs and compares the traces, event for event.
//!
//! `scenarios.jsonl` beside this file is the default; `PLUGGY_SCENARIOS` names
//! another file of the format. `README.md` explains it, and how to record more.

mod host;
mod scenario;

use std::process::ExitCode;
use std::{env, fs};

use scenario::Scenario;
use serde_json::Value;

fn main() -> ExitCode {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/scenarios.jsonl");
    let path = env::var("PLUGGY_SCENARIOS").unwrap_or_else(|_| default.to_owned());
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let scenarios: Vec<Scenario> = match text.lines().map(serde_json::from_str).collect() {
        Ok(scenarios) => scenarios,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let agreeing = scenarios.iter().filter(|scenario| agrees(scenario)).count();
    println!("{agreeing} of {} scenarios agree", scenarios.len());
    println!("{agreeing} passed, {} failed", scenarios.len() - agreeing);
    if agreeing == scenarios.len() && agreeing > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs one program; on a difference, prints the traces side by side.
fn agrees(scenario: &Scenario) -> bool {
    let trace = host::run(&scenario.ops);
    let recorded = &scenario.trace;
    let same = trace.iter().zip(recorded).take_while(|(ours, theirs)| ours == theirs).count();
    if same == trace.len() && same == recorded.len() {
        return true;
    }
    println!("{}: differs at event {same}", scenario.name);
    for (number, op) in scenario.ops.iter().enumerate() {
        println!("  op {number}: {}", serde_json::to_string(op).unwrap_or_default());
    }
    println!("  {:<60} pluggy", "here");
    let text = |event: Option<&Value>| event.map_or_else(String::new, Value::to_string);
    for at in 0..trace.len().max(recorded.len()) {
        let mark = if trace.get(at) == recorded.get(at) { ' ' } else { '>' };
        println!("{mark} {:<60} {}", text(trace.get(at)), text(recorded.get(at)));
    }
    false
}
