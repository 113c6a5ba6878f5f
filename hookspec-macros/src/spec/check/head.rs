//! What the head of a trait must not say.

use proc_macro2::Ident;
use syn::{ConstParam, GenericParam, TypeParam, TypeParamBound};

use crate::errors::Errors;
use crate::lifetimes::declare;
use crate::spec::model::Spec;

pub(super) fn check_trait(spec: &mut Spec, errors: &mut Errors) {
    let item = &mut spec.item;
    if let Some(token) = item.unsafety.take() {
        errors.push(token, "a spec can't be unsafe: remove `unsafe`");
    }
    for supertrait in std::mem::take(&mut item.supertraits) {
        if is_implied(&supertrait) {
            item.supertraits.push(supertrait);
            continue;
        }
        errors.push(
            supertrait,
            "a spec has no supertrait, since a function or a closure can be a plugin too: make a \
             hook of what it asks for",
        );
    }
    if spec.is_empty {
        errors.push(&item.ident, "a spec needs a hook: add a method that takes `&self`");
    }
}

/// Whether each plugin has it, whatever its type.
fn is_implied(supertrait: &TypeParamBound) -> bool {
    match supertrait {
        TypeParamBound::Lifetime(_) => true,
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| last.ident == "Send" || last.ident == "Sync")
        }
        _ => false,
    }
}

/// Refuses the parameters of a trait. A lifetime goes to the hooks that have
/// it; what else there was is answered, for the hooks that rely on it.
pub(super) fn check_trait_generics(spec: &mut Spec, errors: &mut Errors) -> Vec<Ident> {
    let generics = std::mem::take(&mut spec.item.generics);
    if let Some(clause) = &generics.where_clause
        && generics.params.is_empty()
    {
        errors.push(clause, "a spec has no bounds, since plugins are of any type: remove them");
    }
    let mut removed = Vec::new();
    for param in generics.params {
        let message = match &param {
            GenericParam::Lifetime(param) => {
                let lifetime = &param.lifetime;
                for hook in &mut spec.hooks {
                    declare(lifetime, &mut hook.sig);
                }
                format!(
                    "a spec has no lifetimes: give `{lifetime}` to the method that needs it, \
                     `fn f<{lifetime}>(&self, …)`"
                )
            }
            GenericParam::Type(TypeParam { ident, .. })
            | GenericParam::Const(ConstParam { ident, .. }) => {
                removed.push(ident.clone());
                "a spec can't be generic: there is one list of plugins for each hook; write a \
                 trait for each type"
                    .into()
            }
        };
        errors.push(param, message);
    }
    removed
}
