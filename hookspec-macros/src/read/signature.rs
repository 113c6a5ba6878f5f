//! A signature while somebody types: what of it can be read, and what lacks a `dyn`.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::quote;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{FnArg, Ident, Path, Signature, Token};

use super::readable;

/// A signature, as far as it can be read.
pub(super) struct Read {
    pub(super) sig: Signature,
    /// Traits that stand for a type without `dyn`, which the signature has with it.
    pub(super) bare: Vec<TokenStream>,
    /// Whether it lacks arguments that can't be, of which rustc has said so.
    pub(super) is_half: bool,
}

pub(super) fn signature(input: ParseStream<'_>) -> syn::Result<Read> {
    if let Some(sig) = readable(input) {
        return Ok(Read { sig, bare: Vec::new(), is_half: false });
    }
    let ahead = input.fork();
    let mut tokens = TokenStream::new();
    while !at_end(&ahead) {
        tokens.extend([ahead.parse::<TokenTree>()?]);
    }
    if let Ok(sig) = syn::parse2(with_raw_names(tokens.clone())) {
        input.advance_to(&ahead);
        return Ok(Read { sig, bare: Vec::new(), is_half: false });
    }
    if without_trait(tokens.clone()).is_some() {
        return Err(ahead.error("a trait is missing"));
    }
    let mut bare = Vec::new();
    let with_dyn = |input: ParseStream<'_>| with_dyn(input, &mut bare);
    if let Ok(sig) = with_dyn.parse2(tokens).and_then(syn::parse2) {
        input.advance_to(&ahead);
        return Ok(Read { sig, bare, is_half: false });
    }
    Ok(Read { sig: without_unreadable(input)?, bare: Vec::new(), is_half: true })
}

/// Keywords that are none in edition 2015.
const LATER: &[&str] = &["async", "await", "dyn", "try"];

/// The same with `r#` before each such keyword that is the name of a function or of an
/// argument, as rustc reads it in the user's edition.
fn with_raw_names(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let (mut named, mut is_named) = (TokenStream::new(), false);
    while let Some(mut token) = tokens.next() {
        let is_argument = matches!(tokens.peek(), Some(TokenTree::Punct(colon))
            if colon.as_char() == ':' && colon.spacing() == Spacing::Alone);
        match &mut token {
            TokenTree::Ident(name)
                if (is_named || is_argument) && LATER.iter().any(|later| name == later) =>
            {
                *name = Ident::new_raw(&name.to_string(), name.span());
            }
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), with_raw_names(group.stream()));
                inside.set_span(group.span());
                *group = inside;
            }
            _ => {}
        }
        is_named = matches!(&token, TokenTree::Ident(word) if word == "fn");
        named.extend([token]);
    }
    named
}

fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![;]) || input.peek(syn::token::Brace)
}

/// A signature, without the arguments that can't be read.
fn without_unreadable(input: ParseStream<'_>) -> syn::Result<Signature> {
    let mut tokens = TokenStream::new();
    while !at_end(input) {
        let is_list = input.peek(syn::token::Paren) && !has_list(&tokens);
        let mut token: TokenTree = input.parse()?;
        if let TokenTree::Group(group) = &mut token
            && is_list
        {
            let mut readable = Group::new(group.delimiter(), arguments.parse2(group.stream())?);
            readable.set_span(group.span());
            *group = readable;
        }
        tokens.extend([token]);
        if is_list && let Ok(sig) = syn::parse2(quote!(#tokens)) {
            let output = input.parse()?;
            return Ok(Signature { output, ..sig });
        }
    }
    syn::parse2(tokens)
}

fn has_list(tokens: &TokenStream) -> bool {
    let is_list = |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    tokens.clone().into_iter().any(is_list)
}

fn arguments(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut arguments = TokenStream::new();
    while !input.is_empty() {
        if let Some(argument) = readable::<FnArg>(input) {
            arguments.extend(quote!(#argument,));
            // Where a comma is missing, rustc goes on as if it was there.
            if input.peek(Ident) && input.peek2(Token![:]) {
                continue;
            }
        }
        while !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            input.parse::<TokenTree>()?;
        }
    }
    Ok(arguments)
}

/// The same with `dyn` before each `Fn(…)` that lacks it, which rustc reads as a type.
fn with_dyn(input: ParseStream<'_>, bare: &mut Vec<TokenStream>) -> syn::Result<TokenStream> {
    let mut written = TokenStream::new();
    let mut begins_type = true;
    while !input.is_empty() {
        let ahead = input.fork();
        if begins_type
            && let Ok(path) = ahead.call(Path::parse_mod_style)
            && ahead.peek(syn::token::Paren)
        {
            input.advance_to(&ahead);
            let arguments: Group = ahead.parse()?;
            bare.push(quote!(#path #arguments));
            written.extend(quote!(dyn #path));
        }
        let mut token: TokenTree = input.parse()?;
        if let TokenTree::Group(group) = &mut token {
            let inside = |input: ParseStream<'_>| with_dyn(input, bare);
            let mut inside = Group::new(group.delimiter(), inside.parse2(group.stream())?);
            inside.set_span(group.span());
            *group = inside;
        }
        begins_type = match &token {
            TokenTree::Punct(punct) => ":&<,>=".contains(punct.as_char()),
            TokenTree::Ident(word) => word == "mut",
            _ => false,
        };
        written.extend([token]);
    }
    Ok(written)
}

/// A `dyn` or an `impl` that no trait follows, as rustc reads a type, and refuses it later.
pub(super) fn without_trait(tokens: TokenStream) -> Option<Ident> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match tokens.peek() {
            None => true,
            Some(TokenTree::Punct(sign)) => ",;>".contains(sign.as_char()),
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            Some(_) => false,
        };
        let found = match token {
            TokenTree::Ident(word) if word == "dyn" || word == "impl" => ends.then_some(word),
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                without_trait(group.stream())
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
