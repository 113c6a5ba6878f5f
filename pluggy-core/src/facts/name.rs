//! What a plugin may be called: what a selector can name.

/// What is wrong with a name, if anything. `#[hookimpl(name = …)]` has the same
/// rule.
pub(crate) fn mistake(name: &str) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::mistake;

    #[test]
    fn a_name_is_what_a_selector_can_name() {
        for name in ["spam", "größe", "two words", "a.b", "edge-[x]", "a*", "x-y+z", "[a", "a\nb"]
        {
            assert_eq!(mistake(name), None, "{name}");
        }
        for name in ["a,b", "-minus", "+plus", " pad", "pad ", "\tpad", "<extra>"] {
            assert!(mistake(name).is_some(), "{name}");
        }
    }
}
