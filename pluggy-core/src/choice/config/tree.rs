//! A document that outlives the parser that read it.

use std::borrow::Cow;
use std::collections::BTreeMap;
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
    Table(BTreeMap<String, (Range<usize>, Tree)>),
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
                        let name = key.get_ref().clone().into_owned();
                        (name, (key.span(), Tree::new(value)))
                    })
                    .collect(),
            ),
            DeValue::Array(items) => Kind::Array(items.iter().map(Tree::new).collect()),
            _ => Kind::Scalar,
        };
        Tree { span: value.span(), kind }
    }

    /// What stands at the end of a way.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Tree> {
        way.iter().try_fold(self, |tree, name| match &tree.kind {
            Kind::Table(entries) => entries.get(*name).map(|(_, value)| value),
            Kind::Array(_) | Kind::Scalar => None,
        })
    }

    /// The value again, of the same text.
    pub(super) fn value<'a>(&'a self, text: &'a str) -> Result<Spanned<DeValue<'a>>, Error> {
        let value = match &self.kind {
            Kind::Table(entries) => DeValue::Table(
                entries
                    .iter()
                    .map(|(name, (span, value))| {
                        let name = Spanned::new(span.clone(), Cow::Borrowed(name.as_str()));
                        Ok((name, value.value(text)?))
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
