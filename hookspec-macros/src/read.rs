//! Items as they are while somebody types.
//!
//! rustc hands on an item that it could not read to its end, and has said what
//! is wrong. What can be read is read here, and no second error is made of the
//! rest: so the others keep their types, and an editor completes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    Attribute, FnArg, Ident, ImplItem, Item, ItemImpl, ItemTrait, Path, Signature, Token,
    TraitItem, Visibility,
};

use crate::errors::Errors;
use crate::text;

/// What an attribute stands on.
pub(crate) enum Read {
    Trait(Box<ItemTrait>, Vec<Member>),
    Impl(Box<ItemImpl>, Vec<Member>),
    Function(Box<Method>),
    /// Any other item.
    Other,
    /// No item that can be read.
    Nothing,
}

/// What stands in a trait or an `impl`.
pub(crate) enum Member {
    Method(Box<Method>),
    Other(Other, TokenStream),
    /// What can't be read, of which rustc has said so, but for a `dyn` or an `impl` without
    /// a trait.
    Unread(Option<Ident>),
}

/// What a spec and a plugin have none of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    Type,
    Macro,
    Constant,
}

/// A method or a function, whose body nobody reads.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    /// Traits that stand for a type without `dyn`, which the signature has with it.
    pub(crate) bare: Vec<TokenStream>,
    pub(crate) end: End,
}

/// What follows a signature.
#[derive(Clone)]
pub(crate) enum End {
    Semicolon(Token![;]),
    Body(Group),
    Missing,
}

/// Reads an item.
pub(crate) fn item(tokens: &TokenStream) -> Read {
    let (head, body) = without_body(tokens);
    match syn::parse2(head) {
        Ok(Item::Trait(mut item)) => {
            let members = members(body, &mut item.attrs);
            Read::Trait(Box::new(item), members)
        }
        Ok(Item::Impl(mut item)) => {
            let members = members(body, &mut item.attrs);
            Read::Impl(Box::new(item), members)
        }
        item => match syn::parse2::<Method>(tokens.clone()) {
            Ok(method) => Read::Function(Box::new(method)),
            Err(_) if item.is_ok() => Read::Other,
            Err(_) => Read::Nothing,
        },
    }
}

/// The tokens with nothing in the braces at their end, and what was there.
fn without_body(tokens: &TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens: Vec<_> = tokens.clone().into_iter().collect();
    let Some(TokenTree::Group(group)) = tokens.last_mut() else {
        return (tokens.into_iter().collect(), TokenStream::new());
    };
    let body = group.stream();
    let mut empty = Group::new(group.delimiter(), TokenStream::new());
    empty.set_span(group.span());
    *group = empty;
    (tokens.into_iter().collect(), body)
}

fn members(body: TokenStream, attrs: &mut Vec<Attribute>) -> Vec<Member> {
    let read = |input: ParseStream<'_>| {
        attrs.extend(Attribute::parse_inner(input)?);
        let mut members = Vec::new();
        while !input.is_empty() {
            if let Some(member) = readable(input) {
                members.push(member);
            } else {
                members.push(Member::Unread(without_trait(skip(input)?)));
            }
        }
        Ok(members)
    };
    read.parse2(body).unwrap_or_default()
}

/// What can be read here, if anything; read once.
fn readable<T: Parse>(input: ParseStream<'_>) -> Option<T> {
    let ahead = input.fork();
    let read = ahead.parse().ok()?;
    input.advance_to(&ahead);
    Some(read)
}

/// Leaves out what can't be read: up to its end, or to the next method.
fn skip(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut skipped = TokenStream::new();
    loop {
        let token: TokenTree = input.parse()?;
        skipped.extend([token.clone()]);
        let ends = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            _ => false,
        };
        let begins = input.peek(Token![fn]) || input.peek(Token![#]) || input.peek(Token![pub]);
        if ends || begins || input.is_empty() {
            return Ok(skipped);
        }
    }
}

/// Reports what rustc leaves to us, of what can't be read.
pub(crate) fn check_unread(word: Option<&Ident>, errors: &mut Errors) {
    if let Some(word) = word {
        errors.push(word, format_args!("a trait is missing here: write `{word} Trait`"));
    }
}

/// A `dyn` or an `impl` that no trait follows, as rustc reads a type, and refuses it later.
fn without_trait(tokens: TokenStream) -> Option<Ident> {
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

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if let Some(method) = readable(input) {
            return Ok(Member::Method(Box::new(method)));
        }
        if let Some(member) = readable(input) {
            let kind = match &member {
                TraitItem::Type(_) => Other::Type,
                TraitItem::Macro(_) => Other::Macro,
                _ => Other::Constant,
            };
            return Ok(Member::Other(kind, member.into_token_stream()));
        }
        // With a visibility, say.
        Ok(Member::Other(Other::Constant, input.parse::<ImplItem>()?.into_token_stream()))
    }
}

impl Parse for Method {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let (sig, bare) = signature(input)?;
        let end = if input.peek(Token![;]) {
            End::Semicolon(input.parse()?)
        } else if input.peek(syn::token::Brace) {
            End::Body(input.parse()?)
        } else {
            End::Missing
        };
        Ok(Method { attrs, vis, sig, bare, end })
    }
}

/// A signature, and the traits in it that lack a `dyn`.
fn signature(input: ParseStream<'_>) -> syn::Result<(Signature, Vec<TokenStream>)> {
    if let Some(sig) = readable(input) {
        return Ok((sig, Vec::new()));
    }
    let ahead = input.fork();
    let mut tokens = TokenStream::new();
    while !at_end(&ahead) {
        tokens.extend([ahead.parse::<TokenTree>()?]);
    }
    if without_trait(tokens.clone()).is_some() {
        return Err(ahead.error("a trait is missing"));
    }
    let mut bare = Vec::new();
    let with_dyn = |input: ParseStream<'_>| with_dyn(input, &mut bare);
    if let Ok(sig) = with_dyn.parse2(tokens).and_then(syn::parse2) {
        input.advance_to(&ahead);
        return Ok((sig, bare));
    }
    Ok((without_unreadable(input)?, Vec::new()))
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

impl Method {
    /// Reports each trait that lacks its `dyn`.
    pub(crate) fn check_bare(&self, errors: &mut Errors) {
        for written in &self.bare {
            let message =
                format!("a trait object begins with `dyn`: write `dyn {}`", text::of(written));
            errors.push(written, message);
        }
    }
}

impl ToTokens for Method {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Method { attrs, vis, sig, end, .. } = self;
        tokens.extend(quote!(#(#attrs)* #vis #sig));
        match end {
            End::Semicolon(_) | End::Missing => tokens.extend(quote!({ loop {} })),
            End::Body(body) => body.to_tokens(tokens),
        }
    }
}
