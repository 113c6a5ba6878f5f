use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic, oldestfirst)]
    fn configure(&self, level: u32);
}

fn main() {}
