use pluggy_core::hookspec;

// Each plugin is `Send`, `Sync` and `'static` in any case.
#[hookspec]
pub trait Hooks: Send + Sync + std::fmt::Display + 'static {
    fn knock(&self);
}

fn main() {}
