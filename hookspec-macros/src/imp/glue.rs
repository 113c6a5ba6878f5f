//! One function becomes a line of glue: how its hook calls it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{ReturnType, Type};

use super::model::{HookImpl, Order, Param};
use super::wrapper::wrapper;
use crate::attrs::{cfgs, doc_texts, is_deprecation, levels};
use crate::paths::{Place, Private, at, named, named_at, optional, place_fields};
use crate::text;
use crate::types::{may_be_object, ungrouped};

/// What calls a function: `Self::name(__plugin, …)` or `name(…)`.
pub(crate) enum Callee {
    Method,
    Function,
}

impl Callee {
    /// The type of the plugin.
    fn plugin(&self, private: &Private) -> TokenStream {
        match self {
            Callee::Method => quote_spanned!(Span::mixed_site()=> Self),
            Callee::Function => quote_spanned!(Span::mixed_site()=> #private::FreeFunctions),
        }
    }
}

/// What the hooks of a spec are taken from.
///
/// Where the trait is no hookspec, this alone is an error: nothing is said of
/// what has no type.
pub(crate) fn hooks(specs: &Ident, private: &Private) -> TokenStream {
    let place = Place::of(specs).first;
    let here = private.at(place);
    quote_spanned!(place=> let __hooks = <#specs as #here::HookSpecs>::ANCHORS;)
}

/// Methods that all types have, by traits that all programs import: of a field
/// that is missing, rustc would say that it is one of these.
const EVERYWHERE: &[&str] = &["into", "try_into", "borrow", "borrow_mut", "type_id"];

/// The function as data, as the user's `#[cfg]` and levels of lints say.
pub(crate) fn glue(
    hookimpl: &HookImpl,
    callee: &Callee,
    specs: &Ident,
    private: &Private,
) -> TokenStream {
    let span = Span::mixed_site();
    let (cfgs, levels) = (cfgs(&hookimpl.attrs), levels(&hookimpl.attrs));
    let bound = bound(hookimpl, callee, specs, private);
    let is_deprecated = hookimpl.attrs.iter().any(is_deprecation);
    let deprecated = is_deprecated.then(
        || quote_spanned!(span=> #[allow(deprecated, reason = "whoever else calls it is warned")]),
    );
    quote_spanned! {span=>
        #(#cfgs)*
        #(#levels)*
        #deprecated
        { #bound }
    }
}

/// The function as data:
///
/// ```text
/// let anchor = hooks.f;
/// FunctionOf::<Self>::function(
///     anchor.implement(&FACTS, |__plugin, call_args| Self::f(__plugin, (call_args.x).__get()))
/// )
/// ```
pub(crate) fn bound(
    hookimpl: &HookImpl,
    callee: &Callee,
    specs: &Ident,
    private: &Private,
) -> TokenStream {
    let span = Span::mixed_site();
    let facts = facts(hookimpl, private);
    let never =
        matches!(&hookimpl.sig.output, ReturnType::Type(_, ty) if matches!(**ty, Type::Never(_)));
    let is_known = hookimpl.marks.optionalhook.is_none() && !never;
    let compared = Compared { private: is_known.then_some(private) };
    let asyncness = hookimpl.sig.asyncness.map(|token| at(token.span));
    let bound = match &hookimpl.next {
        Some(next) => {
            let wrapper = wrapper(hookimpl, next, callee, &compared, private);
            let mark = hookimpl.marks.wrapper.as_ref().map_or(span, |mark| Place::of(mark).first);
            let wrap = match asyncness {
                Some(asyncness) => Ident::new("wrap_async", asyncness),
                None => Ident::new("wrap", mark),
            };
            quote_spanned!(span=> .#wrap(&#facts, #wrapper))
        }
        None => {
            let implementation = implementation(hookimpl, callee, &compared, private);
            let implement = match asyncness {
                Some(asyncness) => Ident::new("implement_async", asyncness),
                None => Ident::new("implement", span),
            };
            quote_spanned!(span=> .#implement(&#facts, #implementation))
        }
    };
    let hook = &hookimpl.hook;
    let anchor = if hookimpl.marks.optionalhook.is_some() {
        let (optional, fallback) = (optional(hook), fallback(hookimpl, private));
        quote_spanned!(span=> #fallback let __anchor = <#specs>::#optional;)
    } else if EVERYWHERE.iter().any(|name| hook == name) {
        let hooks = quote_spanned!(span=> <#specs as #private::HookSpecs>);
        quote_spanned! {span=>
            type __Hooks = #hooks::Anchors;
            let __Hooks { #hook: __anchor, .. } = __hooks;
        }
    } else {
        // The name is the user's own token: only then does rustc suggest another.
        let hook = quote_spanned!(at(hook.span())=> __hooks.#hook);
        quote_spanned!(span=> let __anchor = #hook;)
    };
    let plugin = callee.plugin(private);
    quote_spanned! {span=>
        #anchor
        #private::FunctionOf::<#plugin>::function(__anchor #bound)
    }
}

/// Asks that types are the spec's, by bounds that say what to write; not where
/// the hook may be missing, and nobody knows its types.
pub(super) struct Compared<'a> {
    pub(super) private: Option<&'a Private>,
}

impl Compared<'_> {
    /// `ReturnedAs::returned(value)`, at a place.
    pub(super) fn by(
        &self,
        of: &str,
        method: &str,
        value: TokenStream,
        place: Place,
    ) -> TokenStream {
        let Some(private) = self.private else { return value };
        let span = place.first;
        let [of, method] = [of, method].map(|name| Ident::new(name, span));
        let (here, value) = (private.at(span), place.parens(value));
        quote_spanned!(span=> #here::#of::#method #value)
    }
}

/// `|__plugin, call_args| Self::f(__plugin, (call_args.x).__get())`.
fn implementation(
    hookimpl: &HookImpl,
    callee: &Callee,
    compared: &Compared<'_>,
    private: &Private,
) -> TokenStream {
    let span = Span::mixed_site();
    let values = hookimpl.params.iter().map(|param| argument(param, "__get", compared)).collect();
    let place = result_place(hookimpl);
    let call = call(hookimpl, callee, values, place);
    let call = compared.by("ReturnedAs", "returned", call, place);
    let call = boxed(hookimpl, call, callee, private);
    quote_spanned!(span=> |__plugin, call_args| #call)
}

/// `FuturesOf::<Self>::NEW.pinned(async move { … })` where the function is async: that its
/// future is `Send` is asked there.
pub(super) fn boxed(
    hookimpl: &HookImpl,
    call: TokenStream,
    callee: &Callee,
    private: &Private,
) -> TokenStream {
    let Some(token) = hookimpl.sig.asyncness else { return call };
    let (span, plugin) = (at(token.span), callee.plugin(private));
    let here = private.at(span);
    quote_spanned!(span=> #here::FuturesOf::<#plugin>::NEW.pinned(async move { #call }))
}

/// `(call_args.x).__get()`: the whole at the place of the type, so that a wrong one is
/// underlined there, and the field at the name, so that an unknown one is.
pub(super) fn argument(param: &Param, method: &str, compared: &Compared<'_>) -> TokenStream {
    let place = Place::of(&param.ty);
    let field = &param.name;
    let args = Ident::new("call_args", at(field.span()));
    let start = Place { last: place.first, ..place };
    let field = start.parens(quote_spanned!(place.first=> #args.#field));
    let (method, nothing) = (Ident::new(method, place.last), place.parens(TokenStream::new()));
    let value = quote_spanned!(place.first=> #field.#method #nothing);
    match ungrouped(&param.ty) {
        Type::Reference(ty) => match ungrouped(&ty.elem) {
            // No bound says of all types that they can be coerced to it.
            Type::TraitObject(_) => value,
            elem if param.is_lent() && may_be_object(elem) => {
                compared.by("TakenByMut", "taken_by_mut", value, place)
            }
            _ => compared.by("TakenByRef", "taken_by_ref", value, place),
        },
        _ => compared.by("TakenAs", "taken", value, place),
    }
}

/// Where the result's type stands.
pub(super) fn result_place(hookimpl: &HookImpl) -> Place {
    match &hookimpl.sig.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(&hookimpl.sig.ident),
    }
}

/// The call itself, at a place.
pub(super) fn call(
    hookimpl: &HookImpl,
    callee: &Callee,
    mut values: Vec<TokenStream>,
    place: Place,
) -> TokenStream {
    let name = &hookimpl.sig.ident;
    let span = place.first;
    let name = named_at(name, span);
    if let Callee::Method = callee {
        values.insert(0, quote_spanned!(span=> __plugin));
    }
    let values = place.parens(quote_spanned!(span=> #(#values),*));
    let awaited = hookimpl.sig.asyncness.map(|_| quote_spanned!(span=> .await));
    match callee {
        Callee::Method => quote_spanned!(span=> Self::#name #values #awaited),
        Callee::Function => {
            // Its name is resolved as the user's: what begins with it, rustc would not
            // underline to its end.
            let name = Place { last: span, ..place }.parens(name.into_token_stream());
            quote_spanned!(span=> #name #values #awaited)
        }
    }
}

/// What the runtime can tell of the function.
fn facts(hookimpl: &HookImpl, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let HookImpl { hook, sig, marks, .. } = hookimpl;
    let function = sig.ident.unraw().to_string();
    let hook = hook.unraw().to_string();
    let docs = doc_texts(&hookimpl.attrs);
    let place = place_fields(sig.ident.span());
    let signature = text::of(sig);
    let Order { before, after } = &marks.order;
    let list = |name, list: Vec<TokenStream>| {
        (!list.is_empty()).then(|| field(name, &quote_spanned!(span=> &[#(#list),*])))
    };
    let [before, after] = [before, after].map(|names| names.iter().map(ToTokens::to_token_stream));
    let band = match marks {
        marks if marks.tryfirst.is_some() => Some("TryFirst"),
        marks if marks.trylast.is_some() => Some("TryLast"),
        _ => None,
    };
    let band = band.map(|band| Ident::new(band, span));
    let is = |name, mark: bool| mark.then(|| field(name, &quote_spanned!(span=> true)));
    let said = [
        list("docs", docs),
        band.map(|band| field("band", &quote_spanned!(span=> #private::Band::#band))),
        list("before", before.collect()),
        list("after", after.collect()),
        is("is_wrapper", marks.wrapper.is_some()),
        is("is_optional", marks.optionalhook.is_some()),
    ];
    let said: Vec<&TokenStream> = said.iter().flatten().collect();
    let said = match said[..] {
        [] => quote_spanned!(span=> #private::Said::NOTHING),
        _ => quote_spanned! {span=>
            const { &#private::Said { #(#said,)* ..*#private::Said::NOTHING } }
        },
    };
    quote_spanned! {span=>
        #private::ImplFacts {
            hook: #hook,
            function: #function,
            signature: #signature,
            #place,
            said: #said,
        }
    }
}

/// `name: value`.
fn field(name: &str, value: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::mixed_site());
    quote_spanned!(Span::mixed_site()=> #name: #value)
}

/// What an optional hook's anchor is where the host's version of the spec
/// lacks the hook. Where it has it, the inherent constant wins.
fn fallback(hookimpl: &HookImpl, private: &Private) -> TokenStream {
    let span = Span::mixed_site();
    let optional = optional(&hookimpl.hook);
    let fields = hookimpl.params.iter().map(|param| named(&param.name));
    let lent = hookimpl.lent().map(|param| format_ident!("__put_{}", param.name));
    let value = hookimpl.hands_value().then(|| format_ident!("__put_moved"));
    let puts =
        lent.chain(value).map(|put| quote_spanned!(span=> fn #put<T>(self, _: T) -> Self { self }));
    let again = hookimpl.next.iter().filter(|next| next.is_again()).map(|_| {
        quote_spanned! {span=>
            fn __again(&mut self) -> Self { loop {} }
            fn __again_handing(&mut self) -> Self { loop {} }
        }
    });
    quote_spanned! {span=>
        struct AbsentArguments { #(#fields: #private::Absent,)* }
        impl AbsentArguments { #(#puts)* #(#again)* }
        trait AbsentAnchor {
            const #optional: #private::AbsentHook<AbsentArguments> = #private::AbsentHook::new();
        }
        impl<T: ?#private::Sized> AbsentAnchor for T {}
    }
}
