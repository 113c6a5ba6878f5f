use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn collect<'a>(&self, list: &'a mut Vec<&'a str>, from: &'a str);
}

fn main() {}
