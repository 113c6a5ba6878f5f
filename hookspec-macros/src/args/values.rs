//! What an option has: nothing, a text, texts, a path; and what to write in place of
//! anything else.

use std::fmt::Display;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprArray, ExprLit, Lit, LitStr, Path, TypePath};

use super::Options;
use super::grammar::{Opt, Value};
use super::meant::{is_constant, listed, only_text, path_of, plugin_of, undecorated, written_text};
use crate::errors::Errors;
use crate::text;

/// An option that has a value.
pub(crate) enum Given<T> {
    Not,
    /// Given, and wrong, which has been reported; perhaps with what was meant.
    Faulty(Option<T>),
    Value(T),
}

impl<T> Given<T> {
    pub(crate) fn is_faulty(&self) -> bool {
        matches!(self, Given::Faulty(_))
    }

    pub(crate) fn value(self) -> Option<T> {
        match self {
            Given::Not => None,
            Given::Faulty(value) => value,
            Given::Value(value) => Some(value),
        }
    }
}

impl Options {
    /// `name`, without a value.
    pub(crate) fn flag(&mut self, name: &str, errors: &mut Errors) -> Option<Path> {
        let (path, value) = self.single(name, errors)?;
        match &value {
            Value::None => {}
            value if text::of(value) == "false" => {
                errors.push(value, format_args!("`{name}` takes no value: leave it out"));
            }
            value => errors.push(value, format_args!("`{name}` takes no value: write `{name}`")),
        }
        Some(path)
    }

    /// `name = "text"`.
    pub(crate) fn text(&mut self, name: &str, errors: &mut Errors) -> Given<LitStr> {
        let Some((path, value)) = self.single(name, errors) else { return Given::Not };
        let written = match value {
            Value::Text(text) => return Given::Value(text),
            Value::Path(ref path) => {
                path.segments.last().map(text::of).filter(|name| !is_constant(name))
            }
            ref value => written_text(value.inner()),
        };
        let message = match written {
            Some(written) => format!("`{name}` takes a string: write `{name} = \"{written}\"`"),
            None => format!("`{name}` takes a string literal: write `{name} = \"…\"`"),
        };
        value.report(&path, message, errors);
        let text = match &value {
            Value::List(group) => syn::parse2(group.stream()).ok(),
            Value::Path(path) => path
                .segments
                .last()
                .map(|last| LitStr::new(&last.ident.to_string(), last.ident.span())),
            _ => None,
        };
        Given::Faulty(text)
    }

    /// `name = "text"`, or `name = ["text", "text"]`; at least one, each of which is
    /// given back that is well written.
    pub(crate) fn texts(&mut self, name: &str, errors: &mut Errors) -> Vec<LitStr> {
        let Some((path, value)) = self.single(name, errors) else { return Vec::new() };
        let elements = match &value {
            Value::Text(text) => return vec![text.clone()],
            Value::Other(value) => syn::parse2::<ExprArray>(value.clone()).ok().map(|it| it.elems),
            _ => None,
        };
        let Some(elements) = elements else {
            let list = listed(value.inner());
            let written: Vec<_> = list.iter().map(|text| format!("{text:?}")).collect();
            let written = match &written[..] {
                [] => "\"…\"".to_owned(),
                [one] => one.clone(),
                several => format!("[{}]", several.join(", ")),
            };
            let message = format!("`{name}` takes names in quotes: write `{name} = {written}`");
            value.report(&path, message, errors);
            return Vec::new();
        };
        if elements.is_empty() {
            let message =
                format!("`{name}` names nobody: name a plugin or a package, or leave it out");
            value.report(&path, message, errors);
        }
        let texts = elements.into_iter().filter_map(|element| match element {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
            other => {
                let written =
                    only_text(other.to_token_stream()).unwrap_or_else(|| plugin_of(&other));
                let message = format!("`{name}` takes names in quotes: write `{written:?}`");
                errors.push(other, message);
                None
            }
        });
        texts.collect()
    }

    /// `name = path`, where the path is that of `what`.
    pub(crate) fn path(&mut self, name: &str, what: &str, errors: &mut Errors) -> Given<TypePath> {
        let Some((path, value)) = self.single(name, errors) else { return Given::Not };
        let meant = match value {
            Value::Path(path) => {
                return Given::Value(TypePath { attrs: Vec::new(), qself: None, path });
            }
            Value::Text(ref text) => path_of(&text.value()),
            Value::List(ref group) => syn::parse2(group.stream()).ok(),
            Value::Other(ref value) => match syn::parse2(value.clone()) {
                Ok(path) => return Given::Value(path),
                Err(_) => undecorated(value).or_else(|| path_of(&text::of(value))),
            },
            Value::None | Value::Missing(_) => None,
        };
        let written = meant.as_ref().map(text::of);
        let message = match written.as_deref() {
            Some(written) => format!("`{name}` takes a path: write `{name} = {written}`"),
            None => format!("`{name}` takes a path: name {what}, and write `{name} = its::path`"),
        };
        value.report(&path, message, errors);
        Given::Faulty(meant)
    }

    fn single(&mut self, name: &str, errors: &mut Errors) -> Option<(Path, Value)> {
        let mut found = None;
        let is_it = |opt: &mut Opt| matches!(opt, Opt::Named(path, _) if path.is_ident(name));
        for opt in self.list.extract_if(.., is_it) {
            let Opt::Named(path, value) = opt else { continue };
            if found.is_some() {
                errors.push(&path, format_args!("`{name}` is repeated: say it once"));
            } else {
                found = Some((path, value));
            }
        }
        found
    }
}

impl Value {
    /// What was written as the value.
    fn inner(&self) -> TokenStream {
        match self {
            Value::List(group) => group.stream(),
            value => value.to_token_stream(),
        }
    }

    /// Reports a wrong value, where it stands; a missing one, at the name.
    fn report(&self, name: &Path, message: impl Display, errors: &mut Errors) {
        match self {
            Value::None => errors.push(name, message),
            Value::Other(tokens) if tokens.clone().into_iter().any(is_no_literal) => {}
            value => errors.push(value, message),
        }
    }
}

/// Whether a token is a literal that there can't be, of which rustc has said so: `'spam'`.
fn is_no_literal(token: TokenTree) -> bool {
    let TokenTree::Literal(literal) = token else { return false };
    matches!(Lit::new(literal), Lit::Verbatim(_))
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Value::None => {}
            Value::Missing(written) | Value::Other(written) => written.to_tokens(tokens),
            Value::Text(text) => text.to_tokens(tokens),
            Value::Path(path) => path.to_tokens(tokens),
            Value::List(group) => group.to_tokens(tokens),
        }
    }
}
