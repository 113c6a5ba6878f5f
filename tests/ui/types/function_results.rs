use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;

    async fn cook(&self) -> Result<u32, String>;
}

#[hookimpl(Hooks)]
fn add_ingredients() -> Option<Vec<String>> {
    None
}

#[hookimpl(Hooks, wrapper, specname = "add_ingredients")]
fn around(next: impl FnOnce() -> Vec<String>) -> Vec<String> {
    next()
}

#[hookimpl(Hooks, wrapper)]
async fn cook(next: impl AsyncFnOnce() -> Result<u32, String>) -> Result<u32, String> {
    next().await
}

fn main() {}
