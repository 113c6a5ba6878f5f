use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;

    fn choose_tray(&self, guests: u32) -> u32;

    async fn knock(&self, times: u32);
}

struct Spam;

impl Hooks for Spam {
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String> {
        ingredients.to_vec()
    }

    async fn knock(&self, _times: u32) {}
}

fn main() {}
