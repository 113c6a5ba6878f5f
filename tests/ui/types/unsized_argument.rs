use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn greet(&self, name: &str);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn greet(&self, name: str) {
        assert!(!name.is_empty());
    }
}

fn main() {}
