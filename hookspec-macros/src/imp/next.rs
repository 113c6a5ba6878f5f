//! The last parameter of a wrapper: what runs all that is inside.

use syn::{Ident, Path, PathArguments, PathSegment, ReturnType, Signature, Type, TypeParamBound};

use super::model::Param;
use crate::errors::Errors;
use crate::text;
use crate::types::ungrouped;

/// `next: impl FnOnce(…) -> R`.
pub(crate) struct Next {
    pub(crate) ty: Type,
    /// `FnOnce`, or another of them.
    pub(crate) function: Ident,
    /// The types in the parentheses.
    pub(crate) handed: Vec<Type>,
    pub(crate) output: ReturnType,
}

impl Next {
    /// Whether it is awaited.
    pub(crate) fn is_async(&self) -> bool {
        self.function == "AsyncFnOnce" || self.function == "AsyncFnMut"
    }

    /// Whether the wrapper may run it more than once.
    pub(crate) fn is_again(&self) -> bool {
        self.function == "FnMut" || self.function == "AsyncFnMut"
    }
}

/// What `next` can be.
const FUNCTIONS: &[&str] = &["FnOnce", "FnMut", "AsyncFnOnce", "AsyncFnMut"];

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
        errors.push(wrapper, missing_next(params, sig));
        return None;
    };
    let function = match ungrouped(&last.ty) {
        Type::ImplTrait(ty) => ty.bounds.iter().find_map(|bound| {
            let segment = function(bound)?;
            match &segment.arguments {
                PathArguments::Parenthesized(arguments) => {
                    Some((segment.ident.clone(), arguments.clone()))
                }
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
        Some((function, arguments)) => Some(Next {
            ty: last.ty,
            function,
            handed: arguments.inputs.into_iter().map(|input| input.ty).collect(),
            output: arguments.output,
        }),
        None => {
            errors.push(&last.ty, missing_next(params, sig));
            None
        }
    }
}

/// The name of a bound that `next` may have.
fn function(bound: &TypeParamBound) -> Option<&PathSegment> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let last = bound.path.segments.last();
    last.filter(|last| FUNCTIONS.iter().any(|function| last.ident == function))
}

/// A bound that `next` has beside `FnOnce(…)`.
fn further_bound(ty: &Type) -> Option<TypeParamBound> {
    let Type::ImplTrait(ty) = ungrouped(ty) else { return None };
    let is_function = |bound: &&TypeParamBound| match bound {
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "_",
        bound => function(bound).is_some(),
    };
    let has_function = ty.bounds.iter().any(|bound| is_function(&bound));
    ty.bounds.iter().find(|bound| has_function && !is_function(bound)).cloned()
}

fn missing_next(params: &[Param], sig: &Signature) -> String {
    let function = if sig.asyncness.is_some() { "AsyncFnOnce" } else { "FnOnce" };
    let handed = params.iter().filter(|param| param.is_lent());
    let handed: Vec<_> = handed.map(|param| param.ty.clone()).collect();
    format!(
        "a wrapper runs what is inside through its last parameter: write `next: {}`, and return \
         what the whole call gives",
        expected_next(function, &handed, &text::of(&sig.output)),
    )
}

/// The type of a wrapper's `next`.
pub(crate) fn expected_next(function: &str, handed: &[Type], output: &str) -> String {
    let handed: Vec<_> = handed.iter().map(text::of).collect();
    let space = if output.is_empty() { "" } else { " " };
    format!("impl {function}({}){space}{output}", handed.join(", "))
}
