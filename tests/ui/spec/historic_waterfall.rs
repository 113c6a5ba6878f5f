use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic, waterfall)]
    fn configure(&self, value: u32) -> u32;
}

fn main() {}
