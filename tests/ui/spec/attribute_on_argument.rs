use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, #[allow(unused)] times: u32);
}

fn main() {}
