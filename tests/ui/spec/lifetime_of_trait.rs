use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks<'a> {
    fn knock(&self, who: &'a str) -> &'a str;
}

fn main() {}
