use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, (hard, often): (bool, u32));
}

fn main() {}
