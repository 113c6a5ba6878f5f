//! What is written becomes what it means: options, hooks, arguments and results are read,
//! and what has no meaning is told.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, FnArg, GenericArgument, ItemTrait, Pat, PathArguments, ReturnType, Type, Visibility,
};

use super::model::{Hook, HookOptions, HookResult, Param, Passing, Spec, Value};
use crate::args::{Options, is_ours, is_read, own_crate, take_marks};
use crate::attrs::{cfgs, is_level};
use crate::cfg_attr::variants;
use crate::errors::Errors;
use crate::lifetimes::{FreeLifetimes, NameElided, check_lent};
use crate::paths::{Place, argument_name, visibility};
use crate::read::{End, Member, Method, Other, check_unread};
use crate::text;
use crate::types::ungrouped;

/// Options of `#[hookspec]` on the trait.
const TRAIT_OPTIONS: &[&str] = &["crate"];
/// Options of `#[hookspec]` on a method.
const HOOK_OPTIONS: &[&str] =
    &["firstresult", "historic", "allresults", "waterfall", "oldestfirst"];
/// Options of `#[hookspec]` on an argument.
const PARAM_OPTIONS: &[&str] = &["skip"];

/// Reads a trait; what can't be a hook is reported and left out.
pub(crate) fn lower(
    mut options: Options,
    mut item: ItemTrait,
    members: Vec<Member>,
    errors: &mut Errors,
) -> Spec {
    options.mend("a trait", TRAIT_OPTIONS, errors);
    let krate = options.path("crate", "the crate", errors).value();
    let krate = krate.map(|krate| krate.path).or_else(own_crate);
    options.finish("a trait", TRAIT_OPTIONS, errors);
    take_marks("hookspec", &mut item.attrs, errors);
    let mut hooks = Vec::new();
    let is_empty = members.is_empty();
    let is_associated =
        |member: &Member| matches!(member, Member::Other(Other::Type | Other::Constant, _));
    let has_associated = members.iter().any(is_associated);
    for member in members {
        match member {
            Member::Method(method) => {
                hooks.extend(variants(*method, &is_known).into_iter().map(|method| {
                    errors.within(cfgs(&method.attrs), |errors| lower_hook(method, errors))
                }));
            }
            Member::Other(kind, tokens) => errors.push(tokens, no_hook(kind)),
            Member::Unread(word) => check_unread(word.as_ref(), errors),
        }
    }
    Spec { vis: visibility(&item.vis), item, hooks, is_empty, has_associated, krate }
}

fn no_hook(kind: Other) -> &'static str {
    match kind {
        Other::Type => {
            "a spec has no associated types: plugins of all types are called alike; name a type, \
             or `Box<dyn …>`"
        }
        Other::Macro => "what a macro stands for is not seen here: write the hooks out",
        Other::Constant => {
            "a spec has only methods, each of them a hook: write this beside the trait"
        }
    }
}

/// Whether the macro must know if an attribute is there.
fn is_known(attr: &Attribute) -> bool {
    is_ours(attr, HOOK_OPTIONS)
        || is_ours(attr, PARAM_OPTIONS)
        || attr.path().is_ident("deprecated")
}

fn lower_hook(mut method: Method, errors: &mut Errors) -> Hook {
    if !matches!(method.vis, Visibility::Inherited) {
        let written = text::of(&method.vis);
        let message = format!("a hook is as visible as its trait: remove `{written}`");
        errors.push(&method.vis, message);
    }
    method.check_bare(errors);
    let mut options = Options::take("hookspec", HOOK_OPTIONS, &mut method.attrs, errors);
    options.mend("a hook", HOOK_OPTIONS, errors);
    let hook_options = HookOptions {
        firstresult: options.flag("firstresult", errors),
        historic: options.flag("historic", errors),
        allresults: options.flag("allresults", errors),
        waterfall: options.flag("waterfall", errors),
        oldestfirst: options.flag("oldestfirst", errors),
    };
    options.finish("a hook", HOOK_OPTIONS, errors);
    let mut free = FreeLifetimes::beside(&method.sig);
    let inputs = method.sig.inputs.iter_mut();
    let mut attrs = method.attrs;
    let params =
        inputs.filter_map(|input| lower_param(input, &mut attrs, &mut free, errors)).collect();
    Hook {
        attrs,
        result: lower_result(&method.sig.output),
        sig: method.sig,
        end: match &method.end {
            End::Semicolon(semicolon) => semicolon.span,
            End::Body(_) | End::Missing => Span::mixed_site(),
        },
        body: match method.end {
            End::Body(body) => Some(body),
            End::Semicolon(_) | End::Missing => None,
        },
        params,
        options: hook_options,
        is_mistaken: false,
        is_name_free: false,
    }
}

