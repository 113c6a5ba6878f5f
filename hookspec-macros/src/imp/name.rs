//! What a plugin may be called: the rule of `pluggy-core`'s `facts/name.rs`, which
//! a macro can't ask.

use syn::Type;

use crate::text;

/// The name that a plugin of a type has where it is given none.
pub(super) fn of_type(ty: &Type) -> Option<String> {
    Some(text::kebab_case(&type_name(ty)?))
}

/// The last name of a type's path.
pub(super) fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Type::Group(group) => type_name(&group.elem),
        Type::Paren(paren) => type_name(&paren.elem),
        _ => None,
    }
}

/// What is wrong with a name, if anything.
pub(super) fn mistake(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("a plugin's name can't be empty: leave `name` out for the default one");
    }
    Some(if name.starts_with(['-', '+']) || name.contains(',') {
        "a plugin's name can't have a comma, nor begin with `-` or `+`, since users choose plugins by \
         lists such as `spam,-ham`: leave it out"
    } else if name.trim() != name {
        "a plugin's name can't begin or end with a space, which lists such as `spam, -ham` do not keep: \
         leave it out"
    } else if name.starts_with('<') {
        "a plugin's name can't begin with `<`, which stands for something without a name: leave it out"
    } else {
        return None;
    })
}
