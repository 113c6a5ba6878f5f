//! What a spec means: its hooks, their arguments and results.

use proc_macro2::{Group, Ident, Span};
use syn::{Attribute, GenericParam, ItemTrait, Lifetime, Path, Signature, Type, Visibility};

use crate::attrs::{allowed, cfgs};

/// A trait marked `#[hookspec]`.
pub(crate) struct Spec {
    /// The trait without the attributes that are ours, and without its hooks.
    pub(crate) item: ItemTrait,
    /// The trait's, for generated items.
    pub(crate) vis: Visibility,
    pub(crate) hooks: Vec<Hook>,
    /// Whether nothing at all stands in it.
    pub(crate) is_empty: bool,
    /// Whether it has associated types or constants, which have been reported.
    pub(crate) has_associated: bool,
    pub(crate) krate: Option<Path>,
}

/// One of its methods.
pub(crate) struct Hook {
    /// Those that are not ours.
    pub(crate) attrs: Vec<Attribute>,
    /// As the host wrote it, without the arguments' attributes.
    pub(crate) sig: Signature,
    /// The body that it should not have.
    pub(crate) body: Option<Group>,
    /// Where it ends.
    pub(crate) end: Span,
    pub(crate) params: Vec<Param>,
    pub(crate) result: HookResult,
    pub(crate) options: HookOptions,
    /// Whether it can't be called as it stands, which has been reported.
    pub(crate) is_mistaken: bool,
    /// Whether what is generated may have its name.
    pub(crate) is_name_free: bool,
}

impl Hook {
    pub(crate) fn name(&self) -> &Ident {
        &self.sig.ident
    }

    pub(crate) fn is_async(&self) -> bool {
        self.sig.asyncness.is_some()
    }

    /// Whether its arguments can be shared by implementations that run at once.
    pub(crate) fn is_shared(&self) -> bool {
        let is_shared = |param: &Param| matches!(param.passing, Passing::Shared | Passing::Cloned);
        self.params.iter().all(is_shared)
    }

    /// The attributes for copies of the method: those that say whether it is
    /// there, and those that allow something in it.
    pub(crate) fn copied_attrs(&self) -> Vec<Attribute> {
        cfgs(&self.attrs).into_iter().chain(allowed(&self.attrs)).collect()
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

/// What stands in `#[hookspec(…)]` on a method: each with its place.
pub(crate) struct HookOptions {
    pub(crate) firstresult: Option<Path>,
    pub(crate) historic: Option<Path>,
    pub(crate) allresults: Option<Path>,
    pub(crate) waterfall: Option<Path>,
    pub(crate) oldestfirst: Option<Path>,
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
    /// Whether monitors never see it.
    pub(crate) is_skipped: bool,
    /// Attributes that an argument can't have.
    pub(crate) refused: Vec<Attribute>,
}

impl Param {
    /// For how long it is lent, where the host leaves that open.
    pub(crate) fn lent_for(&self) -> Option<&Lifetime> {
        match &self.ty {
            Type::Reference(reference) => {
                reference.lifetime.as_ref().filter(|lifetime| self.elided.contains(lifetime))
            }
            _ => None,
        }
    }

    /// What is behind the reference that the call holds for its own time.
    pub(crate) fn borrowed(&self) -> Option<&Type> {
        match &self.written {
            Type::Reference(reference)
                if reference
                    .lifetime
                    .as_ref()
                    .is_none_or(|lifetime| lifetime.ident != "static") =>
            {
                Some(&reference.elem)
            }
            _ => None,
        }
    }
}

/// How an argument reaches the implementations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Shared,
    Lent,
    Cloned,
    /// The value of a waterfall.
    Moved,
}

/// The result of an implementation, read by the names of its types.
pub(crate) struct HookResult {
    /// The whole type; none is `()`.
    pub(crate) ty: Option<Type>,
    pub(crate) is_fallible: bool,
    pub(crate) value: Value,
    /// Whether it is another than the hook needs, which has been reported.
    pub(crate) is_mistaken: bool,
}

/// What an implementation gives on success.
pub(crate) enum Value {
    Unit,
    Plain(Type),
    /// An `Option`, and what is in it.
    Optional {
        ty: Type,
        some: Box<Type>,
    },
}
