use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, #[inline] times: u32);
}

fn main() {}
