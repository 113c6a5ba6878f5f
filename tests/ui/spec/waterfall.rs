use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> String;
}

fn main() {}
