use std::pin::Pin;

use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    async fn knock(&self);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {})
    }
}

fn main() {}
