use pluggy_core::hookspec;

#[hookspec(firstresult)]
pub trait Hooks {
    fn knock(&self) -> Option<u32>;
}

fn main() {}
