//! One function becomes a line of glue: how its hook calls it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Path, ReturnType};

use super::model::{HookImpl, Param};
use crate::paths::{at, cfgs, doc_texts, location, named};
use crate::text;

/// What calls a function: `Self::name(&plugin, …)` or `name(…)`.
pub(crate) enum Callee {
    Method,
    Function,
}

/// Plans the function:
///
/// ```text
/// HooksOfHooks::f().implement(plan, &PARTS, |plugin, args| Self::f(&plugin, args.x.get()));
/// ```
pub(crate) fn glue(
    hookimpl: &HookImpl,
    specs: &Path,
    callee: &Callee,
    private: &TokenStream,
) -> TokenStream {
    let span = Span::mixed_site();
    let cfgs = cfgs(&hookimpl.attrs);
    let hook = named(&hookimpl.hook);
    let parts = parts(hookimpl, private);
    let fallback = hookimpl.marks.optionalhook.as_ref().map(|_| fallback(hookimpl, specs, private));
    let planned = match hookimpl.next {
        Some(_) => {
            let wrapper = wrapper(hookimpl, callee);
            let wrap = match &hookimpl.marks.wrapper {
                Some(mark) => Ident::new("wrap", at(mark.span())),
                None => Ident::new("wrap", span),
            };
            quote_spanned!(span=> .#wrap(plan, const { &#parts }, #wrapper))
        }
        None => {
            let implementation = implementation(hookimpl, callee);
            quote_spanned!(span=> .implement(plan, const { &#parts }, #implementation))
        }
    };
    quote_spanned! {span=>
        #(#cfgs)*
        {
            #fallback
            <<dyn #specs as #private::HookSpecs>::Hooks>::#hook() #planned;
        }
    }
}

/// `|plugin, args| Self::f(&plugin, args.x.get())`.
fn implementation(hookimpl: &HookImpl, callee: &Callee) -> TokenStream {
    let span = Span::mixed_site();
    let (plugin, args) = (Ident::new("plugin", span), Ident::new("args", span));
    let values: Vec<_> =
        hookimpl.params.iter().map(|param| argument(param, &args, "get")).collect();
    let call = call(hookimpl, callee, &plugin, &values);
    quote_spanned!(span=> |#plugin, #args| #call)
}

/// `|plugin, mut args, next| Self::f(&plugin, args.x.take(), move |x| next.run(args.__put_x(x)))`.
fn wrapper(hookimpl: &HookImpl, callee: &Callee) -> TokenStream {
    let span = Span::mixed_site();
    let (plugin, args) = (Ident::new("plugin", span), Ident::new("args", span));
    let next = Ident::new("next", span);
    let mut values: Vec<_> =
        hookimpl.params.iter().map(|param| argument(param, &args, "take")).collect();
    let lent: Vec<_> = hookimpl.params.iter().filter(|param| param.is_lent()).collect();
    let handed = lent.iter().map(|param| named(&param.name));
    let puts = lent.iter().map(|param| {
        let put = format_ident!("__put_{}", param.name, span = at(param.name.span()));
        let name = named(&param.name);
        quote_spanned!(span=> .#put(#name))
    });
    let result = hookimpl.next.as_ref().map_or(span, |next| at(next.ty.span()));
    values.push(quote_spanned!(result=> move |#(#handed),*| #next.run(#args #(#puts)*)));
    let call = call(hookimpl, callee, &plugin, &values);
    quote_spanned!(span=> |#plugin, mut #args, #next| #call)
}

/// `args.x.get()`: the whole at the place of the type, so that a wrong one is
/// underlined there, and the field at the name, so that an unknown one is.
fn argument(param: &Param, args: &Ident, method: &str) -> TokenStream {
    let place = at(param.ty.span());
    let field = named(&param.name);
    let mut args = args.clone();
    args.set_span(place);
    let method = Ident::new(method, place);
    quote_spanned!(place=> #args.#field.#method())
}

/// The call itself, at the place of the result's type.
fn call(
    hookimpl: &HookImpl,
    callee: &Callee,
    plugin: &Ident,
    values: &[TokenStream],
) -> TokenStream {
    let place = match &hookimpl.sig.output {
        ReturnType::Type(_, ty) => at(ty.span()),
        ReturnType::Default => at(hookimpl.sig.ident.span()),
    };
    let mut name = hookimpl.sig.ident.clone();
    name.set_span(place);
    match callee {
        Callee::Method => quote_spanned!(place=> Self::#name(&#plugin, #(#values),*)),
        Callee::Function => {
            quote_spanned!(place=> { let _ = #plugin; #name(#(#values),*) })
        }
    }
}

/// What the runtime can tell of the function.
fn parts(hookimpl: &HookImpl, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let HookImpl { hook, sig, marks, .. } = hookimpl;
    let function = sig.ident.unraw().to_string();
    let hook = hook.unraw().to_string();
    let docs = doc_texts(&hookimpl.attrs);
    let location = location(private, sig.ident.span());
    let band = match marks {
        marks if marks.tryfirst.is_some() => format_ident!("TryFirst"),
        marks if marks.trylast.is_some() => format_ident!("TryLast"),
        _ => format_ident!("Plain"),
    };
    let signature = text::signature(sig);
    let is_wrapper = marks.wrapper.is_some();
    let is_optional = marks.optionalhook.is_some();
    quote_spanned! {span=>
        #private::ImplParts {
            hook: #hook,
            function: #function,
            signature: #signature,
            docs: &[#(#docs),*],
            location: #location,
            band: #private::Band::#band,
            is_wrapper: #is_wrapper,
            is_optional: #is_optional,
        }
    }
}

/// What an optional hook's anchor is where the host's version of the spec
/// lacks the hook. Where it has it, the inherent function wins.
fn fallback(hookimpl: &HookImpl, specs: &Path, private: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let hook = named(&hookimpl.hook);
    let fields = hookimpl.params.iter().map(|param| named(&param.name));
    let puts = hookimpl.params.iter().filter(|param| param.is_lent()).map(|param| {
        let put = format_ident!("__put_{}", param.name);
        quote_spanned!(span=> fn #put<T>(self, _: T) -> Self { self })
    });
    quote_spanned! {span=>
        #[allow(dead_code, reason = "unused where the spec has the hook")]
        struct AbsentArguments { #(#fields: #private::Absent,)* }
        #[allow(dead_code, clippy::unused_self, reason = "unused where the spec has the hook")]
        impl AbsentArguments { #(#puts)* }
        #[allow(dead_code, reason = "unused where the spec has the hook")]
        trait AbsentAnchor {
            fn #hook() -> #private::AbsentHook<AbsentArguments> {
                #private::AbsentHook::new()
            }
        }
        impl AbsentAnchor for <dyn #specs as #private::HookSpecs>::Hooks {}
    }
}
