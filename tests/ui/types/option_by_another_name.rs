use pluggy_core::hookspec;

type Choice = Option<u32>;

#[hookspec]
pub trait Hooks {
    fn choose(&self) -> Result<Choice, String>;
}

fn main() {}
