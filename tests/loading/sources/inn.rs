//! Another host, with a trait and a hook of the same names.

pub use pluggy_core;

#[pluggy_core::hookspec]
pub trait Keeper {
    fn pour(&self) -> String;
}
