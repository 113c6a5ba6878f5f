//! What a `#[hookimpl]` means: a plugin's options, and its functions' marks.

use proc_macro2::Ident;
use syn::{Attribute, ItemImpl, LitStr, Path, Signature, Type, TypePath};

use super::alone::Alone;
use super::next::Next;
use crate::read;
use crate::types::ungrouped;

/// An `impl` block marked `#[hookimpl]`.
pub(crate) struct ImplBlock {
    /// The block without its items and without the attributes that are ours.
    pub(crate) item: ItemImpl,
    /// The spec's trait; none was a mistake.
    pub(crate) specs: Option<Path>,
    pub(crate) methods: Vec<Method>,
    /// Whether nothing at all stands in it.
    pub(crate) is_empty: bool,
    /// Of all its methods.
    pub(crate) order: Order,
    pub(crate) options: PluginOptions,
    /// Whether it can be no plugin, which has been reported.
    pub(crate) is_mistaken: bool,
}

/// One of its methods.
pub(crate) struct Method {
    pub(crate) item: read::Method,
    /// What it is to the hook; none was a mistake.
    pub(crate) hookimpl: Option<HookImpl>,
}

/// A function marked `#[hookimpl(Spec)]`.
pub(crate) struct ImplFn {
    pub(crate) item: read::Method,
    pub(crate) specs: Option<Path>,
    pub(crate) options: PluginOptions,
    pub(crate) hookimpl: Option<HookImpl>,
    /// Of a method in an `impl` of a spec that is not marked, which has been reported.
    pub(crate) alone: Option<Alone>,
}

/// The options of a plugin.
#[derive(Default)]
pub(crate) struct PluginOptions {
    pub(crate) name: Option<LitStr>,
    pub(crate) new: Option<TypePath>,
    pub(crate) config: Option<TypePath>,
    pub(crate) manual: Option<Path>,
    pub(crate) krate: Option<Path>,
    /// Whether the plugin can't be built as they say, which has been reported.
    pub(crate) is_mistaken: bool,
}

/// A function's marks, arguments and hook.
pub(crate) struct HookImpl {
    /// The hook's name, at the place where the user wrote it.
    pub(crate) hook: Ident,
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) sig: Signature,
    pub(crate) params: Vec<Param>,
    pub(crate) marks: Marks,
    /// The last parameter of a wrapper.
    pub(crate) next: Option<Next>,
}

impl HookImpl {
    /// The arguments that are lent, which a wrapper hands on.
    pub(crate) fn lent(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.is_lent())
    }

    /// Whether a wrapper hands on a value beside them: that of a waterfall.
    pub(crate) fn hands_value(&self) -> bool {
        let Some(next) = &self.next else { return false };
        let values: Vec<_> = next.handed.iter().filter(|ty| !is_lent(ty)).collect();
        let is_value = |ty: &Type| !matches!(ungrouped(ty), Type::Reference(_));
        next.handed.len() == self.lent().count() + 1 && values.len() == 1 && is_value(values[0])
    }
}

/// The options of a function.
pub(crate) struct Marks {
    pub(crate) tryfirst: Option<Path>,
    pub(crate) trylast: Option<Path>,
    pub(crate) wrapper: Option<Path>,
    pub(crate) optionalhook: Option<Path>,
    /// Those of its block too.
    pub(crate) order: Order,
}

/// Before and after whom plugins ask to come.
#[derive(Clone, Default)]
pub(crate) struct Order {
    pub(crate) before: Vec<LitStr>,
    pub(crate) after: Vec<LitStr>,
}

/// An argument that the function asks for.
pub(crate) struct Param {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

impl Param {
    /// Whether it is lent, so that a wrapper must hand it on.
    pub(crate) fn is_lent(&self) -> bool {
        is_lent(&self.ty)
    }

    /// Whether a wrapper takes it by value.
    pub(crate) fn is_by_value(&self) -> bool {
        !matches!(ungrouped(&self.ty), Type::Reference(_))
    }
}

/// Whether it is the type of something that is lent.
pub(super) fn is_lent(ty: &Type) -> bool {
    matches!(ungrouped(ty), Type::Reference(reference) if reference.mutability.is_some())
}
