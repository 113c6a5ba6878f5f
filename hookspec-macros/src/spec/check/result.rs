//! From what the result of a hook may borrow.

use std::collections::BTreeSet;

use syn::visit_mut::VisitMut;
use syn::{Lifetime, Type};

use crate::errors::Errors;
use crate::lifetimes::{Lifetimes, MakeStatic};
use crate::spec::lower::lower_result;
use crate::spec::model::{Hook, Passing};

const BORROWS_FROM_PLUGIN: &str = "a result can't borrow from the plugin, which may leave: return \
                                   an owned value, or name the argument that it borrows from: \
                                   `fn f<'a>(&self, text: &'a str) -> &'a str`";

pub(super) fn check_result(hook: &mut Hook, errors: &mut Errors) {
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

/// A lifetime of `&self` is that of a result, or of nothing.
pub(super) fn check_lifetime(lifetime: &Lifetime, hook: &mut Hook, errors: &mut Errors) {
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

/// Lets the result borrow from nothing.
fn mend_result(hook: &mut Hook, wrong: &BTreeSet<Lifetime>) {
    let mut mend = MakeStatic(wrong);
    mend.visit_return_type_mut(&mut hook.sig.output);
    hook.result = lower_result(&hook.sig.output);
}
