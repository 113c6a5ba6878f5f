use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn check(&self) -> Result<(), dyn std::error::Error>;
    fn greet(&self, names: &Vec<str>, paths: &[Option<std::path::Path>]);
}

fn main() {}
