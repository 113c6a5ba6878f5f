use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    fn configure(&self, config: &mut u32);
}

fn main() {}
