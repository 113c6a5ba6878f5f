//! What comes of a call of a hook, as types.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};

use super::Context;
use crate::spec::model::Value;

impl Context<'_> {
    /// The type that says how results are collected.
    pub(super) fn kind(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let kind = match &hook.result.value {
            Value::Unit => quote_spanned!(span=> #private::Unit),
            Value::Plain(ty) => quote_spanned!(span=> #private::Every<#ty>),
            Value::Optional(ty) if hook.options.firstresult.is_some() => {
                quote_spanned!(span=> #private::First<#ty>)
            }
            Value::Optional(ty) => quote_spanned!(span=> #private::Present<#ty>),
        };
        match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => quote_spanned!(span=> #private::Try<#kind, #ty>),
            _ => kind,
        }
    }

    /// What a call answers, written out for the reader.
    pub(super) fn answer(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let answer = match &hook.result.value {
            Value::Unit => quote_spanned!(span=> ()),
            Value::Optional(ty) if hook.options.firstresult.is_some() => {
                quote_spanned!(span=> ::core::option::Option<#ty>)
            }
            Value::Plain(ty) | Value::Optional(ty) => {
                quote_spanned!(span=> #private::Vec<#ty>)
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
        let Context { hook, private, span, .. } = *self;
        match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => quote_spanned! {span=>
                ::core::result::Result<
                    #success,
                    #private::HookError<<#ty as #private::Fallible>::Err>,
                >
            },
            _ => success,
        }
    }
}
