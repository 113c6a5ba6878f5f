//! The grammar of the options: `flag`, `option = "text"`, `option = path`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, LitStr, Meta, Path, Token};

use crate::errors::Errors;

/// The options of one item, from all its attributes of one name.
///
/// Each stage takes those that it knows; [`finish`](Options::finish) refuses
/// the rest. Nothing else in the crate rejects a repeated or valued option.
pub(crate) struct Options {
    /// The attribute's name, for messages.
    attribute: &'static str,
    list: Vec<Opt>,
}

struct Opt {
    path: Path,
    value: Option<Value>,
}

enum Value {
    Text(LitStr),
    Path(Path),
}

impl Parse for Opt {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = Path::parse_mod_style(input)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(if input.peek(LitStr) {
                Value::Text(input.parse()?)
            } else if input.peek(Lit) || input.is_empty() {
                return Err(input.error(
                    "the value of an option is a string, `name = \"…\"`, or a path, `new = \
                     some::path`",
                ));
            } else {
                Value::Path(input.parse()?)
            })
        } else {
            None
        };
        Ok(Opt { path, value })
    }
}

impl ToTokens for Opt {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path.to_tokens(tokens);
        match &self.value {
            Some(Value::Text(text)) => text.to_tokens(tokens),
            Some(Value::Path(path)) => path.to_tokens(tokens),
            None => {}
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

    /// Takes the attributes of this name off an item inside the marked one.
    pub(crate) fn take(
        attribute: &'static str,
        attrs: &mut Vec<Attribute>,
        errors: &mut Errors,
    ) -> Self {
        let mut options = Options { attribute, list: Vec::new() };
        attrs.retain(|attr| {
            let is_ours = attr.path().segments.last().is_some_and(|last| last.ident == attribute);
            if is_ours {
                match &attr.meta {
                    Meta::Path(_) => {}
                    Meta::List(list) => options.read(list.tokens.clone(), errors),
                    Meta::NameValue(meta) => errors.push(
                        &meta.value,
                        format_args!("write options in parentheses: `#[{attribute}(…)]`"),
                    ),
                }
            }
            !is_ours
        });
        options
    }

    fn read(&mut self, tokens: TokenStream, errors: &mut Errors) {
        let list = Punctuated::<Opt, Token![,]>::parse_terminated.parse2(tokens);
        self.list.extend(errors.ok(list).into_iter().flatten());
    }

    /// The first option, when it is none of `known` but a path of its own.
    pub(crate) fn leading_path(&mut self, known: &[&str]) -> Option<Path> {
        let first = self.list.first()?;
        let is_path =
            first.value.is_none() && !known.iter().any(|known| first.path.is_ident(known));
        is_path.then(|| self.list.remove(0).path)
    }

    /// `name`, without a value.
    pub(crate) fn flag(&mut self, name: &str, errors: &mut Errors) -> Option<Path> {
        let opt = self.single(name, errors)?;
        if opt.value.is_some() {
            errors.push(&opt, format_args!("`{name}` takes no value: write `{name}`"));
        }
        Some(opt.path)
    }

    /// `name = "text"`.
    pub(crate) fn text(&mut self, name: &str, errors: &mut Errors) -> Option<LitStr> {
        let opt = self.single(name, errors)?;
        match opt.value {
            Some(Value::Text(text)) => Some(text),
            _ => {
                errors.push(&opt, format_args!("`{name}` takes a string: write `{name} = \"…\"`"));
                None
            }
        }
    }

    /// `name = path`.
    pub(crate) fn path(&mut self, name: &str, errors: &mut Errors) -> Option<Path> {
        let opt = self.single(name, errors)?;
        match opt.value {
            Some(Value::Path(path)) => Some(path),
            _ => {
                let message = format!("`{name}` takes a path: write `{name} = some::path`");
                errors.push(&opt, message);
                None
            }
        }
    }

    fn single(&mut self, name: &str, errors: &mut Errors) -> Option<Opt> {
        let mut found = None;
        for opt in self.list.extract_if(.., |opt| opt.path.is_ident(name)) {
            if found.is_some() {
                errors.push(&opt, format_args!("`{name}` is repeated: say it once"));
            } else {
                found = Some(opt);
            }
        }
        found
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self, place: &str, known: &[&str], errors: &mut Errors) {
        let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        for opt in self.list {
            let name = opt.path.to_token_stream().to_string().replace(' ', "");
            let attribute = self.attribute;
            let message = format!(
                "`#[{attribute}]` on {place} has no option `{name}`; it has {}",
                known.join(", "),
            );
            errors.push(&opt.path, message);
        }
    }
}
