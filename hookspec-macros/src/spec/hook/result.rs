//! What comes of a call of a hook, as types.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{PathArguments, Type};

use super::Context;
use crate::lifetimes::{Lifetimes, MakeStatic};
use crate::paths::{Place, located};
use crate::spec::model::Value;
use crate::types::ungrouped;

/// What a kind of hook is to the macro.
pub(super) struct Shape {
    /// The variant of `HookKind`.
    pub(super) name: &'static str,
    /// How it is called.
    pub(super) method: &'static str,
    /// The type that says how results are collected.
    pub(super) kind: TokenStream,
    /// What a call answers, written out for the reader.
    pub(super) answer: TokenStream,
    /// What one implementation's result comes to by itself.
    pub(super) one: TokenStream,
    /// What a historic call's callback gets.
    pub(super) item: TokenStream,
}

impl Context<'_> {
    pub(super) fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| self.new_shape())
    }

    /// The kinds, an arm each; and a `Result` around any of them.
    fn new_shape(&self) -> Shape {
        let Context { hook, private, span, .. } = *self;
        let options = &hook.options;
        if options.allresults.is_some() {
            return self.all_results();
        }
        let (name, method) = if options.historic.is_some() {
            ("Historic", "call_historic")
        } else if options.firstresult.is_some() {
            ("FirstResult", "call_first")
        } else if options.waterfall.is_some() {
            ("Waterfall", "call_waterfall")
        } else {
            ("All", "call_all")
        };
        let (kind, answer, one, item) = match &hook.result.value {
            Value::Unit => {
                let nothing = quote_spanned!(span=> ());
                let kind = quote_spanned!(span=> #private::Unit);
                (kind, nothing.clone(), nothing.clone(), nothing)
            }
            Value::Optional { some, .. } if options.firstresult.is_some() => {
                let read = self.some(some);
                let kind = quote_spanned!(span=> #private::First<#read>);
                let answer = quote_spanned!(span=> #private::Option<#some>);
                (kind, answer.clone(), answer, some.to_token_stream())
            }
            Value::Plain(ty) | Value::Optional { ty, .. } if options.waterfall.is_some() => {
                let ty = self.success(ty);
                let kind = quote_spanned!(span=> #private::Waterfall<#ty>);
                (kind, ty.clone(), ty.clone(), ty)
            }
            Value::Plain(ty) => {
                let ty = self.success(ty);
                let kind = quote_spanned!(span=> #private::Every<#ty>);
                (kind, quote_spanned!(span=> #private::Vec<#ty>), ty.clone(), ty)
            }
            Value::Optional { some, .. } => {
                let read = self.some(some);
                let kind = quote_spanned!(span=> #private::Present<#read>);
                let answer = quote_spanned!(span=> #private::Vec<#some>);
                let one = quote_spanned!(span=> #private::Option<#some>);
                (kind, answer, one, some.to_token_stream())
            }
        };
        let kind = match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => {
                let ty = self.known(ty);
                quote_spanned!(span=> #private::Try<#kind, #ty>)
            }
            _ => kind,
        };
        let [answer, one, item] = [answer, one, item].map(|ty| self.in_result(ty));
        Shape { name, method, kind, answer, one, item }
    }

    /// Of `allresults`: what each returns as it is, but that an error has its plugin.
    fn all_results(&self) -> Shape {
        let Context { hook, private, span, .. } = *self;
        let (kind, one) = match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => {
                let ty = self.known(ty);
                let kind = quote_spanned!(span=> #private::AllResults<#ty>);
                (kind, self.in_result(quote_spanned!(span=> <#ty as #private::Fallible>::Ok)))
            }
            Some(ty) => (quote_spanned!(span=> #private::Every<#ty>), ty.to_token_stream()),
            None => (quote_spanned!(span=> #private::Every<()>), quote_spanned!(span=> ())),
        };
        let answer = quote_spanned!(span=> #private::Vec<#one>);
        let item = one.clone();
        Shape { name: "AllResults", method: "call_all", kind, answer, one, item }
    }

    /// The type of a plain result. An alias of `Result` with one parameter may
    /// have it for the error: what it is for success, the type says.
    fn success(&self, ty: &Type) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        match &hook.result.ty {
            Some(result) if hook.result.is_fallible && arguments(result) == 1 => {
                let result = self.known(result);
                quote_spanned!(span=> <#result as #private::Fallible>::Ok)
            }
            _ => ty.to_token_stream(),
        }
    }

    /// What is in an `Option`, as its type says it: of none, nothing more is said.
    fn some(&self, some: &Type) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        match &hook.result.ty {
            Some(ty) if !hook.result.is_fallible => {
                let ty = self.known(ty);
                quote_spanned!(span=> <#ty as #private::Optional>::Some)
            }
            _ => some.to_token_stream(),
        }
    }

    /// The name of the type of results that are named `Result`, or `Option`.
    fn known(&self, ty: &Type) -> TokenStream {
        let (name, lifetimes) = (&self.names.result, Lifetimes::of(ty).named);
        let lifetimes = lifetimes.iter();
        quote_spanned!(self.span=> #name<#(#lifetimes),*>)
    }

    /// Declares that name: of no type where what is so named is another type, so that
    /// nothing more is said of it.
    pub(super) fn result(&self) -> Option<TokenStream> {
        let Context { hook, private, span, .. } = *self;
        let ty = hook.result.ty.as_ref()?;
        let named = |ty: &Type, of: TokenStream, is: &str, named: &str| {
            let [is, named] = [is, named].map(|name| Ident::new(name, span));
            let place = Place::of(ty);
            let read = place.parens(self.lasting(ty).into_token_stream());
            let asked = located(quote_spanned!(span=> #private::#named!), place.first);
            let is = quote_spanned!(span=> #private::#is<{ #asked #read }>);
            quote_spanned!(span=> <#is as #private::Named<#of>>::Type)
        };
        let options = &hook.options;
        let option = match &hook.result.value {
            Value::Optional { ty, .. } => Some(ty),
            _ => None,
        };
        let option = option.filter(|_| options.waterfall.is_none() && options.allresults.is_none());
        let mut read = ty.to_token_stream();
        if hook.result.is_fallible {
            read = named(ty, read, "IsResult", "named_result");
        } else if option.is_none() {
            return None;
        }
        if let Some(option) = option {
            read = named(option, read, "IsOption", "named_option");
        }
        let name = self.known(ty);
        Some(quote_spanned!(span=> type #name = #read;))
    }

    /// A type without its lifetimes.
    fn lasting(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        let declared = self.hook.declared_lifetimes().into_iter().collect();
        MakeStatic(&declared).visit_type_mut(&mut ty);
        ty
    }

    /// Asks that what was read as a plain type is no `Result` and no `Option`
    /// by another name.
    pub(super) fn reading(&self) -> Vec<TokenStream> {
        let Context { hook, private, span, .. } = *self;
        let Value::Plain(ty) = &hook.result.value else { return Vec::new() };
        let is_as_it_is = hook.options.allresults.is_some();
        if is_as_it_is || hook.result.is_mistaken || !may_be_an_alias(ty) {
            return Vec::new();
        }
        let place = Place::of(ty).first;
        let (here, ty) = (private.at(place), self.lasting(ty));
        let ask = |asks: &str, is: &str, constant: &str| {
            let [asks, is, constant] = [asks, is, constant].map(|name| Ident::new(name, place));
            quote_spanned! {place=>
                <#here::#is<{ #here::reading!(#ty, #constant) }> as #here::#asks>::ASKED;
            }
        };
        let result = (!hook.result.is_fallible).then(|| ask("NoResult", "IsResult", "IS_RESULT"));
        let is_collected = hook.options.waterfall.is_none();
        let option = is_collected.then(|| ask("NoOption", "IsOption", "IS_OPTION"));
        let reading = quote_spanned! {span=>
            const _: () = {
                #result
                #option
            };
        };
        vec![reading]
    }

    fn in_result(&self, success: TokenStream) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => {
                let ty = self.known(ty);
                quote_spanned! {span=>
                    #private::Result<
                        #success,
                        #private::HookError<<#ty as #private::Fallible>::Err>,
                    >
                }
            }
            _ => success,
        }
    }
}

/// Whether a type's name tells not what it is.
fn may_be_an_alias(ty: &Type) -> bool {
    const PLAIN: &[&str] = &[
        "String", "Vec", "Box", "Arc", "PathBuf", "bool", "char", "str", "f32", "f64", "u8", "u16",
        "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    ];
    let path = match ungrouped(ty) {
        Type::Path(path) => path,
        // One that stands for a type without lifetimes, which would not be known where it is asked.
        Type::Macro(ty) => return !ty.mac.tokens.to_string().contains('\''),
        _ => return false,
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| !PLAIN.contains(&&*last.ident.to_string()))
}

/// How many generic arguments a type has.
fn arguments(ty: &Type) -> usize {
    let Type::Path(path) = ungrouped(ty) else { return 0 };
    match path.path.segments.last().map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => arguments.args.len(),
        _ => 0,
    }
}
