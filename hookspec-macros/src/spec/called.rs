//! How a hook is called and what comes of it, as a line of its documentation.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;
use syn::{GenericArgument, LitStr, PathArguments, Type};

use super::model::{Hook, Value};
use crate::text;
use crate::types::ungrouped;

/// The line, as an attribute that follows those of the hook: at their place, from
/// which `rustdoc` counts lines.
pub(crate) fn called(hook: &Hook) -> TokenStream {
    let text = match &hook.options.historic {
        Some(_) => historic(hook),
        None => plain(hook),
    };
    // A space, as `///` has one: `rustdoc` takes off what all lines begin with.
    let text = format!(" {text}");
    let docs = hook.attrs.iter().rfind(|attr| attr.path().is_ident("doc"));
    let place = docs.map_or(Span::mixed_site(), |docs| docs.pound_token.span);
    let text = LitStr::new(&text, place);
    quote_spanned!(place=> #[doc = ""] #[doc = #text])
}

fn plain(hook: &Hook) -> String {
    let options = &hook.options;
    let is_first = options.firstresult.is_some();
    let is_waterfall = options.waterfall.is_some();
    let method = match (is_first, is_waterfall) {
        (true, _) => "call_first",
        (false, true) => "call_waterfall",
        (false, false) => "call_all",
    };
    let awaited = if hook.is_async() { ".await" } else { "" };
    let call = format!("Called by `{method}({}){awaited}`", arguments(hook, &[]));
    if options.allresults.is_some() {
        return all_results(hook, &call);
    }
    let (gives, how) = match &hook.result.value {
        Value::Unit => ("()".to_owned(), ""),
        Value::Plain(ty) | Value::Optional { ty, .. } if is_waterfall => (text::of(ty), WATERFALL),
        Value::Plain(ty) => (format!("Vec<{}>", text::of(ty)), ", in call order"),
        Value::Optional { ty, .. } if is_first => {
            (text::of(ty), "; the first `Some` ends the call")
        }
        Value::Optional { some, .. } => {
            (format!("Vec<{}>", text::of(some)), "; a `None` is no result")
        }
    };
    match &hook.result.ty {
        Some(ty) if hook.result.is_fallible => {
            let gives = in_result(&gives, ty);
            format!("{call}, which gives `{gives}`{how}; the first `Err` ends the call.")
        }
        _ if how.is_empty() => format!("{call}."),
        _ => format!("{call}, which gives `{gives}`{how}."),
    }
}

const WATERFALL: &str = "; each plugin gets what the one before returned";

fn all_results(hook: &Hook, call: &str) -> String {
    let gives = match &hook.result.ty {
        None => "()".to_owned(),
        Some(ty) if hook.result.is_fallible => {
            let success = match &hook.result.value {
                Value::Unit => "()".to_owned(),
                Value::Plain(ty) | Value::Optional { ty, .. } => text::of(ty),
            };
            in_result(&success, ty)
        }
        Some(ty) => text::of(ty),
    };
    format!("{call}, which gives `Vec<{gives}>`, in call order; all run, whatever each returns.")
}

fn historic(hook: &Hook) -> String {
    let remembered = "each call is remembered for plugins that come later";
    let result = match &hook.result.value {
        Value::Unit => "()".to_owned(),
        Value::Plain(ty) => text::of(ty),
        Value::Optional { some, .. } => text::of(some),
    };
    let result = match &hook.result.ty {
        Some(ty) if hook.result.is_fallible => in_result(&result, ty),
        Some(_) if !matches!(hook.result.value, Value::Unit) => result,
        _ => return format!("Called by `call_historic({})`: {remembered}.", arguments(hook, &[])),
    };
    format!(
        "Called by `call_historic({})`: {remembered}. `call_historic_with({})` hands each \
         `{result}` to a callback.",
        arguments(hook, &[]),
        arguments(hook, &["callback"]),
    )
}

fn arguments(hook: &Hook, more: &[&str]) -> String {
    let names = hook.params.iter().map(|param| param.name.unraw().to_string());
    let names: Vec<_> = names.chain(more.iter().map(|&name| name.to_owned())).collect();
    names.join(", ")
}

/// `Result<Vec<u32>, HookError<io::Error>>`.
fn in_result(success: &str, ty: &Type) -> String {
    let error = written_error(ty).map_or("_".to_owned(), text::of);
    format!("Result<{success}, HookError<{error}>>")
}

/// The error of a `Result`, where its type says so.
fn written_error(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ungrouped(ty) else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.skip(1).last()
}
