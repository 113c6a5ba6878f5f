use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn collect<'a>(&self, list: &mut Vec<&'a str>, from: &'a str);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn collect<'a>(&self, list: &'a mut Vec<&'a str>, from: &'a str) {
        list.push(from);
    }
}

fn main() {}
