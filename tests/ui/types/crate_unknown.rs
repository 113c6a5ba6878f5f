use pluggy_core::hookspec;

#[hookspec(crate = plugy_core)]
pub trait Hooks {
    fn knock(&self, times: u32) -> u32;
}

fn main() {}
