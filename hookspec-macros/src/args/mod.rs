//! The options of an attribute: `flag`, `option = "text"`, `option = path`.
//!
//! They are read leniently (`grammar`) and judged by who takes them. One that is
//! given and wrong counts as given: nothing more is said of its absence.

mod grammar;
mod meant;
mod misplaced;
mod ours;
mod renamed;
mod values;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Meta, Path};

use self::grammar::{Opt, Value};
use self::misplaced::{advice, plain};
use self::ours::{Told, as_option, is_named, leave, told};
pub(crate) use self::ours::{are_read, is_marked, is_ours, is_read, own_crate, take_marks};
pub(crate) use self::values::Given;
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
