use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn greet(&self, name: String);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn greet(&self, name: &str) {
        println!("{name}");
    }
}

fn main() {}
