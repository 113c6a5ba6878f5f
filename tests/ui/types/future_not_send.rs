// A call moves between threads.
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    async fn ring(&self) -> u32;
    async fn pause(&self);
}

#[derive(Default)]
pub struct Spam;

#[hookimpl]
impl Hooks for Spam {
    async fn ring(&self) -> u32 {
        let times = std::rc::Rc::new(1);
        std::future::ready(()).await;
        *times
    }
}

fn main() {}
