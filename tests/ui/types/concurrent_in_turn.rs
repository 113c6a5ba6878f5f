// The first result ends the call, and a value is handed from one to the next.
use pluggy_core::{HookRelay, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(firstresult)]
    async fn choose(&self, guests: u32) -> Option<u32>;

    #[hookspec(waterfall)]
    async fn season(&self, dish: String) -> String;
}

pub async fn all_at_once(hooks: &HookRelay<dyn Hooks>) {
    hooks.choose.call_concurrent(4).await;
    hooks.season.call_concurrent("soup".into()).await;
}

fn main() {}
