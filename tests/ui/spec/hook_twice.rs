use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn ring(&self);
    fn ring(&self, times: u32);
}

fn main() {}
