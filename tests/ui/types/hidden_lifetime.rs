use pluggy_core::hookspec;

pub struct Config<'a>(pub &'a str);

#[hookspec]
pub trait Hooks {
    fn configure(&self, config: &Config);
    fn name(&self, text: &str) -> std::borrow::Cow<str>;
}

fn main() {}
