//! What a spec must not say; rustc finds the rest, and says it better.

mod arguments;
mod head;
mod kinds;
mod result;
mod unfit;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{FnArg, GenericParam, ReceiverKind, Safety, TypeParamBound, WherePredicate};

use self::arguments::check_arguments;
use self::head::{check_trait, check_trait_generics};
use self::kinds::check_options;
use self::result::{check_lifetime, check_result};
use self::unfit::{check_async_trait, check_lent, check_sized, check_types};
use crate::attrs::{Seen, cfgs};
use crate::errors::Errors;
use crate::lifetimes::check_declared;
use crate::spec::model::{Hook, Spec};
use crate::text;
use crate::types::{impl_traits, is_shared_self, names_any};

/// Judges a spec. A mistake is mended where that can be, so that what relies
/// on the hook is not reported too; else the hook is left out.
pub(crate) fn check(spec: &mut Spec, errors: &mut Errors) {
    check_trait(spec, errors);
    check_async_trait(spec, errors);
    check_twice(spec, errors);
    let removed = check_trait_generics(spec, errors);
    let has_associated = spec.has_associated;
    spec.hooks.retain_mut(|hook| {
        if names_any(hook.sig.to_token_stream(), &removed) {
            return false;
        }
        errors.within(cfgs(&hook.attrs), |errors| {
            if check_self(hook, has_associated, errors) {
                return false;
            }
            check_declared(&mut hook.sig, errors);
            check_form(hook, errors);
            check_bounds(hook, errors);
            let is_generic = check_generics(hook, errors);
            check_options(hook, errors);
            let is_lent = check_lent(hook, errors);
            let is_sized = check_sized(hook, errors) && check_types(hook, errors);
            check_arguments(hook, errors);
            check_result(hook, errors);
            !is_generic && !is_lent && is_sized
        })
    });
}

/// Leaves out a hook of a name that another has, in the same builds.
fn check_twice(spec: &mut Spec, errors: &mut Errors) {
    let mut seen = Seen::default();
    spec.hooks.retain(|hook| {
        let is_new = seen.is_new(hook.name(), &hook.attrs);
        if !is_new {
            let message = format!(
                "there is a hook `{0}` already: remove this one, or give it another name",
                hook.name().unraw()
            );
            errors.push(hook.name(), message);
        }
        is_new
    });
}

/// Answers whether the hook speaks of `Self`, which can't be mended.
fn check_self(hook: &Hook, has_associated: bool, errors: &mut Errors) -> bool {
    let types = hook.params.iter().map(|param| &param.written).chain(&hook.result.ty);
    let found = types.filter_map(|ty| own_type(ty.to_token_stream()));
    let found: Vec<_> = found.collect();
    for (token, is_associated) in &found {
        let message = if *is_associated {
            if has_associated {
                continue;
            }
            "a hook is called on plugins of all types, and this is another for each: write the \
             type, or `Box<dyn …>`"
        } else {
            "a hook is called on plugins of all types, and `Self` is one of them: write the type \
             that is meant"
        };
        errors.push(token, message);
    }
    !found.is_empty()
}

/// The `Self` among the tokens, and whether something of it is meant.
fn own_type(tokens: TokenStream) -> Option<(Ident, bool)> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                if let Some(found) = own_type(group.stream()) {
                    return Some(found);
                }
            }
            TokenTree::Ident(ident) if ident == "Self" => {
                let is_path = |next: &TokenTree| matches!(next, TokenTree::Punct(punct) if punct.as_char() == ':');
                return Some((ident, tokens.peek().is_some_and(is_path)));
            }
            _ => {}
        }
    }
    None
}

/// Takes off what a hook asks of plugins; that they are sized, all are.
fn check_bounds(hook: &mut Hook, errors: &mut Errors) {
    let generics = &mut hook.sig.generics;
    let Some(clause) = &mut generics.where_clause else { return };
    for predicate in std::mem::take(&mut clause.predicates) {
        if own_type(predicate.to_token_stream()).is_none() {
            clause.predicates.push(predicate);
        } else if !is_implied(&predicate) {
            errors.push(
                predicate,
                "a hook has no bounds on `Self`, since plugins are of any type: remove this",
            );
        }
    }
    if clause.predicates.is_empty() {
        generics.where_clause = None;
    }
}

/// Whether each plugin meets a bound.
fn is_implied(predicate: &WherePredicate) -> bool {
    const BY_ALL: &[&str] = &["Sized", "Send", "Sync"];
    let WherePredicate::Type(predicate) = predicate else { return false };
    let mut bounds = predicate.bounds.iter();
    bounds.all(|bound| match bound {
        TypeParamBound::Lifetime(_) => true,
        TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|last| BY_ALL.iter().any(|name| last.ident == name)),
        _ => false,
    })
}

fn check_form(hook: &mut Hook, errors: &mut Errors) {
    check_receiver(hook, errors);
    if let Some(body) = hook.body.take() {
        let message = "a hook has no body, since nobody would run it: end the declaration with `;`";
        errors.add(syn::Error::new(body.span_open(), message));
    }
    let sig = &mut hook.sig;
    if hook.options.historic.is_some()
        && let Some(token) = sig.asyncness.take()
    {
        errors.push(
            token,
            "a `historic` call never ends, so nobody awaits it: remove `async`, or `historic`",
        );
    }
    let unfit: [Option<TokenStream>; 4] = [
        sig.constness.take().map(ToTokens::into_token_stream),
        matches!(sig.safety, Safety::Unsafe(_)).then(|| sig.safety.to_token_stream()),
        sig.abi.take().map(ToTokens::into_token_stream),
        sig.variadic.take().map(ToTokens::into_token_stream),
    ];
    sig.safety = Safety::Default;
    for tokens in unfit.into_iter().flatten() {
        errors.push(&tokens, format_args!("a hook is a plain method: remove `{tokens}`"));
    }
}

fn check_receiver(hook: &mut Hook, errors: &mut Errors) {
    let sig = &mut hook.sig;
    let message = "a hook takes `&self`: calls share the plugin, on many threads; for state of its \
                   own a plugin has a `Mutex` or an atomic";
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first_mut() else {
        let meant = text::with_self(sig);
        errors.push(&sig.ident, format_args!("a hook takes `&self`: write `{meant}`"));
        sig.inputs.insert(0, syn::parse_quote!(&self));
        return;
    };
    for attr in std::mem::take(&mut receiver.attrs) {
        errors.push(attr, "`&self` is none of the arguments, and has no attributes: remove this");
    }
    if matches!(&receiver.kind, ReceiverKind::Reference(_, None, None)) {
        return;
    }
    let receiver = std::mem::replace(receiver, syn::parse_quote!(&self));
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), None) => check_lifetime(lifetime, hook, errors),
        _ if is_shared_self(&receiver) => {}
        _ => errors.push(&receiver, message),
    }
}

/// Answers whether the hook is generic, which can't be mended.
fn check_generics(hook: &Hook, errors: &mut Errors) -> bool {
    let mut found = Vec::new();
    for param in &hook.sig.generics.params {
        if !matches!(param, GenericParam::Lifetime(_)) {
            found.push(param.to_token_stream());
        }
    }
    let types = hook.params.iter().map(|param| &param.written).chain(&hook.result.ty);
    found.extend(types.flat_map(impl_traits).map(ToTokens::into_token_stream));
    for tokens in &found {
        errors.push(
            tokens,
            "a hook can't be generic: plugins are linked before its types are known; write the \
             type, or `&dyn Trait` or `Box<dyn Trait>`",
        );
    }
    !found.is_empty()
}
