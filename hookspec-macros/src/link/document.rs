//! A TOML text, asked value by value: what isn't as it should be becomes a
//! mistake with its line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a file, and in which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mistake {
    pub(crate) line: Option<usize>,
    pub(crate) message: String,
}

/// Text that stands in a line of a file.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// Asks a text, and gathers its mistakes.
pub(crate) struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
}

impl<'t> Reader<'t> {
    /// What `model` makes of the text, or all mistakes in it.
    pub(crate) fn read<T>(
        text: &'t str,
        model: impl FnOnce(&mut Self, &DeTable<'t>) -> T,
    ) -> Result<T, Vec<Mistake>> {
        let mut reader = Reader { text, mistakes: Vec::new() };
        let root = DeTable::parse(text).map_err(|error| {
            let line = error.span().map(|place| reader.line(place));
            vec![Mistake { line, message: format!("this is no TOML: {}", error.message()) }]
        })?;
        let model = model(&mut reader, root.get_ref());
        reader.mistakes.sort_by_key(|mistake| mistake.line);
        if reader.mistakes.is_empty() { Ok(model) } else { Err(reader.mistakes) }
    }

    /// Adds a mistake.
    pub(crate) fn mistake(&mut self, line: Option<usize>, message: impl Into<String>) {
        self.mistakes.push(Mistake { line, message: message.into() });
    }

    /// The line of a place in the text.
    pub(crate) fn line(&self, place: Range<usize>) -> usize {
        self.text.as_bytes().iter().take(place.start).filter(|&&byte| byte == b'\n').count() + 1
    }

    /// The table of this name, if there is one.
    pub(crate) fn table<'v>(
        &mut self,
        table: &'v DeTable<'t>,
        name: &str,
    ) -> Option<&'v DeTable<'t>> {
        self.value(table, name, "a table", DeValue::as_table)
    }

    /// The tables in the table of this name, each with its name.
    pub(crate) fn tables<'v>(
        &mut self,
        table: &'v DeTable<'t>,
        name: &str,
    ) -> Vec<(&'v str, &'v DeTable<'t>)> {
        let Some(table) = self.table(table, name) else { return Vec::new() };
        let names = table.keys().map(|name| &**name.get_ref());
        names.filter_map(|name| Some((name, self.table(table, name)?))).collect()
    }

    /// The string of this name, if there is one.
    pub(crate) fn string(&mut self, table: &DeTable<'t>, name: &str) -> Option<String> {
        self.value(table, name, "a string", |value| value.as_str().map(Into::into))
    }

    /// Whether there is a `true` of this name.
    pub(crate) fn flag(&mut self, table: &DeTable<'t>, name: &str) -> bool {
        self.value(table, name, "`true` or `false`", DeValue::as_bool).unwrap_or_default()
    }

    /// The strings of an array; the message says what else there should be.
    pub(crate) fn strings(&mut self, value: &Spanned<DeValue<'t>>, message: &str) -> Vec<Line> {
        let Some(array) = value.get_ref().as_array() else {
            self.mistake(Some(self.line(value.span())), message);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in array {
            let line = self.line(item.span());
            match item.get_ref().as_str() {
                Some(text) => strings.push(Line { line, text: text.into() }),
                None => self.mistake(Some(line), message),
            }
        }
        strings
    }

    fn value<'v, T>(
        &mut self,
        table: &'v DeTable<'t>,
        name: &str,
        expected: &str,
        as_expected: impl FnOnce(&'v DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = table.get(name)?;
        let found = as_expected(value.get_ref());
        if found.is_none() {
            self.mistake(Some(self.line(value.span())), format!("`{name}` is {expected}"));
        }
        found
    }
}
