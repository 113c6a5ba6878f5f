//! The mistakes of one item, gathered so that all are reported at once.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Gathers errors, each at the user's tokens.
#[derive(Default)]
pub(crate) struct Errors {
    all: Vec<syn::Error>,
}

impl Errors {
    /// Adds a mistake, shown under `tokens`.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    /// Adds what `syn` found.
    pub(crate) fn add(&mut self, error: syn::Error) {
        self.all.push(error);
    }

    /// Adds the error, if it is one.
    pub(crate) fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// The errors as `compile_error!` items, in the order of the source.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        self.all.sort_by_key(|error| {
            let place = error.span().unwrap();
            (place.line(), place.column())
        });
        self.all.iter().map(syn::Error::to_compile_error).collect()
    }
}
