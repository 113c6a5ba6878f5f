use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn name<'a>(&self, times: u32) -> &'a str;
}

fn main() {}
