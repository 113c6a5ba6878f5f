//! What a plugin may be called: what a selector can name.

/// What is wrong with a name, if anything. `#[hookimpl(name = …)]` has the same
/// rule.
pub(crate) fn mistake(name: &str) -> Option<&'static str> {
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
