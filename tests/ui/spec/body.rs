use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self) -> u32 {
        1
    }
}

fn main() {}
