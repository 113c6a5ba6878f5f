//! What a spec must not say; rustc finds the rest, and says it better.

mod head;
mod unfit;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::visit_mut::VisitMut;
use syn::{
    FnArg, GenericParam, Lifetime, ReceiverKind, Safety, Type, TypeParamBound, WherePredicate,
};

use self::head::{check_trait, check_trait_generics};
use self::unfit::{check_async_trait, check_lent};
use crate::attrs::cfgs;
use crate::errors::Errors;
use crate::spec::model::{Hook, HookOptions, Param, Passing, Spec, Value};
use crate::text;
use crate::types::{Lifetimes, MakeStatic, impl_traits, names_any};

/// Judges a spec. A mistake is mended where that can be, so that what relies
/// on the hook is not reported too; else the hook is left out.
pub(crate) fn check(spec: &mut Spec, errors: &mut Errors) {
    check_trait(spec, errors);
    check_async_trait(spec, errors);
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
            check_form(hook, errors);
            check_bounds(hook, errors);
            let is_generic = check_generics(hook, errors);
            check_options(hook, errors);
            check_waterfall(hook, errors);
            let is_lent = check_lent(hook, errors);
            check_arguments(hook, errors);
            check_result(hook, errors);
            !is_generic && !is_lent
        })
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
            "a hook is called on plugins of all types, and this is of one: write the type, or \
             `Box<dyn …>`"
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
    let inputs = &mut hook.sig.inputs;
    let message = "a hook takes `&self`: calls share the plugin, on many threads; for state of its \
                   own a plugin has a `Mutex` or an atomic";
    let Some(FnArg::Receiver(receiver)) = inputs.first_mut() else {
        errors.push(&hook.sig.ident, message);
        inputs.insert(0, syn::parse_quote!(&self));
        return;
    };
    for attr in std::mem::take(&mut receiver.attrs) {
        errors.push(attr, "`&self` is no argument, which an attribute could be for: remove this");
    }
    if matches!(&receiver.kind, ReceiverKind::Reference(_, None, None)) {
        return;
    }
    let receiver = std::mem::replace(receiver, syn::parse_quote!(&self));
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), None) => check_lifetime(lifetime, hook, errors),
        _ => errors.push(&receiver, message),
    }
}

