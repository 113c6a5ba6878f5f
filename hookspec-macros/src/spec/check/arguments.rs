//! What the arguments of a hook must not say.

use std::collections::BTreeSet;

use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{FnArg, GenericArgument, PathArguments, Type};

use crate::errors::Errors;
use crate::lifetimes::Lifetimes;
use crate::spec::model::{Hook, Param, Passing};
use crate::text;
use crate::types::ungrouped;

pub(super) fn check_arguments(hook: &mut Hook, errors: &mut Errors) {
    check_names(hook, errors);
    for param in &hook.params {
        for attr in &param.refused {
            let message = if attr.path().is_ident("cfg") {
                "an argument can't be there in some builds only: write the hook twice, each with a \
                 `#[cfg]`"
            } else {
                "an argument can have only `#[deprecated]` and `#[hookspec(skip)]`: remove this"
            };
            errors.push(attr, message);
        }
        if hook.options.historic.is_some() {
            hook.is_mistaken |= !check_remembered(param, errors);
        }
    }
}

/// An argument is asked for by its name, so each has its own.
fn check_names(hook: &mut Hook, errors: &mut Errors) {
    let inputs = hook.sig.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&mut typed.pat),
        FnArg::Receiver(_) => None,
    });
    let mut seen = BTreeSet::new();
    for (param, pat) in hook.params.iter_mut().zip(inputs) {
        let name = &param.name;
        if !seen.insert(name.unraw()) {
            let message = format!(
                "there is an argument `{name}` already, and plugins ask for it \
                                   by its name: give this one another"
            );
            errors.push(name, message);
            param.name = format_ident!("{}_{}", name.unraw(), seen.len(), span = name.span());
            let name = &param.name;
            *pat = syn::parse_quote!(#name);
            seen.insert(param.name.clone());
        }
    }
}

/// Answers whether an argument can be remembered, as far as its type is read.
fn check_remembered(param: &Param, errors: &mut Errors) -> bool {
    if param.passing == Passing::Lent {
        errors.push(
            &param.written,
            "a historic call is remembered, so its arguments must be owned: take this one by \
             `&`, or by value",
        );
        return false;
    }
    let remembered = param.borrowed().unwrap_or(&param.written);
    if let Some(object) = object_of(remembered) {
        let object = text::of(object);
        let shared = if object.contains("Sync") { "" } else { " + Send + Sync" };
        let message = format!(
            "a historic call is remembered, and nobody can clone a trait object: take \
             `{}: Arc<{object}{shared}>`",
            param.name,
        );
        errors.push(&param.written, message);
        return false;
    }
    let lifetimes = Lifetimes::of(remembered);
    let named = lifetimes.named.into_iter().map(ToTokens::into_token_stream);
    let borrowed = lifetimes.elided.into_iter().chain(named).next();
    if let Some(borrowed) = &borrowed {
        errors.push(
            borrowed,
            "a historic call is remembered, and what it remembers can't borrow: take an owned \
             type, such as `&[String]` for `&[&str]`",
        );
    }
    borrowed.is_none()
}

/// The trait object that a type is, or that is in its box.
fn object_of(ty: &Type) -> Option<&Type> {
    let ty = ungrouped(ty);
    match ty {
        Type::TraitObject(_) => Some(ty),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident == "Box")?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            match arguments.args.first()? {
                GenericArgument::Type(ty) => object_of(ty),
                _ => None,
            }
        }
        _ => None,
    }
}
