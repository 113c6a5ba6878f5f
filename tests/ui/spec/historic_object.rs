use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: &dyn Fn(&str) -> u32);
}

fn main() {}
