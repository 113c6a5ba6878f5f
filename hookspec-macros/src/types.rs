//! Types as they are written: their groups, sizes and kinds.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Receiver, ReceiverKind, Signature, Type, TypeImplTrait, TypeReference};

use crate::text;

/// A type without the invisible groups that `macro_rules!` puts around it, and
/// without parentheses.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        _ => ty,
    }
}

/// Names of types without a size. A `Path`, or a `path::Path`, may be another.
const UNSIZED: &[&str] = &[
    "str",
    "CStr",
    "OsStr",
    "ffi::CStr",
    "ffi::OsStr",
    "std::ffi::CStr",
    "std::ffi::OsStr",
    "std::path::Path",
];

/// Whether a type has no size of its own, as far as its name tells.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        ty @ Type::Path(_) => UNSIZED.contains(&&*text::of(ty)),
        _ => false,
    }
}

/// What owns what a type without a size is of.
pub(crate) fn owned(ty: &Type) -> String {
    match ungrouped(ty) {
        Type::Slice(slice) => format!("Vec<{}>", text::of(&slice.elem)),
        Type::Path(path) => match path.path.segments.last() {
            Some(last) if last.ident == "Path" => "PathBuf".into(),
            Some(last) if last.ident == "OsStr" => "OsString".into(),
            Some(last) if last.ident == "CStr" => "CString".into(),
            _ => "String".into(),
        },
        ty => format!("Box<{}>", text::of(ty)),
    }
}

/// Each `impl Trait` in a type.
pub(crate) fn impl_traits(ty: &Type) -> Vec<TypeImplTrait> {
    #[derive(Default)]
    struct Find(Vec<TypeImplTrait>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_type_impl_trait(&mut self, ty: &'ast TypeImplTrait) {
            self.0.push(ty.clone());
        }
    }
    let mut find = Find::default();
    find.visit_type(ty);
    find.0
}

/// Whether a receiver is `&self`, perhaps written as `self: &Self`.
pub(crate) fn is_shared_self(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_none(),
        ReceiverKind::Typed(_, ty) => ["&Self", "&'_ Self"].contains(&&*text::of(ty)),
        _ => false,
    }
}

/// Whether one of the names is among the tokens.
pub(crate) fn names_any(tokens: TokenStream, names: &[Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names_any(group.stream(), names),
        TokenTree::Ident(ident) => names.contains(&ident),
        _ => false,
    })
}

/// The first `&mut` inside of a type, if it is not a function's.
pub(crate) fn lent_inside(ty: &Type) -> Option<TypeReference> {
    #[derive(Default)]
    struct Find(Option<TypeReference>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
            if reference.mutability.is_some() {
                self.0.get_or_insert_with(|| reference.clone());
            }
            visit::visit_type_reference(self, reference);
        }

        fn visit_type_fn_ptr(&mut self, _: &'ast syn::TypeFnPtr) {}
        fn visit_parenthesized_generic_arguments(
            &mut self,
            _: &'ast syn::ParenthesizedGenericArguments,
        ) {
        }
    }
    let mut find = Find::default();
    find.visit_type(ty);
    find.0
}

/// Whether a signature is what `#[async_trait]` made of another.
pub(crate) fn of_async_trait(sig: &Signature) -> bool {
    sig.generics.lifetimes().any(|param| param.lifetime.ident == "async_trait")
}

/// Whether a type may be a trait object by another name, or one without `dyn`.
pub(crate) fn may_be_object(ty: &Type) -> bool {
    const NONE: &[&str] = &[
        "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "Option", "String", "Vec", "VecDeque",
        "bool", "f32", "f64", "i32", "i64", "str", "u8", "u32", "u64", "usize",
    ];
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_none_or(|last| NONE.iter().all(|name| last.ident != name))
}
