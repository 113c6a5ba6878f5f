//! What the options of a hook, and its kind, ask of it.

use syn::Path;
use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::spec::model::{Hook, HookOptions, Passing, Value};
use crate::text;

/// Judges the options, then what they ask of the arguments and of the result.
pub(super) fn check_options(hook: &mut Hook, errors: &mut Errors) {
    check_conflicts(&mut hook.options, errors);
    check_first_result(hook, errors);
    check_waterfall(hook, errors);
}

/// Where an option is kept.
type Slot = fn(&mut HookOptions) -> &mut Option<Path>;

const FIRSTRESULT: Slot = |options| &mut options.firstresult;
const HISTORIC: Slot = |options| &mut options.historic;
const ALLRESULTS: Slot = |options| &mut options.allresults;
const WATERFALL: Slot = |options| &mut options.waterfall;
const OLDESTFIRST: Slot = |options| &mut options.oldestfirst;

/// Which options exclude each other: what stays, what goes, and why.
const CONFLICTS: &[(Slot, Slot, &str)] = &[
    (
        HISTORIC,
        FIRSTRESULT,
        "`firstresult` ends a call early, and a `historic` call never ends: remove one",
    ),
    (
        HISTORIC,
        ALLRESULTS,
        "a `historic` call hands each result to its callback as it comes, errors too: remove \
         `allresults`",
    ),
    (
        HISTORIC,
        WATERFALL,
        "a `waterfall` hands its value on and gives it back, and a `historic` call never ends: \
         remove one",
    ),
    (
        FIRSTRESULT,
        ALLRESULTS,
        "`firstresult` ends a call at the first result, and `allresults` at none: remove one",
    ),
    (
        WATERFALL,
        ALLRESULTS,
        "a `waterfall` has one result, the value that all have handed on: remove `allresults`",
    ),
    (
        WATERFALL,
        FIRSTRESULT,
        "a `waterfall` hands its value to every plugin, and `firstresult` ends a call early: \
         remove one",
    ),
    (
        HISTORIC,
        OLDESTFIRST,
        "a `historic` call reaches plugins as they come, so it has no order to turn round: remove \
         `oldestfirst`",
    ),
];

fn check_conflicts(options: &mut HookOptions, errors: &mut Errors) {
    for (stays, goes, why) in CONFLICTS {
        if stays(options).is_some()
            && let Some(token) = goes(options).take()
        {
            errors.push(token, why);
        }
    }
}

/// The first result is the first that is there.
fn check_first_result(hook: &mut Hook, errors: &mut Errors) {
    if let Some(firstresult) = &hook.options.firstresult
        && !matches!(hook.result.value, Value::Optional { .. })
    {
        let message = "`firstresult` needs `Option`: write `-> Option<T>`, or `-> Result<Option<T>, \
                       E>`, where `None` lets the next plugin answer";
        match &hook.result.ty {
            Some(ty) => errors.push(ty, message),
            None => errors.push(firstresult, message),
        }
        hook.options.firstresult = None;
        hook.result.is_mistaken = true;
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
