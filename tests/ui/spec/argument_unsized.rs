use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn show(&self, what: dyn std::fmt::Debug + Send);
    fn open(&self, path: std::path::Path);
}

fn main() {}
