//! The last parameter of a wrapper: what runs all that is inside.

use syn::{Path, PathArguments, ReturnType, Signature, Type, TypeParamBound};

use super::model::Param;
use crate::errors::Errors;
use crate::text;
use crate::types::ungrouped;

/// `next: impl FnOnce(…) -> R`.
pub(crate) struct Next {
    pub(crate) ty: Type,
    /// The types in the parentheses.
    pub(crate) handed: Vec<Type>,
    pub(crate) output: ReturnType,
}

/// Reads a wrapper's last parameter.
pub(super) fn lower_next(
    wrapper: &Path,
    sig: &Signature,
    params: &mut Vec<Param>,
    errors: &mut Errors,
) -> Option<Next> {
    let last = params
        .pop_if(|last| last.name == "next" || matches!(ungrouped(&last.ty), Type::ImplTrait(_)));
    let Some(last) = last else {
        errors.push(wrapper, missing_next(params, &sig.output));
        return None;
    };
    let function = match ungrouped(&last.ty) {
        Type::ImplTrait(ty) => ty.bounds.iter().find_map(|bound| {
            let TypeParamBound::Trait(bound) = bound else { return None };
            let segment = bound.path.segments.last().filter(|last| last.ident == "FnOnce")?;
            match &segment.arguments {
                PathArguments::Parenthesized(arguments) => Some(arguments.clone()),
                _ => None,
            }
        }),
        _ => None,
    };
    if let Some(more) = further_bound(&last.ty) {
        let written = text::of(&more);
        let message = format!(
            "what is inside a wrapper belongs to this call, on its thread: remove `{written}`, and \
             run `next` here"
        );
        errors.push(more, message);
        return None;
    }
    match function {
        Some(function) => Some(Next {
            ty: last.ty,
            handed: function.inputs.into_iter().map(|input| input.ty).collect(),
            output: function.output,
        }),
        None => {
            errors.push(&last.ty, missing_next(params, &sig.output));
            None
        }
    }
}

/// A bound that `next` has beside `FnOnce(…)`.
fn further_bound(ty: &Type) -> Option<TypeParamBound> {
    let Type::ImplTrait(ty) = ungrouped(ty) else { return None };
    let is_function = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "FnOnce")
        }
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "_",
        _ => false,
    };
    let has_function = ty.bounds.iter().any(|bound| is_function(&bound));
    ty.bounds.iter().find(|bound| has_function && !is_function(bound)).cloned()
}

fn missing_next(params: &[Param], output: &ReturnType) -> String {
    format!(
        "a wrapper runs what it wraps by its last parameter: write `next: {}`, and return what \
         the whole call gives",
        expected_next(params, &text::of(output)),
    )
}

/// The type of a wrapper's `next`.
pub(crate) fn expected_next(params: &[Param], output: &str) -> String {
    let lent = params.iter().filter(|param| param.is_lent());
    let lent: Vec<_> = lent.map(|param| text::of(&param.ty)).collect();
    let space = if output.is_empty() { "" } else { " " };
    format!("impl FnOnce({}){space}{output}", lent.join(", "))
}