fn lower_param(
    input: &mut FnArg,
    of_hook: &mut Vec<Attribute>,
    free: &mut FreeLifetimes,
    errors: &mut Errors,
) -> Option<Param> {
    let FnArg::Typed(typed) = input else { return None };
    let mut attrs = std::mem::take(&mut typed.attrs);
    let mut options = Options::take("hookspec", PARAM_OPTIONS, &mut attrs, errors);
    options.mend("an argument", PARAM_OPTIONS, errors);
    let is_skipped = options.flag("skip", errors).is_some();
    options.finish("an argument", PARAM_OPTIONS, errors);
    // rustc knows no attributes of arguments but its own.
    attrs.retain(|attr| !is_read(attr));
    // The name stands in all that is made of the hook, and a level of lints with it.
    of_hook.extend(attrs.extract_if(.., |attr| is_level(attr)));
    let is_deprecated = |attr: &Attribute| attr.path().is_ident("deprecated");
    let (deprecated, refused) = attrs.into_iter().partition::<Vec<_>, _>(is_deprecated);
    *typed.ty = ungrouped(&typed.ty).clone();
    check_lent(&mut typed.ty, errors);
    let written = (*typed.ty).clone();
    let mut ty = written.clone();
    let mut namer = NameElided { free, named: Vec::new() };
    namer.visit_type_mut(&mut ty);
    let elided = namer.named;
    let passing = match &ty {
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Lent,
        Type::Reference(_) => Passing::Shared,
        _ => Passing::Cloned,
    };
    let name = argument_name(&param_name(&mut typed.pat, &written, errors));
    let deprecated = deprecated.into_iter().next();
    Some(Param { name, written, ty, passing, elided, deprecated, is_skipped, refused })
}

/// The name of an argument; a pattern is reported and given one.
fn param_name(pat: &mut Pat, ty: &Type, errors: &mut Errors) -> Ident {
    if let Pat::Ident(pat) = pat
        && pat.by_ref.is_none()
        && pat.mutability.is_none()
        && pat.subpat.is_none()
    {
        return pat.ident.clone();
    }
    let meant = match &*pat {
        Pat::Ident(pat) => Some(&pat.ident),
        Pat::Reference(pat) => match &*pat.pat {
            Pat::Ident(pat) => Some(&pat.ident),
            _ => None,
        },
        _ => None,
    };
    let message = format!(
        "plugins ask for an argument by its name: write `{}: {}`",
        meant.map_or("name".into(), Ident::to_string),
        text::of(ty)
    );
    let name = match meant {
        Some(name) => name.clone(),
        None => {
            let place = Place::of(&*pat).first.unwrap();
            format_ident!("pattern_{}_{}", place.line(), place.column())
        }
    };
    errors.push(&*pat, message);
    *pat = syn::parse_quote!(#name);
    name
}

/// Reads a return type.
pub(crate) fn lower_result(output: &ReturnType) -> HookResult {
    let ReturnType::Type(_, ty) = output else {
        return HookResult { ty: None, is_fallible: false, value: Value::Unit, is_mistaken: false };
    };
    let ty = ungrouped(ty);
    let (is_fallible, success) = match named_type(ty, "Result") {
        Some(arguments) => (true, arguments.first().cloned()),
        None => (false, Some(ty.clone())),
    };
    let value = match success {
        None => Value::Unit,
        Some(Type::Tuple(tuple)) if tuple.elems.is_empty() => Value::Unit,
        Some(success) => match named_type(&success, "Option").as_deref() {
            Some([some]) => Value::Optional { some: Box::new(some.clone()), ty: success },
            _ => Value::Plain(success),
        },
    };
    HookResult { ty: Some(ty.clone()), is_fallible, value, is_mistaken: false }
}

/// The type arguments, when the last name of the type's path is `name`.
fn named_type(ty: &Type, name: &str) -> Option<Vec<Type>> {
    let Type::Path(path) = ungrouped(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().collect(),
        _ => Vec::new(),
    };
    let types = arguments.into_iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ungrouped(ty).clone()),
        _ => None,
    });
    Some(types.collect())
}
