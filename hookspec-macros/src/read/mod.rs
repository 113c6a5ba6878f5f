//! Items as they are while somebody types.
//!
//! rustc hands on an item that it could not read to its end, and has said what
//! is wrong. What can be read is read here, and no second error is made of the
//! rest: so the others keep their types, and an editor completes.

mod signature;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    AttrStyle, Attribute, Ident, ImplItem, Item, ItemImpl, ItemTrait, Signature, Token, TraitItem,
    Visibility,
};

use self::signature::{signature, without_trait};
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

/// The word that an item begins with, behind its attributes and its visibility: `struct`.
pub(crate) fn head(item: &TokenStream) -> TokenStream {
    let read = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let head: TokenTree = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(head.into())
    };
    read.parse2(item.clone()).unwrap_or_default()
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
        // Inside of what stands for the item, there is no place for them.
        let inner = Attribute::parse_inner(input)?;
        attrs.extend(inner.into_iter().map(|attr| Attribute { style: AttrStyle::Outer, ..attr }));
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
        let signature::Read { sig, bare, is_half } = signature(input)?;
        let end = if input.peek(Token![;]) {
            End::Semicolon(input.parse()?)
        } else if input.peek(syn::token::Brace) {
            End::Body(body(input)?)
        } else {
            End::Missing
        };
        // A body may name what is missing.
        let end = match end {
            End::Body(_) if is_half => End::Missing,
            end => end,
        };
        Ok(Method { attrs, vis, sig, bare, end })
    }
}

/// A body, which may be a fragment that a macro was given.
fn body(input: ParseStream<'_>) -> syn::Result<Group> {
    match input.parse()? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            body.parse2(group.stream())
        }
        TokenTree::Group(group) => Ok(group),
        token => Err(syn::Error::new(token.span(), "a body is missing")),
    }
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
            End::Semicolon(_) => tokens.extend(quote!({ loop {} })),
            // rustc has said so, if it is no syntax that is newer than this.
            End::Missing => tokens.extend(quote!({
                let _: () = const { ::core::panic!("this function can't be read to its end") };
                loop {}
            })),
            End::Body(body) => body.to_tokens(tokens),
        }
    }
}
