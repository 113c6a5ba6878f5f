//! What a spec means: its hooks, their arguments and results.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, FnArg, GenericArgument, GenericParam, ItemTrait, Lifetime, Pat, Path, PathArguments,
    ReturnType, Signature, TraitItem, Type,
};

use crate::args::Options;
use crate::errors::Errors;

/// A trait marked `#[hookspec]`.
pub(crate) struct Spec {
    /// The trait without the attributes that are ours, and without its hooks.
    pub(crate) item: ItemTrait,
    pub(crate) hooks: Vec<Hook>,
    pub(crate) krate: Option<Path>,
}

/// One of its methods.
pub(crate) struct Hook {
    /// Those that are not ours.
    pub(crate) attrs: Vec<Attribute>,
    /// As the host wrote it, without the arguments' attributes.
    pub(crate) sig: Signature,
    /// The body that it should not have.
    pub(crate) body: Option<syn::Block>,
    pub(crate) params: Vec<Param>,
    pub(crate) result: HookResult,
    pub(crate) options: HookOptions,
}

/// What stands in `#[hookspec(…)]` on a method: each with its place.
pub(crate) struct HookOptions {
    pub(crate) firstresult: Option<Path>,
    pub(crate) historic: Option<Path>,
    pub(crate) waterfall: Option<Path>,
}

/// An argument of a hook.
pub(crate) struct Param {
    pub(crate) name: Ident,
    /// As the host wrote it.
    pub(crate) written: Type,
    /// With a name for each lifetime.
    pub(crate) ty: Type,
    pub(crate) passing: Passing,
    /// The names that were given to elided lifetimes.
    pub(crate) elided: Vec<Lifetime>,
    pub(crate) deprecated: Option<Attribute>,
    /// Attributes that an argument can't have.
    pub(crate) refused: Vec<Attribute>,
}

/// How an argument reaches the implementations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Shared,
    Lent,
    Cloned,
}

/// The result of an implementation, read by the names of its types.
pub(crate) struct HookResult {
    /// The whole type; none is `()`.
    pub(crate) ty: Option<Type>,
    pub(crate) is_fallible: bool,
    pub(crate) value: Value,
}

/// What an implementation gives on success.
pub(crate) enum Value {
    Unit,
    Plain(Type),
    Optional(Type),
}

/// Options of `#[hookspec]` on the trait.
const TRAIT_OPTIONS: &[&str] = &["crate"];
/// Options of `#[hookspec]` on a method.
const HOOK_OPTIONS: &[&str] = &["firstresult", "historic"];
/// Options of `#[hookspec]` on an argument.
const PARAM_OPTIONS: &[&str] = &["skip"];

/// Reads a trait; what can't be a hook is reported and left out.
pub(crate) fn lower(mut options: Options, mut item: ItemTrait, errors: &mut Errors) -> Spec {
    let krate = options.path("crate", errors);
    options.finish("a trait", TRAIT_OPTIONS, errors);
    let mut hooks = Vec::new();
    for member in std::mem::take(&mut item.items) {
        match member {
            TraitItem::Fn(method) => hooks.push(lower_hook(method, errors)),
            other => errors.push(other, "a spec has methods alone: each is a hook"),
        }
    }
    Spec { item, hooks, krate }
}

fn lower_hook(mut method: syn::TraitItemFn, errors: &mut Errors) -> Hook {
    let mut options = Options::take("hookspec", &mut method.attrs, errors);
    let hook_options = HookOptions {
        firstresult: options.flag("firstresult", errors),
        historic: options.flag("historic", errors),
        waterfall: options.flag("waterfall", errors),
    };
    options.finish("a hook", HOOK_OPTIONS, errors);
    let mut count = 0;
    let inputs = method.sig.inputs.iter_mut();
    let params = inputs.filter_map(|input| lower_param(input, &mut count, errors)).collect();
    Hook {
        attrs: method.attrs,
        result: lower_result(&method.sig.output),
        sig: method.sig,
        body: method.default,
        params,
        options: hook_options,
    }
}

