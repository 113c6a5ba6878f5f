//! What stands between two commas of an attribute: read leniently, so that one
//! slip is one message and the options beside it still count.

use proc_macro2::{Group, Punct, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, Lit, LitStr, Path, Token, token};

use crate::errors::Errors;
use crate::text;

/// One option, well or ill written.
#[derive(Clone)]
pub(crate) enum Opt {
    /// `name`, `name = value`, `name(value)`.
    Named(Path, Value),
    /// Something that begins with no name.
    Nameless(TokenStream),
}

/// What follows an option's name.
#[derive(Clone)]
pub(crate) enum Value {
    None,
    /// `name =`, and nothing behind it.
    Missing(TokenStream),
    Text(LitStr),
    Path(Path),
    Other(TokenStream),
    /// `name(…)`
    List(Group),
}

/// Reads all options; what is wrong between them is reported.
pub(crate) fn read(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Opt>> {
    let mut list = Vec::new();
    while !input.is_empty() {
        if input.peek(Token![,]) {
            errors.push(input.parse::<Token![,]>()?, "nothing stands before this comma: remove it");
            continue;
        }
        list.push(option(input, errors)?);
        if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
            if let Some(Opt::Named(path, value)) = list.last_mut() {
                several(path, value, input, errors)?;
            }
            continue;
        }
        if input.peek(Token![;]) {
            errors.push(input.parse::<Token![;]>()?, "options are separated by commas: write `,`");
        } else {
            let next: TokenStream = input.fork().parse()?;
            let next = next.into_iter().next();
            let shown = next.to_token_stream();
            errors.push(&shown, format_args!("a comma is missing before `{shown}`"));
        }
    }
    Ok(list)
}

/// Takes the names that follow `before = "name",` for those of a list.
fn several(
    path: &Path,
    value: &mut Value,
    input: ParseStream<'_>,
    errors: &mut Errors,
) -> syn::Result<()> {
    let is_list = path.is_ident("before") || path.is_ident("after");
    let Value::Text(first) = value else { return Ok(()) };
    if !is_list || !input.peek(LitStr) {
        return Ok(());
    }
    let mut names = vec![first.clone()];
    while let Ok(name) = input.parse::<LitStr>() {
        names.push(name);
        input.parse::<Option<Token![,]>>()?;
    }
    let written = names.iter().map(text::of).collect::<Vec<_>>().join(", ");
    let message =
        format!("several names stand in brackets: write `{} = [{written}]`", text::of(path));
    errors.push(&names[1], message);
    *value = Value::Other(quote!([#(#names),*]));
    Ok(())
}

fn option(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Opt> {
    let Ok(mut path) = input.fork().call(Path::parse_mod_style) else {
        return Ok(match complete(input)? {
            Some(generic) => Opt::Named(generic, Value::None),
            None => Opt::Nameless(up_to_comma(input)?),
        });
    };
    match complete(input)? {
        Some(generic) => path = generic,
        None => drop(Path::parse_mod_style(input)?),
    }
    if input.peek(token::Paren) {
        return Ok(Opt::Named(path, Value::List(input.parse()?)));
    }
    let is_other = [input.peek(Token![=>]), input.peek(Token![==]), input.peek(Token![:])];
    let sign: TokenStream = if is_other.contains(&true) {
        let is_pair = !input.peek(Token![:]) || input.peek2(Token![=]);
        let sign = (0..=usize::from(is_pair)).map(|_| input.parse::<Punct>());
        let sign = sign.collect::<syn::Result<Vec<_>>>()?;
        errors.push(quote!(#(#sign)*), joined(&path, "…"));
        quote!(#(#sign)*)
    } else if input.peek(Token![=]) {
        input.parse::<Token![=]>()?.to_token_stream()
    } else if input.peek(Lit) {
        let literal: TokenStream = input.fork().call(up_to_comma)?;
        let message = joined(&path, &text::of(&literal));
        errors.push(literal, message);
        TokenStream::new()
    } else {
        return Ok(Opt::Named(path, Value::None));
    };
    Ok(Opt::Named(path, value(input, sign)?))
}

fn joined(path: &Path, value: &str) -> String {
    format!("an option and its value are joined by `=`: write `{} = {value}`", text::of(path))
}

/// What stands behind the `=`.
fn value(input: ParseStream<'_>, sign: TokenStream) -> syn::Result<Value> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Value::Missing(sign));
    }
    if let Some(text) = complete::<LitStr>(input)? {
        return Ok(Value::Text(text));
    }
    if let Some(path) = complete::<Path>(input)? {
        return Ok(Value::Path(path));
    }
    match complete::<Expr>(input)? {
        Some(value) => Ok(Value::Other(value.into_token_stream())),
        None => Ok(Value::Other(up_to_comma(input)?)),
    }
}

/// A value with nothing behind it but a comma or the next option.
fn complete<T: Parse>(input: ParseStream<'_>) -> syn::Result<Option<T>> {
    let ahead = input.fork();
    let is_complete = ahead.parse::<T>().is_ok()
        && (ahead.is_empty()
            || ahead.peek(Token![,])
            || ahead.peek(Token![;])
            || ahead.peek(Ident) && !ahead.peek(Token![as]));
    if is_complete { input.parse().map(Some) } else { Ok(None) }
}

fn up_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<proc_macro2::TokenTree>()?]);
    }
    Ok(tokens)
}
