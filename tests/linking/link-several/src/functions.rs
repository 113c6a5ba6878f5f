//! The functions of one module are one plugin, whatever their specs.

use link_host::{Steps, Turns};
use pluggy_core::hookimpl;

#[hookimpl(Turns, tryfirst)]
fn turn() -> String {
    "functions".into()
}

#[hookimpl(Steps)]
fn step() -> String {
    "functions".into()
}

#[hookimpl(Steps, specname = "step", tryfirst)]
fn step_first() -> String {
    "functions-first".into()
}
