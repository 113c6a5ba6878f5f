//! Hooks that can't be called as they are written, and can't be mended.

use quote::ToTokens;

use crate::errors::Errors;
use crate::spec::model::{Hook, Param, Passing, Spec};
use crate::text;
use crate::types::{lent_inside, of_async_trait};

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
