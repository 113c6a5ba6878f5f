//! Hooks that can't be called as they are written, and can't be mended.

use quote::ToTokens;
use syn::Type;

use crate::errors::Errors;
use crate::spec::model::{Hook, Param, Passing, Spec};
use crate::text;
use crate::types::{is_unsized, lent_inside, of_async_trait};

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
        let owned = match ty {
            Type::Slice(slice) => format!("Vec<{}>", text::of(&slice.elem)),
            Type::TraitObject(_) => format!("Box<{}>", text::of(ty)),
            _ => "String".into(),
        };
        errors.push(ty, format_args!("the size of a result must be known: write `-> {owned}`"));
        is_sized = false;
    }
    is_sized
}
