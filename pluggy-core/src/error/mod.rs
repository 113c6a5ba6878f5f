//! What can go wrong, and what to do about it.

mod hook;
mod pending;
mod plugin;

use std::any::Any;
use std::error::Error;

pub use hook::HookError;
pub use pending::PendingError;
pub use plugin::{PluginError, PluginErrorKind};

/// Any error, as constructors return it.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// The text of a panic.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a text").to_owned()
}
