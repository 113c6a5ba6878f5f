use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn longest<'a>(&self, name: &'a str) -> &'a str;
}

#[derive(Default)]
struct Spam {
    name: String,
}

#[hookimpl]
impl Hooks for Spam {
    fn longest(&self) -> &str {
        &self.name
    }
}

fn main() {}
