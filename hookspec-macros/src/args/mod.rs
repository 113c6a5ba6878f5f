//! The options of an attribute: `flag`, `option = "text"`, `option = path`.
//!
//! They are read leniently (`grammar`) and judged by who takes them. One that is
//! given and wrong counts as given: nothing more is said of its absence.

mod grammar;
mod meant;
mod misplaced;
mod ours;

use std::fmt::Display;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, ExprArray, ExprLit, Ident, Lit, LitStr, Meta, Path, TypePath};

use self::grammar::{Opt, Value};
use self::meant::{is_constant, listed, only_text, path_of, plugin_of, undecorated, written_text};
use self::misplaced::{advice, plain};
use self::ours::{Told, as_option, is_named, leave, told};
pub(crate) use self::ours::{are_read, is_marked, is_ours, is_read, own_crate, take_marks};
use crate::errors::Errors;
use crate::paths::{Place, located};
use crate::text;

/// The options of one item, from all its attributes of one name.
///
/// Each stage takes those that it knows; [`finish`](Options::finish) refuses
/// the rest. Nothing else in the crate rejects a repeated or valued option.
pub(crate) struct Options {
    /// The attribute's name, for messages.
    attribute: &'static str,
    list: Vec<Opt>,
}

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
    /// Reads what stands in the parentheses of `#[attribute(…)]`.
    pub(crate) fn parse(attribute: &'static str, tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Options { attribute, list: Vec::new() };
        options.read(tokens, errors);
        options
    }

    /// Takes the attributes of this name off an item inside the marked one,
    /// and those that were imported under another name: all that they say is
    /// among `known`.
    pub(crate) fn take(
        attribute: &'static str,
        known: &[&str],
        attrs: &mut Vec<Attribute>,
        errors: &mut Errors,
    ) -> Self {
        let mut options = Options { attribute, list: Vec::new() };
        options.adopt(known, attrs, errors);
        attrs.retain_mut(|attr| {
            let Some(told) = told(attr, known) else { return true };
            let before = options.list.len();
            match &attr.meta {
                Meta::Path(_) => {}
                Meta::List(list) => options.read(list.tokens.clone(), errors),
                Meta::NameValue(meta) => errors.push(
                    &meta.value,
                    format_args!("write options in parentheses: `#[{attribute}(…)]`"),
                ),
            }
            options.check_side(attr, before, known, errors);
            if told == Told::ByOptions {
                leave(attr);
            }
            told == Told::ByOptions
        });
        options
    }

    /// Takes off what is an option and was written as an attribute.
    pub(crate) fn adopt(
        &mut self,
        known: &[&str],
        attrs: &mut Vec<Attribute>,
        errors: &mut Errors,
    ) {
        attrs.retain(|attr| {
            let Some(option) = as_option(attr, known) else { return true };
            let message =
                format!("this is an option: write `#[{}({})]`", self.attribute, text::of(&option));
            errors.push(attr.path(), message);
            self.read(option, errors);
            false
        });
    }

    /// Reports an attribute of the other side; of what the other side alone may say, it is
    /// said that it goes there.
    fn check_side(&self, attr: &Attribute, before: usize, known: &[&str], errors: &mut Errors) {
        let read = &self.list[before..];
        let is_ours = |opt: &Opt| matches!(opt, Opt::Named(path, _) if is_option(path, known));
        let is_swapped = is_named(attr, "hookspec") || is_named(attr, "hookimpl");
        let attribute = self.attribute;
        if is_swapped && !is_named(attr, attribute) && (read.is_empty() || read.iter().any(is_ours))
        {
            let message = format!(
                "inside what is marked `#[{attribute}]`, options are in `#[{attribute}(…)]` too: write that"
            );
            errors.push(attr.path(), message);
        }
    }

    fn read(&mut self, tokens: TokenStream, errors: &mut Errors) {
        let list = (|input: ParseStream<'_>| grammar::read(input, errors)).parse2(tokens);
        self.list.extend(errors.ok(list).into_iter().flatten());
    }

    /// The first option that is none of `known` but a path, if it is the one
    /// meant; and whether nothing stands before it.
    pub(crate) fn bare_path(
        &mut self,
        known: &[&str],
        is_meant: impl Fn(&Path) -> bool,
    ) -> Option<(Path, bool)> {
        let at = self.list.iter().position(|opt| match opt {
            Opt::Named(path, Value::None) => !is_option(path, known) && is_meant(path),
            _ => false,
        })?;
        let Opt::Named(path, _) = self.list.remove(at) else { return None };
        Some((path, at == 0))
    }

    /// A path that is no option by itself, as it was written and as it was
    /// meant: `option = Hooks`, `dyn Hooks`, `"Hooks"`.
    pub(crate) fn dressed_path(&mut self, known: &[&str]) -> Option<(TokenStream, Path)> {
        let at = self.list.iter().position(|opt| undressed(opt, known).is_some())?;
        undressed(&self.list.remove(at), known)
    }

    /// Takes `wrong` for `right`, both of which have a text, and says so.
    pub(crate) fn correct(&mut self, wrong: &str, right: &str, why: &str, errors: &mut Errors) {
        for opt in &mut self.list {
            if let Opt::Named(path, value) = opt
                && let Some(name) = path.get_ident().filter(|name| *name == wrong)
            {
                let text = match value {
                    Value::Text(text) => text.value(),
                    _ => "…".into(),
                };
                errors.push(name, format_args!("{why}: write `{right} = \"{text}\"`"));
                *path = Ident::new(right, name.span()).into();
            }
        }
    }

    /// Adds `name = "text"`, of a name that stands elsewhere.
    pub(crate) fn say(&mut self, name: &str, text: &Ident) {
        let value = Value::Text(LitStr::new(&text.unraw().to_string(), text.span()));
        self.list.push(Opt::Named(Ident::new(name, text.span()).into(), value));
    }

    /// Whether there is one of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.list.iter().any(|opt| matches!(opt, Opt::Named(path, _) if path.is_ident(name)))
    }

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

    /// Refuses what nobody took.
    pub(crate) fn finish(self, place: &str, known: &[&str], errors: &mut Errors) {
        for opt in self.list {
            match opt {
                Opt::Named(path, _) => {
                    let advice = advice(self.attribute, place, known, &text::of(&path));
                    errors.push(path, advice);
                }
                Opt::Nameless(tokens) => {
                    let message = misplaced::nameless(known, &text::of(&tokens));
                    errors.push(tokens, message);
                }
            }
        }
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

/// Whether a path is one of some options, or a slip of one.
fn is_option(path: &Path, known: &[&str]) -> bool {
    path.get_ident().is_some_and(|name| known.contains(&&*plain(&name.to_string())))
}

fn undressed(opt: &Opt, known: &[&str]) -> Option<(TokenStream, Path)> {
    match opt {
        Opt::Named(name, Value::Path(path)) if !is_option(name, known) => {
            Some((name.to_token_stream(), path.clone()))
        }
        Opt::Named(..) => None,
        Opt::Nameless(written) => {
            let text = text::of(written);
            let path = text.trim_start_matches("dyn ").trim_matches('"').parse().ok()?;
            let path = syn::parse2(located(path, Place::of(written).first)).ok()?;
            (!is_option(&path, known)).then(|| (written.clone(), path))
        }
    }
}
