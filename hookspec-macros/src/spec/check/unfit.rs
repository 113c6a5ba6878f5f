//! Hooks that can't be called as they are written, and can't be mended.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{GenericArgument, Path, PathArguments, PathSegment, TypeParamBound, TypeTraitObject};

use crate::errors::Errors;
use crate::spec::model::{Hook, Param, Passing, Spec};
use crate::text;
use crate::types::{is_unsized, lent_inside, of_async_trait, owned};

/// Leaves out what `#[async_trait]` made of hooks.
pub(super) fn check_async_trait(spec: &mut Spec, errors: &mut Errors) {
    let mut made = spec.hooks.extract_if(.., |hook| of_async_trait(&hook.sig));
    if let Some(first) = made.by_ref().next() {
        errors.push(&first.sig.ident, "`async fn` needs no help here: remove `#[async_trait]`");
    }
    made.for_each(drop);
}

/// Answers whether a hook lends what it should clone.
pub(super) fn check_lent(hook: &Hook, errors: &mut Errors) -> bool {
    let by_value = hook.params.iter().filter(|param| param.passing == Passing::Cloned);
    let lent: Vec<_> =
        by_value.filter_map(|param| Some((param, lent_inside(&param.written)?))).collect();
    for (Param { name, written, .. }, lent) in &lent {
        let message = format!(
            "an argument by value is cloned for each plugin, and `{}` can't be: lend all of it, \
             `{name}: &mut {}`",
            text::of(lent),
            text::of(written),
        );
        errors.push(lent.to_token_stream(), message);
    }
    !lent.is_empty()
}

/// Answers whether a hook passes or returns what has no size of its own.
pub(super) fn check_sized(hook: &Hook, errors: &mut Errors) -> bool {
    let mut is_sized = true;
    for Param { name, written, .. } in &hook.params {
        if is_unsized(written) {
            let ty = text::of(written);
            let ty = if ty.contains('+') { format!("({ty})") } else { ty };
            let message =
                format!("the size of an argument must be known: lend it, write `{name}: &{ty}`");
            errors.push(written, message);
            is_sized = false;
        }
    }
    if let Some(ty) = hook.result.ty.as_ref().filter(|ty| is_unsized(ty)) {
        let owned = owned(ty);
        errors.push(ty, format_args!("the size of a result must be known: write `-> {owned}`"));
        is_sized = false;
    }
    is_sized
}

/// Answers whether a hook names a type that there can't be, of which rustc would say so for
/// each copy of it.
pub(super) fn check_types(hook: &Hook, errors: &mut Errors) -> bool {
    let types = hook.params.iter().map(|param| &param.written).chain(&hook.result.ty);
    let mut find = Impossible { mistakes: Vec::new() };
    types.for_each(|ty| find.visit_type(ty));
    let is_possible = find.mistakes.is_empty();
    find.mistakes.into_iter().for_each(|(place, message)| errors.push(place, message));
    is_possible
}

/// Whether a path may lead to what everybody knows by that name: not one into another module.
fn may_be_known(path: &Path) -> bool {
    const CRATES: &[&str] = &["alloc", "core", "serde", "std"];
    path.segments.len() == 1 || CRATES.iter().any(|name| path.segments[0].ident == name)
}

/// Finds types that there can't be.
struct Impossible {
    mistakes: Vec<(TokenStream, String)>,
}

impl<'ast> Visit<'ast> for Impossible {
    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        const CONTAINERS: &[&str] = &[
            "BTreeMap",
            "BTreeSet",
            "BinaryHeap",
            "HashMap",
            "HashSet",
            "Option",
            "Result",
            "Vec",
            "VecDeque",
        ];
        if CONTAINERS.iter().any(|name| segment.ident == name)
            && let PathArguments::AngleBracketed(arguments) = &segment.arguments
        {
            for argument in &arguments.args {
                if let GenericArgument::Type(ty) = argument
                    && is_unsized(ty)
                {
                    let (name, owned) = (&segment.ident, owned(ty));
                    let message =
                        format!("the size of what is in `{name}` must be known: write `{owned}`");
                    self.mistakes.push((ty.to_token_stream(), message));
                }
            }
        }
        visit::visit_path_segment(self, segment);
    }

    fn visit_type_trait_object(&mut self, object: &'ast TypeTraitObject) {
        const NO_OBJECTS: &[&str] = &[
            "Clone",
            "Copy",
            "Default",
            "Deserialize",
            "Eq",
            "From",
            "Hash",
            "Into",
            "Ord",
            "PartialEq",
            "PartialOrd",
            "Sized",
        ];
        for bound in &object.bounds {
            if let TypeParamBound::Trait(bound) = bound
                && let Some(last) = bound.path.segments.last()
                && NO_OBJECTS.iter().any(|name| last.ident == name)
                && may_be_known(&bound.path)
                // Of `dyn PartialEq<u32>` there are.
                && (last.arguments.is_empty() || !last.ident.to_string().starts_with("Partial"))
            {
                let message = format!(
                    "there are no trait objects of `{}`: write the type that is meant, or `dyn` of \
                     a trait that has what plugins need",
                    last.ident
                );
                self.mistakes.push((last.ident.to_token_stream(), message));
            }
        }
        visit::visit_type_trait_object(self, object);
    }
}
