//! Columns of text, with prose broken into lines.

use std::array;
use std::borrow::Cow;

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::facts::text::plain;

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
            Line::Whole(text) => indent + display_width(text) <= MAX_WIDTH,
        }
    }
}

/// How wide a cell may be; more of it is not shown.
const CELL: usize = 40;

/// A text of one cell, or of a part of a line.
pub(super) fn cell(text: &str) -> String {
    let text = plain(text);
    if display_width(&text) <= CELL {
        return text;
    }
    let mut cut = String::new();
    for c in text.chars() {
        if display_width(&cut) + 2 > CELL {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

/// The lines of a table.
pub(super) fn table<const N: usize>(
    head: [&str; N],
    last: &str,
    mut rows: Vec<Row<N>>,
) -> Vec<String> {
    for row in &mut rows {
        row.cells = row.cells.each_ref().map(|text| cell(text));
    }
    let head = head.map(str::to_owned);
    let widths: [usize; N] = array::from_fn(|i| {
        let cells = rows.iter().map(|row| &row.cells).chain([&head]);
        cells.map(|cells| display_width(&cells[i]) + 2).max().unwrap_or_default()
    });
    let left = widths.iter().sum();
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

/// The lines of a text, behind what begins the first and the others: broken
/// between words where they are too wide.
pub(super) fn prose(text: &str, first: &str, others: &str) -> Vec<String> {
    let text = text.lines().map(plain).collect::<Vec<_>>().join("\n");
    // Each is set: the defaults depend on the features that the program has.
    let options = Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(others)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let lines = textwrap::wrap(&text, options).into_iter().map(Cow::into_owned);
    lines.filter(|line| !line.trim().is_empty()).collect()
}

fn padded<const N: usize>(cells: &[String; N], widths: &[usize; N]) -> String {
    let spaces = |cell, width| " ".repeat(width - display_width(cell));
    cells.iter().zip(widths).map(|(cell, width)| cell.clone() + &spaces(cell, *width)).collect()
}

fn indented(text: Vec<Line>, indent: usize) -> Vec<String> {
    let lines = text.into_iter().flat_map(|line| {
        let indent = " ".repeat(if line.fits(indent) { indent } else { BELOW });
        match line {
            Line::Prose(text) => prose(&text, &indent, &indent),
            Line::Whole(text) => vec![indent + &plain(&text)],
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::{plain, prose};

    #[test]
    fn a_word_is_never_broken() {
        let word = "/un-breakable".repeat(9);
        let text = format!("one\n\n  {} {word} two", "six".repeat(20));
        let lines = ["- one", &format!("    {}", "six".repeat(20)), &format!("  {word}"), "  two"];
        assert_eq!(prose(&text, "- ", "  "), lines);
        assert!(prose("", " ", " ").is_empty());
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(plain("a\tb\u{1b}[31m\rc"), "a b\\u{1b}[31m\\rc");
    }
}
