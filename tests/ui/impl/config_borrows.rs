use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[derive(serde::Deserialize)]
struct Config<'a> {
    _word: &'a str,
}

struct Spam;

impl Spam {
    fn new(_: Config<'_>) -> Self {
        Spam
    }
}

#[hookimpl(new = Spam::new, config = Config<'_>)]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
