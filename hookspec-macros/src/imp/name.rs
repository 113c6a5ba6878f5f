//! What a plugin may be called: the rule of `pluggy-core`'s `facts/name.rs`, which
//! a macro can't ask.

/// What is wrong with a name, if anything.
pub(super) fn mistake(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("a plugin's name can't be empty: leave `name` out for the default one");
    }
    Some(if name.starts_with(['-', '+']) || name.contains(',') {
        "a plugin's name has no comma, and no sign before it: users choose plugins by lists such as \
         `spam,-ham`"
    } else if name.trim() != name {
        "a plugin's name has no space at an end, which lists such as `spam, -ham` do not keep"
    } else if name.starts_with('<') {
        "a plugin's name does not begin with `<`, which says that something has no name"
    } else {
        return None;
    })
}
