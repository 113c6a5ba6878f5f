//! Panics of foreign code that end in ours.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs foreign code whose panic is nobody's business.
pub(crate) fn isolated(run: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(run)) {
        discard(payload);
    }
}

/// The text of a panic that ends here.
pub(crate) fn panic_message(payload: Payload) -> String {
    let message = panic_text(&*payload);
    discard(payload);
    message
}

/// The text of a panic.
pub(crate) fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = text.filter(|text| !text.trim().is_empty());
    text.unwrap_or("a panic without a text").to_owned()
}

/// Drops a payload, which may panic at that; what that panic carries is leaked,
/// since it may, too.
fn discard(payload: Payload) {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(another);
    }
}