fn lower_param(input: &mut FnArg, count: &mut usize, errors: &mut Errors) -> Option<Param> {
    let FnArg::Typed(typed) = input else { return None };
    let mut attrs = std::mem::take(&mut typed.attrs);
    let mut options = Options::take("hookspec", &mut attrs, errors);
    options.flag("skip", errors);
    options.finish("an argument", PARAM_OPTIONS, errors);
    let is_deprecated = |attr: &Attribute| attr.path().is_ident("deprecated");
    let (deprecated, refused) = attrs.into_iter().partition::<Vec<_>, _>(is_deprecated);
    let name = match &*typed.pat {
        Pat::Ident(pat)
            if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() =>
        {
            pat.ident.clone()
        }
        other => {
            errors.push(other, "an argument of a hook is a name: plugins ask for it by that name");
            return None;
        }
    };
    let mut ty = ungrouped(&typed.ty).clone();
    let mut namer = NameElided { count, named: Vec::new() };
    namer.visit_type_mut(&mut ty);
    let elided = namer.named;
    let passing = match &ty {
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Lent,
        Type::Reference(_) => Passing::Shared,
        _ => Passing::Cloned,
    };
    let deprecated = deprecated.into_iter().next();
    Some(Param { name, written: (*typed.ty).clone(), ty, passing, elided, deprecated, refused })
}

fn lower_result(output: &ReturnType) -> HookResult {
    let ReturnType::Type(_, ty) = output else {
        return HookResult { ty: None, is_fallible: false, value: Value::Unit };
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
            Some([some]) => Value::Optional(some.clone()),
            _ => Value::Plain(success),
        },
    };
    HookResult { ty: Some(ty.clone()), is_fallible, value }
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

/// A type without the invisible groups that `macro_rules!` puts around it, and
/// without parentheses.
fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        _ => ty,
    }
}

/// Gives a name to each elided lifetime of an argument.
struct NameElided<'a> {
    count: &'a mut usize,
    named: Vec<Lifetime>,
}

impl NameElided<'_> {
    fn next(&mut self, span: Span) -> Lifetime {
        let lifetime = Lifetime::new(&format!("'elided{}", self.count), crate::paths::at(span));
        *self.count += 1;
        self.named.push(lifetime.clone());
        lifetime
    }
}

impl VisitMut for NameElided<'_> {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(self.next(reference.and_token.span));
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.next(lifetime.span());
        }
    }

    // Lifetimes elided in these are of the function's own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        _: &mut syn::ParenthesizedGenericArguments,
    ) {
    }
}

/// The lifetimes that a type names, and those that it elides.
#[derive(Default)]
pub(crate) struct Lifetimes {
    pub(crate) named: BTreeSet<Lifetime>,
    pub(crate) elided: Vec<proc_macro2::TokenStream>,
}

impl Lifetimes {
    /// Those of a type.
    pub(crate) fn of(ty: &Type) -> Self {
        let mut lifetimes = Lifetimes::default();
        lifetimes.visit_type(ty);
        lifetimes
    }
}

impl<'ast> Visit<'ast> for Lifetimes {
    fn visit_type_reference(&mut self, reference: &'ast syn::TypeReference) {
        if reference.lifetime.is_none() {
            self.elided.push(reference.and_token.to_token_stream());
        }
        visit::visit_type_reference(self, reference);
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        match lifetime.ident.to_string().as_str() {
            "_" => self.elided.push(lifetime.to_token_stream()),
            "static" => {}
            _ => drop(self.named.insert(lifetime.clone())),
        }
    }

    fn visit_type_fn_ptr(&mut self, _: &'ast syn::TypeFnPtr) {}
    fn visit_parenthesized_generic_arguments(
        &mut self,
        _: &'ast syn::ParenthesizedGenericArguments,
    ) {
    }
}

impl Hook {
    pub(crate) fn name(&self) -> &Ident {
        &self.sig.ident
    }

    /// The lifetimes that the method declares.
    pub(crate) fn declared_lifetimes(&self) -> Vec<Lifetime> {
        let params = self.sig.generics.params.iter();
        let lifetimes = params.filter_map(|param| match param {
            GenericParam::Lifetime(param) => Some(param.lifetime.clone()),
            _ => None,
        });
        lifetimes.collect()
    }
}
