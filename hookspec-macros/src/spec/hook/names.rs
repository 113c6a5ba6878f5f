//! What the types of a hook are called: messages speak of them, so they have the hook's own
//! name, where nothing in the spec has it too, nor one that rustc would take for it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;

use crate::paths::{at, in_any_edition, type_name};
use crate::spec::model::{Hook, Spec};

/// The names of a hook's items.
pub(crate) struct Names {
    /// What the hook as a type, the struct of its arguments and the caller are called in
    /// messages, each where it is alone: as the hook is, or as the trait and the hook are.
    pub(crate) called: Ident,
    /// The hook as a type, by which name it is found.
    pub(crate) marker: Ident,
    /// The struct of its arguments, by which name it is found.
    pub(crate) arguments: Ident,
    /// The caller's parameter: where it finds its list.
    pub(crate) source: Ident,
    pub(crate) result: Ident,
}

/// The name of a hook as a type.
pub(crate) fn marker(hook: &Hook) -> Ident {
    type_name(hook.name(), "hook")
}

impl Names {
    pub(crate) fn of(spec: &Spec, hook: &Hook) -> Self {
        let mut called = if hook.is_name_free {
            in_any_edition(hook.name())
        } else {
            format_ident!("{}_{}", spec.item.ident.unraw(), hook.name().unraw())
        };
        called.set_span(at(hook.name().span()));
        Names {
            called,
            marker: marker(hook),
            arguments: type_name(hook.name(), "arguments"),
            source: Ident::new(if hook.is_name_free { SOURCE } else { "__S" }, Span::mixed_site()),
            result: type_name(hook.name(), "result"),
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
    let mut named = BTreeSet::new();
    for hook in &spec.hooks {
        let types = hook.params.iter().map(|param| &param.ty).chain(&hook.result.ty);
        types.for_each(|ty| take(ty.to_token_stream(), &mut named));
        take(hook.sig.generics.where_clause.to_token_stream(), &mut named);
    }
    let mut taken = named.clone();
    taken.extend(PRIMITIVES.iter().map(|&name| name.to_owned()));
    taken.insert(spec.item.ident.unraw().to_string());
    for hook in &spec.hooks {
        taken.extend(["hook", "result"].map(|what| type_name(hook.name(), what).to_string()));
    }
    // What a macro stands for names nobody knows what.
    let is_known = !taken.contains("!") && !taken.contains(SOURCE);
    for hook in &mut spec.hooks {
        let name = hook.name().unraw().to_string();
        let is_suggested = || named.iter().any(|other| is_suggested(&name, other));
        hook.is_name_free = is_known && !taken.contains(&name) && !is_suggested();
    }
}

/// Whether rustc suggests a name for another, where that is the name of no type: beside its
/// error of the type in the trait, there would be one with this suggestion.
fn is_suggested(name: &str, unknown: &str) -> bool {
    const KNOWN: &[&str] = &["Box", "Option", "Result", "String", "Vec"];
    if KNOWN.contains(&unknown) || PRIMITIVES.contains(&unknown) {
        return false;
    }
    let most = unknown.chars().count().max(3) / 3;
    name.to_uppercase() == unknown.to_uppercase() || slips(name, unknown) <= most
}

/// How many letters are others, or missing, or too much.
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, a) in a.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (at, b) in b.iter().enumerate() {
            let other = before + usize::from(a != *b);
            before = row[at + 1];
            row[at + 1] = other.min(before + 1).min(row[at] + 1);
        }
    }
    row[b.len()]
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
