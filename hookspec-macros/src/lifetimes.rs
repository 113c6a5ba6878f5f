//! The lifetimes of types as they are written: named, elided, put in the place of others,
//! declared.

use std::collections::BTreeSet;
use std::slice;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{
    BoundLifetimes, FnArg, GenericArgument, GenericParam, Ident, Lifetime, LifetimeParam, Path,
    PathArguments, PathSegment, ReturnType, Signature, Token, Type, TypeParamBound, TypeReference,
};

use crate::errors::Errors;
use crate::paths::at;
use crate::text;
use crate::types::{is_unsized, names_any, ungrouped};

/// Lifetimes as somebody would write them, since they stand in messages: `'a`, `'b`,
/// but for those that a signature has.
pub(crate) struct FreeLifetimes {
    sig: TokenStream,
    count: u32,
}

impl FreeLifetimes {
    pub(crate) fn beside(sig: &Signature) -> Self {
        FreeLifetimes { sig: sig.to_token_stream(), count: 0 }
    }

    fn next(&mut self, span: Span) -> Lifetime {
        loop {
            let letter = char::from_u32('a' as u32 + self.count % 26).unwrap_or('a');
            let round = self.count / 26;
            self.count += 1;
            let name = if round == 0 { format!("{letter}") } else { format!("{letter}{round}") };
            if !names_any(self.sig.clone(), &[Ident::new(&name, span)]) {
                return Lifetime::new(&format!("'{name}"), at(span));
            }
        }
    }
}

/// Gives a name to each elided lifetime of an argument.
pub(crate) struct NameElided<'a> {
    pub(crate) free: &'a mut FreeLifetimes,
    pub(crate) named: Vec<Lifetime>,
}

impl NameElided<'_> {
    fn next(&mut self, span: Span) -> Lifetime {
        let lifetime = self.free.next(span);
        self.named.push(lifetime.clone());
        lifetime
    }
}

impl VisitMut for NameElided<'_> {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
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

    // Everybody leaves out the lifetime that these have. A `Formatter` by itself, or a `Cow` of
    // what has a size, may be another.
    fn visit_path_mut(&mut self, path: &mut Path) {
        let is_of_fmt = path.segments.iter().rev().nth(1).is_some_and(|it| it.ident == "fmt");
        if let Some(PathSegment { ident, arguments }) = path.segments.last_mut() {
            match arguments {
                PathArguments::None if is_of_fmt && ident == "Formatter" => {
                    let lifetime = self.next(ident.span());
                    *arguments = PathArguments::AngleBracketed(syn::parse_quote!(<#lifetime>));
                }
                PathArguments::AngleBracketed(written)
                    if ident == "Cow" && is_of_unsized(&written.args) =>
                {
                    written.args.insert(0, GenericArgument::Lifetime(self.next(ident.span())));
                }
                _ => {}
            }
        }
        visit_mut::visit_path_mut(self, path);
    }

    // Lifetimes elided in these are of the function's own.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        _: &mut syn::ParenthesizedGenericArguments,
    ) {
    }
}

/// Whether the arguments are one type, which has no size.
fn is_of_unsized(args: &Punctuated<GenericArgument, Token![,]>) -> bool {
    let Some(GenericArgument::Type(ty)) = args.first() else { return false };
    let is_path = matches!(ungrouped(ty), Type::Path(path) if path.path.is_ident("Path"));
    args.len() == 1 && (is_path || is_unsized(ty))
}

/// The lifetimes that a type names, and those that it elides: not those that
/// are a function's own, or a `for<'a>`'s.
#[derive(Default)]
pub(crate) struct Lifetimes {
    pub(crate) named: BTreeSet<Lifetime>,
    pub(crate) elided: Vec<TokenStream>,
    bound: Vec<Lifetime>,
}

impl Lifetimes {
    /// Those of a type.
    pub(crate) fn of(ty: &Type) -> Self {
        let mut lifetimes = Lifetimes::default();
        lifetimes.visit_type(ty);
        lifetimes
    }

    /// Those of what is inside a `for<'a>`.
    fn within(&mut self, binder: Option<&BoundLifetimes>, visit: impl FnOnce(&mut Self)) {
        let outer = self.bound.len();
        let params = binder.into_iter().flat_map(|binder| &binder.lifetimes);
        self.bound.extend(params.filter_map(|param| match param {
            GenericParam::Lifetime(param) => Some(param.lifetime.clone()),
            _ => None,
        }));
        visit(self);
        self.bound.truncate(outer);
    }

    /// Those that a function's type names: what it elides is its own.
    fn of_function(&mut self, binder: Option<&BoundLifetimes>, visit: impl FnOnce(&mut Self)) {
        let elided = self.elided.len();
        self.within(binder, visit);
        self.elided.truncate(elided);
    }
}

