use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic)]
    async fn configure(&self);
}

fn main() {}
