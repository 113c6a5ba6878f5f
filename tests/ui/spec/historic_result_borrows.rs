use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure<'a>(&self, name: &'a str) -> &'a str;
}

fn main() {}
