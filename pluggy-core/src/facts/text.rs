//! Foreign texts: errors, panics, and what people wrote.

use std::borrow::Cow;
use std::error::Error;
use std::{fmt, iter};

/// Any error, as constructors return it.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// How many characters of a foreign text are shown.
const LIMIT: usize = 500;

/// How many more than that are shown, before it is cut: room for what stands in
/// place of the rest, so that a text is cut once.
const SLACK: usize = 40;

/// A foreign text, as it may be shown: one [`line`], also of `{:#}`.
pub(crate) struct Plain<'a, T>(pub(crate) &'a T);

impl<T: fmt::Display> fmt::Display for Plain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plain(text) = self;
        let text = if f.alternate() { format!("{text:#}") } else { text.to_string() };
        f.write_str(&line(&text))
    }
}

/// A foreign value's `Debug`, as it may be shown: one [`plain`] line.
pub(crate) fn value(value: &dyn fmt::Debug) -> String {
    plain(&format!("{value:?}"))
}

/// The text of an error and of all that is behind it, each once.
pub(crate) fn error_chain(error: &(dyn Error + 'static)) -> String {
    let causes = iter::successors(Some(error), |&error| error.source());
    plain(&causes.map(|error| joined(&error.to_string())).collect::<Vec<_>>().join(": "))
}

/// A text as one [`plain`] line; where there is none, that is said.
pub(crate) fn line(text: &str) -> String {
    plain(&joined(text))
}

/// The lines of a text as one.
fn joined(text: &str) -> String {
    let mut joined = String::new();
    for line in text.lines().map(str::trim) {
        if !joined.is_empty() && !line.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    if joined.is_empty() { "an error without a text".to_owned() } else { joined }
}

/// A text of bounded length in which nothing moves a terminal's cursor, or turns
/// the letters round.
pub(crate) fn plain(text: &str) -> String {
    let text = bounded(text);
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => plain.push(' '),
            c if is_unseen(c) => plain.extend(c.escape_default()),
            c => plain.push(c),
        }
    }
    plain
}

/// A text, cut where it is too long.
pub(crate) fn bounded(text: &str) -> Cow<'_, str> {
    let mut rest = text.char_indices().skip(LIMIT);
    let Some((end, _)) = rest.next() else { return Cow::Borrowed(text) };
    match 1 + rest.count() {
        0..=SLACK => Cow::Borrowed(text),
        more => Cow::Owned(format!("{}… ({more} characters more)", &text[..end])),
    }
}

/// Whether a character does something in place of being seen: to a terminal, to
/// the direction of the text, to the line, or nothing at all.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a documentation comment says anything.
pub(crate) fn has_docs(lines: &[&str]) -> bool {
    lines.iter().any(|line| !line.trim().is_empty())
}

/// The text of a documentation comment, from the values of its attributes.
pub(crate) fn join_docs(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines
        .iter()
        .flat_map(|text| text.split('\n'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, line};

    #[test]
    fn a_foreign_text_is_one_line() {
        for (text, expected) in [
            ("cold", "cold"),
            ("the oven\n  is\r\n\ncold\n", "the oven is cold"),
            ("red \u{1b}[31m\tpaint", "red \\u{1b}[31m paint"),
            ("\u{202e}evil\u{2029}.", "\\u{202e}evil\\u{2029}."),
            ("größe 👩‍🍳", "größe 👩‍🍳"),
            ("soft\u{ad}ly \u{3164}", "soft\\u{ad}ly \\u{3164}"),
            (" \n", "an error without a text"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn a_foreign_text_is_bounded() {
        assert_eq!(line(&"ä".repeat(LIMIT)), "ä".repeat(LIMIT));
        let long = line(&"ä".repeat(12_000));
        assert_eq!(long, "ä".repeat(LIMIT) + "… (11500 characters more)");
        assert_eq!(line(&long), long);
    }
}
