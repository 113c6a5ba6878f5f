use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn longest<'a>(&self, names: &'a mut Vec<String>) -> &'a str;
}

fn main() {}
