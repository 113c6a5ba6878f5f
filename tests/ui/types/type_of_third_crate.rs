use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

// No macro sees whose type it is.
#[hookimpl(manual)]
impl Hooks for serde::de::IgnoredAny {
    fn knock(&self) {}
}

fn main() {}
