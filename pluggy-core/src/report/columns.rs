//! Columns of text, with prose broken into lines.

use std::mem;

/// How wide prose may be, and what is not broken.
const WIDTH: usize = 100;
const MAX_WIDTH: usize = 120;

/// How far from the left the last column may start; where there is no room
/// beside the others, its text stands below them.
const MAX_INDENT: usize = 60;
const BELOW: usize = 4;

/// The cells of a row, and in the last column any text.
pub(super) struct Row<const N: usize> {
    pub(super) cells: [String; N],
    pub(super) text: Vec<Line>,
}

pub(super) enum Line {
    /// Is broken where it is too wide.
    Prose(String),
    /// Is not: a place, a signature.
    Whole(String),
}

impl Line {
    fn fits(&self, indent: usize) -> bool {
        match self {
            Line::Prose(_) => true,
            Line::Whole(text) => indent + text.chars().count() <= MAX_WIDTH,
        }
    }
}

/// The lines of a table.
pub(super) fn table<const N: usize>(head: [&str; N], last: &str, rows: Vec<Row<N>>) -> Vec<String> {
    let head = head.map(str::to_owned);
    let mut widths = [0; N];
    for cells in rows.iter().map(|row| &row.cells).chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let left = widths.iter().map(|width| width + 2).sum();
    let first_fits = |row: &Row<N>| row.text.first().is_none_or(|line| line.fits(left));
    let is_beside = left <= MAX_INDENT && rows.iter().all(first_fits);
    let mut lines = vec![padded(&head, &widths) + if is_beside { last } else { "" }];
    for row in rows {
        let cells = padded(&row.cells, &widths);
        let mut text = indented(row.text, if is_beside { left } else { BELOW });
        match text.first_mut() {
            Some(first) if is_beside && first.starts_with(&" ".repeat(left)) => {
                first.replace_range(..left, &cells);
            }
            _ => lines.push(cells),
        }
        lines.append(&mut text);
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A sentence, broken into lines.
pub(super) fn said(sentence: &str) -> Vec<String> {
    broken(sentence, WIDTH)
}

/// An item of a list, broken into lines.
pub(super) fn item(text: &str) -> Vec<String> {
    let mut lines = indented(vec![Line::Prose(text.to_owned())], 2);
    if let Some(first) = lines.first_mut() {
        first.replace_range(..2, "- ");
    }
    lines
}

/// A text in which nothing moves a terminal's cursor.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => plain.push(' '),
            c if c.is_control() => plain.extend(c.escape_default()),
            c => plain.push(c),
        }
    }
    plain
}

fn padded<const N: usize>(cells: &[String; N], widths: &[usize; N]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}  "));
    cells.collect::<Vec<_>>().concat()
}

fn indented(text: Vec<Line>, indent: usize) -> Vec<String> {
    let lines = text.into_iter().flat_map(|line| {
        let indent = " ".repeat(if line.fits(indent) { indent } else { BELOW });
        let lines = match line {
            Line::Prose(text) => broken(&text, WIDTH - indent.len()),
            Line::Whole(text) => vec![plain(&text)],
        };
        lines.into_iter().map(move |line| format!("{indent}{line}"))
    });
    lines.collect()
}

/// The lines of a text, those that are too long broken between words; a word
/// never is.
fn broken(text: &str, width: usize) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    let mut lines = Vec::new();
    for line in text.lines().map(plain).filter(|line| !line.trim().is_empty()) {
        if length(&line) <= width {
            lines.push(line);
            continue;
        }
        let mut start = String::new();
        for word in line.split_whitespace() {
            if !start.is_empty() && length(&start) + 1 + length(word) > width {
                lines.push(mem::take(&mut start));
            }
            if !start.is_empty() {
                start.push(' ');
            }
            start.push_str(word);
        }
        lines.push(start);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{broken, plain};

    #[test]
    fn prose_is_broken_between_words() {
        for (text, lines) in [
            ("", &[][..]),
            ("seven", &["seven"]),
            ("one two", &["one two"]),
            ("one two three", &["one two", "three"]),
            ("one twoo three", &["one", "twoo", "three"]),
            ("unbreakable", &["unbreakable"]),
            ("unbreakable one", &["unbreakable", "one"]),
            ("one unbreakable", &["one", "unbreakable"]),
            ("one\n\n  two", &["one", "  two"]),
            ("          one", &["one"]),
            ("größer ñandú", &["größer", "ñandú"]),
        ] {
            assert_eq!(broken(text, 7), lines, "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(plain("a\tb\u{1b}[31m\rc"), "a b\\u{1b}[31m\\rc");
    }
}
