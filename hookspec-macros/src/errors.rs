//! The mistakes of one item, gathered so that all are reported at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Attribute;

/// Gathers errors, each at the user's tokens.
#[derive(Default)]
pub(crate) struct Errors {
    all: Vec<(Vec<Attribute>, syn::Error)>,
    /// The `#[cfg]` of the member that is being looked at.
    cfgs: Vec<Attribute>,
}

impl Errors {
    /// Adds a mistake, shown under `tokens`.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    /// Adds what `syn` found.
    pub(crate) fn add(&mut self, error: syn::Error) {
        self.all.push((self.cfgs.clone(), error));
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Finds mistakes in a member: where it is configured out, they are none.
    pub(crate) fn within<T>(
        &mut self,
        cfgs: Vec<Attribute>,
        find: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.cfgs, cfgs);
        let found = find(self);
        self.cfgs = outer;
        found
    }

    /// Adds the error, if it is one.
    pub(crate) fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// The errors as `compile_error!` items, in the order of the source. Of a place the first
    /// is told: it may be all that is wrong. What is shown at the macro's name has its place
    /// elsewhere, in another file say.
    pub(crate) fn into_tokens(mut self) -> TokenStream {
        let place = |error: &syn::Error| {
            let place = error.span().unwrap();
            (place.line(), place.column())
        };
        let here = place(&syn::Error::new(Span::call_site(), ""));
        self.all.sort_by_key(|(_, error)| place(error));
        self.all.dedup_by(|(cfgs, error), (other_cfgs, other)| {
            let is_one_place = place(error) == place(other) && place(error) != here;
            is_one_place && cfgs.is_empty() && other_cfgs.is_empty()
        });
        let errors = self.all.iter().map(|(cfgs, error)| {
            let error = error.to_compile_error();
            quote_spanned!(Span::mixed_site()=> #(#cfgs)* #error)
        });
        errors.collect()
    }
}
