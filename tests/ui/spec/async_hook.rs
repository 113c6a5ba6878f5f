use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    async fn knock(&self) -> u32;
}

fn main() {}
