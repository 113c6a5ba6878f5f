use pluggy_core::hookspec;

#[derive(Clone)]
pub struct Config<'a>(pub &'a str);

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: &Config<'_>);
}

fn main() {}
