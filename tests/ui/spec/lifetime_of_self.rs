use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn name<'a>(&'a self) -> &'a str;

    fn part<'a>(&'a self, of: &'a str) -> &'a str;
}

fn main() {}
