use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn bytes(&self) -> [u8];
    fn place(&self) -> std::path::Path;
}

fn main() {}
