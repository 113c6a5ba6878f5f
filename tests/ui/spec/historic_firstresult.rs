use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(historic, firstresult)]
    fn configure(&self) -> Option<u32>;
}

fn main() {}
