//! What the head of an `impl` must not say: of which type the plugin is, and with what parameters.

use std::slice;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{ConstParam, GenericParam, Generics, ItemImpl, LifetimeParam, Type, TypeParam};

use crate::errors::Errors;
use crate::imp::model::ImplBlock;
use crate::lifetimes::{Lifetimes, declare};
use crate::text;
use crate::types::{names_any, ungrouped};

/// A plugin is of a type of its own crate, and owns what it has.
pub(super) fn check_type(block: &mut ImplBlock, errors: &mut Errors) {
    let ty = ungrouped(&block.item.self_ty);
    let lifetimes = Lifetimes::of(ty);
    let named = lifetimes.named.into_iter().map(ToTokens::into_token_stream);
    if let Some(borrowed) = lifetimes.elided.into_iter().chain(named).next() {
        errors.push(
            borrowed,
            "a plugin can't borrow, since it lives until it is unregistered: hold an owned value, \
             or an `Arc`",
        );
    } else if let Some(param) = own_parameter(ty, &block.item.generics) {
        let message = format!(
            "a plugin's type is one of its own crate, and `{param}` can be any type: implement the \
             hooks for each type, or for one that wraps it, `MyPlugin<{param}>`"
        );
        errors.push(ty, message);
    } else if is_foreign(ty) {
        let message = format!(
            "a plugin's type must be of its own crate, and this one is not: wrap it, `struct \
             MyPlugin({});`, and implement the hooks for that",
            text::of(ty)
        );
        errors.push(ty, message);
    } else {
        return;
    }
    block.is_mistaken = true;
}

/// The parameter of an `impl` that a type is.
fn own_parameter<'a>(ty: &Type, generics: &'a Generics) -> Option<&'a Ident> {
    let Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?;
    generics.type_params().map(|param| &param.ident).find(|param| *param == name)
}

/// Whether a type is none of the crate's, as far as its name tells.
fn is_foreign(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "String", "PathBuf", "OsString", "Vec", "Box", "Option", "Result", "bool", "char", "str",
        "f32", "f64", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
        "i128", "isize",
    ];
    // Of such a name nobody has a type with parameters.
    const WITH_PARAMETERS: &[&str] = &[
        "Arc", "BTreeMap", "BTreeSet", "HashMap", "HashSet", "Mutex", "Rc", "RefCell", "RwLock",
        "VecDeque",
    ];
    const CRATES: &[&str] = &["std", "core", "alloc"];
    let Type::Path(path) = ty else { return true };
    match path.path.segments.first() {
        Some(only) if path.path.segments.len() == 1 => {
            let more = if only.arguments.is_none() { &[] } else { WITH_PARAMETERS };
            NAMES.iter().chain(more).any(|name| only.ident == name)
        }
        Some(first) => CRATES.iter().any(|name| first.ident == name),
        None => false,
    }
}

/// A lifetime of the `impl` is none of its type's, so it is a method's.
pub(super) fn check_generics(block: &mut ImplBlock, errors: &mut Errors) {
    check_unused_lifetimes(block, errors);
    if let Some(param) = unused_parameter(&block.item) {
        let message = format!(
            "the plugin's type has no `{param}`: remove it, or name a type that has it, \
             `MyPlugin<{param}>`"
        );
        errors.push(param, message);
        block.is_mistaken = true;
    } else if let Some(param) = block.item.generics.params.first()
        && block.options.manual.is_none()
    {
        errors.push(
            param,
            "discovery can't choose the types of a generic plugin: write `#[hookimpl(manual)]` \
             and register it by hand",
        );
        block.options.manual = Some(syn::parse_quote!(manual));
    }
}

/// A type's parameter that nothing in the head of an `impl` determines.
fn unused_parameter(item: &ItemImpl) -> Option<&Ident> {
    let Generics { params, where_clause, .. } = &item.generics;
    params.iter().find_map(|param| {
        let (GenericParam::Type(TypeParam { ident, .. })
        | GenericParam::Const(ConstParam { ident, .. })) = param
        else {
            return None;
        };
        let others = params.iter().filter(|other| !std::ptr::eq(*other, param));
        let others = others.map(ToTokens::to_token_stream);
        let ty = item.self_ty.to_token_stream();
        let mut rest = others.chain([ty, where_clause.to_token_stream()]);
        (!rest.any(|tokens| names_any(tokens, slice::from_ref(ident)))).then_some(ident)
    })
}

/// They go to the methods that have them.
fn check_unused_lifetimes(block: &mut ImplBlock, errors: &mut Errors) {
    let params = std::mem::take(&mut block.item.generics.params);
    for param in params {
        let GenericParam::Lifetime(LifetimeParam { lifetime, .. }) = &param else {
            block.item.generics.params.push(param);
            continue;
        };
        let message = format!(
            "a plugin can't borrow: remove `{lifetime}`, or give it to the method that needs it, \
             `fn f<{lifetime}>(&self, …)`"
        );
        errors.push(lifetime, message);
        for method in &mut block.methods {
            declare(lifetime, &mut method.item.sig);
        }
    }
}
