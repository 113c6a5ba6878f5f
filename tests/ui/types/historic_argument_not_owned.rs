use pluggy_core::hookspec;

pub struct Config;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: &Config);
}

fn main() {}