impl<'ast> Visit<'ast> for Lifetimes {
    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        if reference.lifetime.is_none() {
            self.elided.push(reference.and_token.to_token_stream());
        }
        visit::visit_type_reference(self, reference);
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        match lifetime.ident.to_string().as_str() {
            "_" => self.elided.push(lifetime.to_token_stream()),
            "static" => {}
            _ if self.bound.contains(lifetime) => {}
            _ => drop(self.named.insert(lifetime.clone())),
        }
    }

    fn visit_trait_bound(&mut self, bound: &'ast syn::TraitBound) {
        self.within(bound.lifetimes.as_ref(), |inside| inside.visit_path(&bound.path));
    }

    fn visit_type_fn_ptr(&mut self, function: &'ast syn::TypeFnPtr) {
        self.of_function(function.lifetimes.as_ref(), |inside| {
            function.inputs.iter().for_each(|input| inside.visit_type(&input.ty));
            inside.visit_return_type(&function.output);
        });
    }

    fn visit_parenthesized_generic_arguments(
        &mut self,
        arguments: &'ast syn::ParenthesizedGenericArguments,
    ) {
        self.of_function(None, |inside| {
            visit::visit_parenthesized_generic_arguments(inside, arguments);
        });
    }
}

/// Puts one lifetime in the place of another.
pub(crate) struct Renamed<'a> {
    pub(crate) from: &'a Lifetime,
    pub(crate) to: &'a Lifetime,
}

impl VisitMut for Renamed<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime == self.from {
            *lifetime = self.to.clone();
        }
    }
}

/// Puts `'static` in the place of some lifetimes, and of all elided ones.
pub(crate) struct MakeStatic<'a>(pub(crate) &'a BTreeSet<Lifetime>);

impl VisitMut for MakeStatic<'_> {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(Lifetime::new("'static", at(reference.and_token.span)));
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" || self.0.contains(lifetime) {
            *lifetime = Lifetime::new("'static", at(lifetime.span()));
        }
    }
}

/// Declares a lifetime for a method that has it, and declares it not.
pub(crate) fn declare(lifetime: &Lifetime, sig: &mut Signature) {
    let is_named = names_any(sig.to_token_stream(), slice::from_ref(&lifetime.ident));
    if is_named && !sig.generics.lifetimes().any(|declared| declared.lifetime == *lifetime) {
        let param = GenericParam::Lifetime(LifetimeParam::new(lifetime.clone()));
        sig.generics.params.insert(0, param);
    }
}

/// Reports a `&mut` that is lent for a lifetime of what it leads to, and so for good; it has
/// none from here on.
pub(crate) fn check_lent(ty: &mut Type, errors: &mut Errors) -> bool {
    let Type::Reference(lent) = ty else { return true };
    let of_inside = |lifetime: &Lifetime| inside(&lent.elem).named.contains(lifetime);
    if lent.mutability.is_none() || !lent.lifetime.as_ref().is_some_and(of_inside) {
        return true;
    }
    let Some(lifetime) = lent.lifetime.take() else { return true };
    let message = format!(
        "`&{lifetime} mut` of what has `{lifetime}` inside is lent for good, and this goes from one \
         plugin to the next: write `{}`",
        text::of(&*lent)
    );
    errors.push(lifetime, message);
    false
}

/// The lifetimes that no coercion shortens: how long a trait object lives, one does.
fn inside(ty: &Type) -> Lifetimes {
    let Type::TraitObject(object) = ungrouped(ty) else { return Lifetimes::of(ty) };
    let mut lifetimes = Lifetimes::default();
    let traits = object.bounds.iter().filter(|bound| !matches!(bound, TypeParamBound::Lifetime(_)));
    traits.for_each(|bound| lifetimes.visit_type_param_bound(bound));
    lifetimes
}

/// Declares what lifetimes a signature names and nobody declares, and says so.
pub(crate) fn check_declared(sig: &mut Signature, errors: &mut Errors) {
    let arguments = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    let result = match &sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    let named = arguments.chain(result).flat_map(|ty| Lifetimes::of(ty).named);
    let mut undeclared: Vec<Lifetime> = Vec::new();
    for lifetime in named {
        let is_declared = sig.generics.lifetimes().any(|param| param.lifetime == lifetime);
        if !is_declared && !undeclared.contains(&lifetime) {
            undeclared.push(lifetime);
        }
    }
    for lifetime in &undeclared {
        let message = format!(
            "`{lifetime}` must be declared: write `fn {}<{lifetime}>(…)`, or `'_`",
            sig.ident
        );
        errors.push(lifetime, message);
        declare(lifetime, sig);
    }
}
