//! A section that outlives the document that it was read from.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeValue, Error};

/// A value of TOML, with the places of all that is in it; toml's own borrows
/// from the text.
pub(super) struct Tree {
    span: Range<usize>,
    kind: Kind,
}

enum Kind {
    Table(Vec<(Spanned<String>, Tree)>),
    Array(Vec<Tree>),
    /// Is what the text says at the span.
    Scalar,
}

impl Tree {
    pub(super) fn new(value: &Spanned<DeValue<'_>>) -> Self {
        let kind = match value.get_ref() {
            DeValue::Table(entries) => Kind::Table(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let key = Spanned::new(key.span(), key.get_ref().clone().into_owned());
                        (key, Tree::new(value))
                    })
                    .collect(),
            ),
            DeValue::Array(items) => Kind::Array(items.iter().map(Tree::new).collect()),
            _ => Kind::Scalar,
        };
        Tree { span: value.span(), kind }
    }

    /// The value again, of the same text.
    pub(super) fn value<'a>(&'a self, text: &'a str) -> Result<Spanned<DeValue<'a>>, Error> {
        let value = match &self.kind {
            Kind::Table(entries) => DeValue::Table(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let name = Cow::Borrowed(key.get_ref().as_str());
                        Ok((Spanned::new(key.span(), name), value.value(text)?))
                    })
                    .collect::<Result<_, Error>>()?,
            ),
            Kind::Array(items) => DeValue::Array(
                items.iter().map(|item| item.value(text)).collect::<Result<_, Error>>()?,
            ),
            Kind::Scalar => DeValue::parse(&text[self.span.clone()])?.into_inner(),
        };
        Ok(Spanned::new(self.span.clone(), value))
    }
}
