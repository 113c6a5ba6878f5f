use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn read(&self) -> String;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn read(&self) -> Result<String, std::io::Error> {
        std::fs::read_to_string("menu")
    }
}

fn main() {}
