use pluggy_core::hookspec;

pub trait Hooks {
    #[hookspec(firstresult)]
    fn knock(&self) -> Option<u32>;
}

fn main() {}
