use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default, serde::Deserialize)]
struct SpamConfig {}

struct Spam;

#[hookimpl(manual, config = SpamConfig)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
