use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(serde::Deserialize)]
struct SpamConfig<'a> {
    _name: &'a str,
}

struct Spam;

impl Spam {
    fn new(_: SpamConfig) -> Self {
        Spam
    }
}

#[hookimpl(new = Spam::new, config = SpamConfig)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
