use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
    async fn ring(&self);
}

#[hookimpl(Hooks)]
fn knock(next: impl FnOnce()) {
    next();
}

#[hookimpl(Hooks)]
async fn ring(next: impl AsyncFnOnce()) {
    next().await;
}

fn main() {}
