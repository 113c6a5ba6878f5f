//! What the types of a hook are called: messages speak of them, so they have the hook's own
//! name, where nothing in the spec has it too.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::paths::{at, in_any_edition, type_name};
use crate::spec::model::{Hook, Spec};

/// The names of a hook's items.
pub(crate) struct Names {
    /// The hook as a type, by which name it is found.
    pub(crate) marker: Ident,
    /// The struct of its arguments, by which name it is found.
    pub(crate) arguments: Ident,
    /// What each of these, and the caller, is called in messages: the hook's own name, or
    /// one for each.
    pub(crate) called: Ident,
    pub(crate) arguments_called: Ident,
    pub(crate) caller: Ident,
    /// The caller's parameter: where it finds its list.
    pub(crate) source: Ident,
    pub(crate) result: Ident,
}

/// The name of a hook as a type.
pub(crate) fn marker(hook: &Hook) -> Ident {
    type_name(hook.name(), "hook")
}

impl Names {
    pub(crate) fn of(hook: &Hook) -> Self {
        let marker = marker(hook);
        let [arguments, caller, result] =
            ["arguments", "caller", "result"].map(|what| type_name(hook.name(), what));
        let mut own = in_any_edition(hook.name());
        own.set_span(at(own.span()));
        let shown = |name: &Ident| if hook.is_name_free { own.clone() } else { name.clone() };
        Names {
            called: shown(&marker),
            arguments_called: shown(&arguments),
            caller: shown(&caller),
            source: Ident::new(if hook.is_name_free { SOURCE } else { "__S" }, Span::mixed_site()),
            marker,
            arguments,
            result,
        }
    }
}

/// What a caller's parameter is called in messages. A shorter name rustc would suggest for
/// one that it does not find.
const SOURCE: &str = "ItsPlugins";

/// Types that have a name without being brought into scope.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// Finds which hooks' names no type has that is named in the spec, nor one that is generated.
pub(crate) fn find_free_names(spec: &mut Spec) {
    let mut taken: BTreeSet<String> = PRIMITIVES.iter().map(|&name| name.to_owned()).collect();
    taken.insert(spec.item.ident.unraw().to_string());
    for hook in &spec.hooks {
        for what in ["hook", "result"] {
            taken.insert(type_name(hook.name(), what).to_string());
        }
        let types = hook.params.iter().map(|param| &param.ty).chain(&hook.result.ty);
        types.for_each(|ty| take(ty.to_token_stream(), &mut taken));
        take(hook.sig.generics.where_clause.to_token_stream(), &mut taken);
    }
    // What a macro stands for names nobody knows what.
    let is_known = !taken.contains("!") && !taken.contains(SOURCE);
    for hook in &mut spec.hooks {
        hook.is_name_free = is_known && !taken.contains(&hook.name().unraw().to_string());
    }
}

/// Takes all names in the tokens.
fn take(tokens: TokenStream, taken: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => take(group.stream(), taken),
            TokenTree::Ident(name) => drop(taken.insert(name.unraw().to_string())),
            TokenTree::Punct(sign) if sign.as_char() == '!' => drop(taken.insert("!".into())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
