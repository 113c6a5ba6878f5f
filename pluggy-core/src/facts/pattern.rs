//! Patterns for the names of plugins and packages: what selectors and marks of
//! the order are written in.

use super::plugin::PluginInfo;

/// A name, or a glob of names: `*` stands for any text, `?` for a character,
/// `[ab]` for one of some, `[!ab]` for any other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    text: String,
    /// None where it is a name alone.
    parts: Option<Vec<Part>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Character(char),
    AnyText,
    AnyCharacter,
    /// The first and the last of each range.
    Class {
        is_not: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Pattern {
    /// What a text means; none where it is no pattern.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let parts = if is_name(text) { None } else { Some(parts(text)?) };
        Some(Pattern { text: text.to_owned(), parts })
    }

    /// What matches this name alone.
    pub(crate) fn name(text: &str) -> Self {
        Pattern { text: text.to_owned(), parts: None }
    }

    /// What a text means; of one that is no pattern, itself.
    pub(crate) fn of(text: &str) -> Self {
        Pattern::new(text).unwrap_or_else(|| Pattern::name(text))
    }

    #[cfg(feature = "select")]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it may mean several names.
    pub(crate) fn is_glob(&self) -> bool {
        self.parts.is_some()
    }

    /// Whether a name is meant: also one that looks like a pattern, and is just
    /// this one.
    pub(crate) fn matches(&self, name: &str) -> bool {
        self.text == name || self.parts.as_ref().is_some_and(|parts| matches(parts, name))
    }

    /// Whether a plugin is meant, by its name or that of its package or crate.
    pub(crate) fn is_of(&self, plugin: &PluginInfo) -> bool {
        plugin.names().any(|name| self.matches(name))
    }

    /// What all names begin with that it matches; none where it is a name alone.
    pub(crate) fn prefix(&self) -> Option<&str> {
        self.parts.as_ref()?;
        let end = self.text.find(['*', '?', '[']).unwrap_or(self.text.len());
        Some(&self.text[..end])
    }
}

fn is_name(text: &str) -> bool {
    !text.contains(['*', '?', '['])
}

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        parts.push(match c {
            '*' if rest.as_str().starts_with('*') => return None,
            '*' => Part::AnyText,
            '?' => Part::AnyCharacter,
            '[' => {
                let (class, after) = class(rest.as_str())?;
                rest = after.chars();
                class
            }
            c => Part::Character(c),
        });
    }
    Some(parts)
}

/// The class behind a `[`, and what follows its `]`; a `]` that stands first is
/// one of its characters.
fn class(text: &str) -> Option<(Part, &str)> {
    let (is_not, text) = text.strip_prefix('!').map_or((false, text), |text| (true, text));
    let first = text.chars().next()?.len_utf8();
    let end = first + text[first..].find(']')?;
    let mut characters = text[..end].chars().peekable();
    let mut ranges = Vec::new();
    while let Some(from) = characters.next() {
        let mut ahead = characters.clone();
        let to = ahead.next_if_eq(&'-').and_then(|_| ahead.next());
        if to.is_some() {
            characters = ahead;
        }
        ranges.push((from, to.unwrap_or(from)));
    }
    Some((Part::Class { is_not, ranges }, &text[end + 1..]))
}

/// Goes back to the last `*` alone, since what an earlier one took it may keep.
fn matches(parts: &[Part], name: &str) -> bool {
    let (mut parts, mut name) = (parts, name);
    let mut again: Option<(&[Part], &str)> = None;
    loop {
        let mut rest = name.chars();
        match (parts.split_first(), rest.next()) {
            (Some((Part::AnyText, after)), _) => {
                again = Some((after, name));
                parts = after;
                continue;
            }
            (Some((part, after)), Some(c)) if part.is(c) => {
                (parts, name) = (after, rest.as_str());
                continue;
            }
            (None, None) => return true,
            _ => {}
        }
        let Some((after, taken)) = again else { return false };
        let mut rest = taken.chars();
        if rest.next().is_none() {
            return false;
        }
        again = Some((after, rest.as_str()));
        (parts, name) = (after, rest.as_str());
    }
}

impl Part {
    fn is(&self, c: char) -> bool {
        match self {
            Part::Character(own) => *own == c,
            Part::AnyCharacter => true,
            Part::AnyText => false,
            Part::Class { is_not, ranges } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *is_not
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_matches_names() {
        for (pattern, matched, unmatched) in [
            ("spam", &["spam"][..], &["spa", "spam-", "Spam", ""][..]),
            ("*", &["", "spam"], &[]),
            ("eggsample-*", &["eggsample-", "eggsample-spam"], &["eggsample", "an-eggsample-x"]),
            ("*-ham", &["-ham", "a-ham-ham"], &["ham", "a-ham-"]),
            ("a*b*c", &["abc", "a-b-b-c-c"], &["acb", "ab"]),
            ("s?am", &["spam", "säam"], &["sam", "sppam"]),
            ("[eh]am", &["eam", "ham"], &["am", "xam", "eham"]),
            ("[!a-f0]x", &["gx", "-x"], &["ax", "fx", "0x", "x"]),
            ("[[]x]", &["[x]"], &["x"]),
            ("[]-]", &["]", "-"], &["[]-", "x"]),
            ("[a-]", &["a", "-"], &["b"]),
            ("x-[ab]", &["x-a", "x-[ab]"], &["x-[", "x-ab"]),
        ] {
            let of = Pattern::new(pattern).expect(pattern);
            for name in matched {
                assert!(of.matches(name), "{pattern} {name}");
            }
            for name in unmatched {
                assert!(!of.matches(name), "{pattern} {name}");
            }
        }
    }

    #[test]
    fn what_is_no_pattern_is_a_name() {
        for text in ["a**b", "**", "[a", "a[", "[!", "[]"] {
            assert_eq!(Pattern::new(text), None, "{text}");
            assert!(Pattern::of(text).matches(text), "{text}");
            assert_eq!(Pattern::of(text).prefix(), None);
        }
    }

    #[test]
    fn its_prefix_is_that_of_all_that_it_matches() {
        for (pattern, prefix) in
            [("spam", None), ("egg-*-x", Some("egg-")), ("*", Some("")), ("a[b]c", Some("a"))]
        {
            assert_eq!(Pattern::of(pattern).prefix(), prefix);
        }
    }
}
