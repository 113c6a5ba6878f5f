use std::pin::Pin;

use pluggy_core::{hookimpl, hookspec};

// As `#[async_trait]` hands it on, for `async fn run(&self, name: &str)`.
#[hookspec]
pub trait Jobs {
    fn run<'life0, 'life1, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}

#[derive(Default)]
struct Runner;

#[hookimpl]
impl Jobs for Runner {
    fn run<'life0, 'life1, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move { drop(name) })
    }
}

fn main() {}
