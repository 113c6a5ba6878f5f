//! Methods that are marked by themselves, in an `impl` that is not.

use std::cell::RefCell;

use proc_macro2::Span;
use syn::Receiver;
use syn::spanned::Spanned;

thread_local! {
    /// Where the last one stands.
    static LAST: RefCell<Option<(String, usize)>> = const { RefCell::new(None) };
}

/// Which method it is of those in its file. No attribute sees the `impl` around it, or what
/// others have said there: one error is enough, and what the trait asks for is brought once.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Alone {
    First,
    Further,
}

impl Alone {
    /// The method with this receiver.
    pub(super) fn at(receiver: &Receiver) -> Self {
        let place = Span::unwrap(receiver.span());
        let (file, line) = (place.file(), place.line());
        let last = LAST.replace(Some((file.clone(), line)));
        // An editor may expand all of a file once more.
        if last.is_some_and(|(other, before)| other == file && before < line) {
            Alone::Further
        } else {
            Alone::First
        }
    }
}
