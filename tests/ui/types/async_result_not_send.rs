// A result moves between threads.
use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    async fn ring(&self) -> std::rc::Rc<u32>;
}

fn main() {}
