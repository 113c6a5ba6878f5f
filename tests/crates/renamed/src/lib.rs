//! Hooks and plugins in a crate that depends on the runtime under another name.

use plug_ins::hookimpl;

/// Hooks.
#[plug_ins::hookspec]
pub trait Street {
    /// The first that knows.
    #[plug_ins::hookspec(firstresult)]
    fn house(&self, number: u32) -> Option<u32>;
}

/// A plugin.
#[derive(Default)]
pub struct Corner;

#[hookimpl]
impl Street for Corner {
    #[hookimpl(wrapper)]
    fn house(&self, next: impl FnOnce() -> Option<u32>) -> Option<u32> {
        next().map(|number| number + 1)
    }
}

/// Functions.
pub mod functions {
    #[plug_ins::hookimpl(super::Street)]
    fn house(number: u32) -> Option<u32> {
        Some(number)
    }
}
