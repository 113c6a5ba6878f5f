use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default, serde::Deserialize)]
struct SpamConfig {}

#[hookimpl(Hooks, config = SpamConfig)]
fn knock() {}

fn main() {}
