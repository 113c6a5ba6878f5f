//! What can go wrong, and what to do about it.

mod hook;
mod pending;
mod plugin;

use std::any::Any;
use std::error::Error;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use hook::HookError;
pub use pending::PendingError;
pub use plugin::{PluginError, PluginErrorKind};

/// Any error, as constructors return it.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// The text of a panic that ends here; its payload may panic when it is dropped.
pub(crate) fn panic_message(payload: Box<dyn Any + Send>) -> String {
    let message = panic_text(&*payload);
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(another);
    }
    message
}

/// The text of a panic.
pub(crate) fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a text").to_owned()
}
