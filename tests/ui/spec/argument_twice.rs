use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, times: u32, times: u32);
}

fn main() {}
