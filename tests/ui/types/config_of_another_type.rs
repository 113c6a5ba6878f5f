use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(Default, serde::Deserialize)]
struct SpamConfig {}

struct Spam;

impl Spam {
    fn new(_: String) -> Self {
        Spam
    }
}

#[hookimpl(new = Spam::new, config = SpamConfig)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
