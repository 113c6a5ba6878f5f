//! What comes of a call of a hook, as types.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};

use super::Context;
use crate::spec::model::Value;

impl Context<'_> {
    /// The type that says how results are collected.
    ///
    /// What is named like a `Result` is written out as one: should it be none,
    /// the type of its error alone is wrong, which rustc says once.
    pub(super) fn kind(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let (kind, success) = match &hook.result.value {
            Value::Unit => (quote_spanned!(span=> #private::Unit), quote_spanned!(span=> ())),
            Value::Plain(ty) => {
                (quote_spanned!(span=> #private::Every<#ty>), ty.to_token_stream())
            }
            Value::Optional(ty) => {
                let kind = if hook.options.firstresult.is_some() {
                    quote_spanned!(span=> #private::First<#ty>)
                } else {
                    quote_spanned!(span=> #private::Present<#ty>)
                };
                (kind, quote_spanned!(span=> ::core::option::Option<#ty>))
            }
        };
        match self.error() {
            Some(error) => quote_spanned! {span=>
                #private::Try<#kind, ::core::result::Result<#success, #error>>
            },
            None => kind,
        }
    }

    /// What a call answers, written out for the reader.
    pub(super) fn answer(&self) -> TokenStream {
        let Context { hook, span, .. } = *self;
        let answer = match &hook.result.value {
            Value::Unit => quote_spanned!(span=> ()),
            Value::Optional(ty) if hook.options.firstresult.is_some() => {
                quote_spanned!(span=> ::core::option::Option<#ty>)
            }
            Value::Plain(ty) | Value::Optional(ty) => {
                quote_spanned!(span=> ::std::vec::Vec<#ty>)
            }
        };
        self.in_result(answer)
    }

    /// What a historic call's callback gets.
    pub(super) fn item(&self) -> TokenStream {
        let item = match &self.hook.result.value {
            Value::Unit => quote_spanned!(self.span=> ()),
            Value::Plain(ty) | Value::Optional(ty) => ty.to_token_stream(),
        };
        self.in_result(item)
    }

    fn in_result(&self, success: TokenStream) -> TokenStream {
        let Context { private, span, .. } = *self;
        match self.error() {
            Some(error) => quote_spanned! {span=>
                ::core::result::Result<#success, #private::HookError<#error>>
            },
            None => success,
        }
    }

    /// The type of the error, of a hook that has one.
    fn error(&self) -> Option<TokenStream> {
        let Context { hook, private, .. } = *self;
        let ty = hook.result.ty.as_ref().filter(|_| hook.result.is_fallible)?;
        let span = crate::paths::Place::of(ty).first;
        Some(quote_spanned!(span=> <#ty as #private::Fallible>::Err))
    }
}