/// A lifetime of `&self` is that of a result, or of nothing.
fn check_lifetime(lifetime: &Lifetime, hook: &mut Hook, errors: &mut Errors) {
    let is_named = |ty: &Type| Lifetimes::of(ty).named.contains(lifetime);
    if hook.params.iter().any(|param| is_named(&param.ty)) {
        return;
    }
    let named = hook.result.ty.as_ref().map(|ty| Lifetimes::of(ty).named).unwrap_or_default();
    if let Some(found) = named.get(lifetime) {
        errors.push(found, BORROWS_FROM_PLUGIN);
        mend_result(hook, &BTreeSet::from([lifetime.clone()]));
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

fn check_options(hook: &mut Hook, errors: &mut Errors) {
    let options = &mut hook.options;
    if let (Some(_), Some(firstresult)) = (&options.historic, &options.firstresult) {
        errors.push(
            firstresult,
            "`firstresult` ends a call early, and a `historic` call never ends: remove one",
        );
        options.firstresult = None;
    }
    check_kinds(options, errors);
    if let (Some(_), Some(oldestfirst)) = (&options.historic, &options.oldestfirst) {
        errors.push(
            oldestfirst,
            "a `historic` call reaches plugins as they come, so it has no order to turn round: \
             remove `oldestfirst`",
        );
        options.oldestfirst = None;
    }
    if let Some(firstresult) = &options.firstresult
        && !matches!(hook.result.value, Value::Optional { .. })
    {
        let message = "`firstresult` needs `Option`: write `-> Option<T>`, or `-> Result<Option<T>, \
                       E>`, where `None` lets the next plugin answer";
        match &hook.result.ty {
            Some(ty) => errors.push(ty, message),
            None => errors.push(firstresult, message),
        }
        options.firstresult = None;
        hook.result.is_mistaken = true;
    }
}

/// A hook is of one kind.
fn check_kinds(options: &mut HookOptions, errors: &mut Errors) {
    let HookOptions { firstresult, historic, allresults, waterfall, .. } = options;
    if let (Some(_), Some(token)) = (&historic, &allresults) {
        errors.push(
            token,
            "a `historic` call hands each result to its callback as it comes, errors too: remove \
             `allresults`",
        );
        *allresults = None;
    }
    if let (Some(_), Some(token)) = (&historic, &waterfall) {
        errors.push(
            token,
            "a `waterfall` hands its value on and gives it back, and a `historic` call never ends: \
             remove one",
        );
        *waterfall = None;
    }
    if let (Some(_), Some(token)) = (&firstresult, &allresults) {
        errors.push(
            token,
            "`firstresult` ends a call at the first result, and `allresults` at none: remove one",
        );
        *allresults = None;
    }
    if let (Some(_), Some(token)) = (&waterfall, &allresults) {
        errors.push(
            token,
            "a `waterfall` has one result, the value that all have handed on: remove `allresults`",
        );
        *allresults = None;
    }
    if let (Some(_), Some(token)) = (&waterfall, &firstresult) {
        errors.push(
            token,
            "a `waterfall` hands its value to every plugin, and `firstresult` ends a call early: \
             remove one",
        );
        *firstresult = None;
    }
}

/// A waterfall takes a value and gives one of its type.
fn check_waterfall(hook: &mut Hook, errors: &mut Errors) {
    let Some(waterfall) = &hook.options.waterfall else { return };
    match hook.params.first_mut() {
        None => errors.push(
            waterfall,
            "a `waterfall` hands its first argument on, and this hook has none: write \
             `fn f(&self, value: T) -> T`",
        ),
        Some(value) if value.passing != Passing::Cloned => {
            let ty = value.borrowed().unwrap_or(&value.written);
            let message = format!(
                "a `waterfall` moves its value from one plugin to the next: take it by value, \
                 `{}: {}`",
                value.name.unraw(),
                text::of(ty),
            );
            errors.push(&value.written, message);
        }
        Some(value) if matches!(hook.result.value, Value::Unit) => {
            let message = format!(
                "a `waterfall` gives its value back: write `-> {}`, or a `Result` of it",
                text::of(&value.written),
            );
            match &hook.result.ty {
                Some(ty) => errors.push(ty, message),
                None => errors.push(&hook.sig.ident, message),
            }
        }
        Some(value) => {
            value.passing = Passing::Moved;
            return;
        }
    }
    hook.options.waterfall = None;
}

fn check_arguments(hook: &mut Hook, errors: &mut Errors) {
    check_names(hook, errors);
    for param in &hook.params {
        for attr in &param.refused {
            let message = if attr.path().is_ident("cfg") {
                "an argument can't be there in some builds alone: give the hook a `#[cfg]`, and \
                 write it twice"
            } else {
                "an argument can have `#[deprecated]` and `#[hookspec(skip)]` alone"
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
    let lifetimes = Lifetimes::of(param.borrowed().unwrap_or(&param.written));
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

const BORROWS_FROM_PLUGIN: &str = "a result can't borrow from the plugin, which may leave: return an owned value, or name the \
     argument that it borrows from: `fn f<'a>(&self, text: &'a str) -> &'a str`";

fn check_result(hook: &mut Hook, errors: &mut Errors) {
    let Some(ty) = hook.result.ty.take() else { return };
    let lifetimes = Lifetimes::of(&ty);
    for elided in &lifetimes.elided {
        errors.push(elided, BORROWS_FROM_PLUGIN);
    }
    let mut wrong = BTreeSet::new();
    for param in hook.params.iter().filter(|param| param.passing == Passing::Lent) {
        let Type::Reference(reference) = &param.ty else { continue };
        let Some(lifetime) = &reference.lifetime else { continue };
        if let Some(found) = lifetimes.named.get(lifetime) {
            let name = &param.name;
            errors.push(
                found,
                format_args!(
                    "a result can't borrow from `{name}`, which is lent to the next plugin: \
                     return an owned value"
                ),
            );
            wrong.insert(found.clone());
        }
    }
    let passed = hook.params.iter().flat_map(|param| Lifetimes::of(&param.ty).named);
    let passed: BTreeSet<_> = passed.collect();
    for lifetime in lifetimes.named {
        let message = if hook.options.historic.is_some() {
            "the result of a historic hook can't borrow: it is handed on when the call is over; \
             return an owned value"
        } else if !passed.contains(&lifetime) {
            "a result borrows from an argument, and none has this lifetime: give it to one, or \
             write `'static`"
        } else {
            continue;
        };
        errors.push(&lifetime, message);
        wrong.insert(lifetime);
    }
    hook.result.ty = Some(ty);
    if !lifetimes.elided.is_empty() || !wrong.is_empty() {
        mend_result(hook, &wrong);
    }
}

/// Lets the result borrow from nothing.
fn mend_result(hook: &mut Hook, wrong: &BTreeSet<Lifetime>) {
    let mut mend = MakeStatic(wrong);
    mend.visit_return_type_mut(&mut hook.sig.output);
    hook.result = crate::spec::model::lower_result(&hook.sig.output);
}
