//! Which spec a block or a function is for, however it was said.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{ItemImpl, Path, Signature};

use super::lower::{BLOCK_ALONE, BLOCK_OPTIONS, FUNCTION_OPTIONS};
use crate::args::Options;
use crate::errors::Errors;
use crate::text;

/// The spec of a block, which its head names.
pub(super) fn block_specs(
    item: &ItemImpl,
    options: &mut Options,
    errors: &mut Errors,
) -> Option<Path> {
    let last = |path: &Path| path.segments.last().map(|last| last.ident.clone());
    let Some((specs, _)) = &item.trait_ else {
        let bare = options.bare_path(BLOCK_OPTIONS, |_| true);
        let ty = text::of(&item.self_ty);
        let (place, written) = match &bare {
            Some((path, _)) => (path.to_token_stream(), text::of(path)),
            None => (item.self_ty.to_token_stream(), "Hooks".into()),
        };
        let message =
            format!("an `impl` names the spec that it implements: write `impl {written} for {ty}`");
        errors.push(place, message);
        return bare.map(|(path, _)| path);
    };
    let repeated = options.bare_path(BLOCK_OPTIONS, |path| last(path) == last(specs));
    if let Some((path, _)) = repeated {
        let message = format!("the `impl` names its spec: remove `{}`", text::of(&path));
        errors.push(path, message);
    }
    Some(plain(specs.clone(), errors))
}

/// The spec of a function, which its attribute names first.
pub(super) fn function_specs(
    sig: &Signature,
    options: &mut Options,
    errors: &mut Errors,
) -> Option<Path> {
    let known: Vec<_> = FUNCTION_OPTIONS.iter().chain(BLOCK_ALONE).copied().collect();
    if let Some((path, is_first)) = options.bare_path(&known, |_| true) {
        if let Some((specs, hook)) = behind_hook(&path) {
            let written = text::of(&specs);
            let is_other = hook.unraw() != sig.ident.unraw();
            let specname = if is_other {
                options.say("specname", &hook);
                format!(", specname = \"{}\"", hook.unraw())
            } else {
                String::new()
            };
            let message = format!(
                "a function's spec is named alone, and its hook is the function's name: write \
                 `#[hookimpl({written}{specname})]`"
            );
            errors.push(&path, message);
            return Some(specs);
        }
        if !is_first {
            let message =
                format!("the spec goes first: write `#[hookimpl({}, …)]`", text::of(&path));
            errors.push(&path, message);
        }
        return Some(plain(path, errors));
    }
    if let Some((written, path)) = options.dressed_path(&known) {
        let message = format!("the spec stands alone: write `#[hookimpl({})]`", text::of(&path));
        errors.push(written, message);
        return Some(path);
    }
    errors.push(
        &sig.ident,
        "`#[hookimpl]` on a function needs its spec: write `#[hookimpl(Hooks)]`, the spec first; a \
         method takes `&self`, and its `impl` is marked as a whole",
    );
    None
}

/// A spec's path, without the parameters that no spec has.
fn plain(mut specs: Path, errors: &mut Errors) -> Path {
    if let Some(last) = specs.segments.last_mut()
        && !last.arguments.is_none()
    {
        let arguments = std::mem::take(&mut last.arguments);
        let message = format!("a spec has no parameters: remove `{}`", text::of(&arguments));
        errors.push(arguments, message);
    }
    specs
}

/// `Hooks` and `knock` of `Hooks::knock`.
fn behind_hook(path: &Path) -> Option<(Path, Ident)> {
    let is_lower = |name: &Ident| name.unraw().to_string().starts_with(char::is_lowercase);
    let mut specs = path.clone();
    let last = specs.segments.pop().filter(|last| is_lower(&last.ident));
    specs.segments.pop_punct();
    let is_specs = !is_lower(&specs.segments.last()?.ident);
    last.filter(|_| is_specs).map(|last| (specs, last.ident))
}
