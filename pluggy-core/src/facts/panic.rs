//! Panics of foreign code that end in ours.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

/// What a panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs foreign code whose panic is nobody's business.
pub(crate) fn isolated(run: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(run)) {
        discard(payload);
    }
}

/// Drops what is foreign: all of it, and the first panic comes out.
pub(crate) fn drop_each<T>(all: impl IntoIterator<Item = T>) {
    let mut first = None;
    for one in all {
        match catch_unwind(AssertUnwindSafe(|| drop(one))) {
            Err(payload) if first.is_none() => first = Some(payload),
            Err(payload) => discard(payload),
            Ok(()) => {}
        }
    }
    match first {
        Some(payload) if thread::panicking() => discard(payload),
        Some(payload) => resume_unwind(payload),
        None => {}
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
