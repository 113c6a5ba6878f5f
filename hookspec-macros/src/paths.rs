//! Spans and paths of generated code.
//!
//! A user's span is never put on generated tokens as it is: the user's lints,
//! `forbid(unsafe_code)` among them, would fire there. [`at`] gives the place
//! without the hygiene. Names that the user chose and those that the macros
//! chose get different hygiene, so that an argument never meets a generated
//! local of its name.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Path, Visibility};

/// A span that points at the user's, and is resolved as the macro's.
pub(crate) fn at(user: Span) -> Span {
    Span::mixed_site().located_at(user)
}

/// The user's identifier, for generated code.
pub(crate) fn named(user: &Ident) -> Ident {
    named_at(user, user.span())
}

/// The user's identifier at another place: where a mistake is to be shown.
pub(crate) fn named_at(user: &Ident, place: Span) -> Ident {
    let mut ident = in_any_edition(user);
    ident.set_span(Span::call_site().located_at(place));
    ident
}

/// Raw, where it is a keyword of our edition that may be none of the user's:
/// generated tokens have ours.
pub(crate) fn in_any_edition(user: &Ident) -> Ident {
    if user == "gen" { Ident::new_raw("gen", user.span()) } else { user.clone() }
}

/// The same tokens, each shown at one place.
pub(crate) fn located(tokens: TokenStream, place: Span) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| {
        let span = token.span().located_at(place);
        let mut token = match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), located(group.stream(), place)).into()
            }
            token => token,
        };
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// The same tokens, resolved as the macro's: no lint looks at them.
pub(crate) fn resolved(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| {
        let span = at(token.span());
        let mut token = match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), resolved(group.stream())).into()
            }
            TokenTree::Ident(ident) if ident == "$crate" => return ident.into(),
            token => token,
        };
        token.set_span(span);
        token
    });
    tokens.collect()
}

/// The user's visibility, for generated items.
pub(crate) fn visibility(user: &Visibility) -> Visibility {
    let mut vis = user.clone();
    match &mut vis {
        Visibility::Public(token) => token.span = at(token.span),
        Visibility::Restricted(restricted) => {
            restricted.pub_token.span = at(restricted.pub_token.span);
        }
        Visibility::Inherited => {}
    }
    vis
}

/// Where some of the user's tokens begin and end.
///
/// On stable a span covers one token. Of an expression, rustc underlines all
/// from the first token to the last: those that get the two spans.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Place {
    /// The place of `tokens`.
    pub(crate) fn of(tokens: impl ToTokens) -> Self {
        let span = Span::call_site();
        let mut place = None;
        widen(tokens.into_token_stream(), &mut place);
        place.unwrap_or(Place { first: at(span), last: at(span) })
    }

    /// `(arguments)`, as the last token of an expression.
    pub(crate) fn parens(self, arguments: TokenStream) -> TokenStream {
        self.group(Delimiter::Parenthesis, arguments)
    }

    /// `{ body }`, as the last token of an item.
    pub(crate) fn braces(self, body: TokenStream) -> TokenStream {
        self.group(Delimiter::Brace, body)
    }

    fn group(self, delimiter: Delimiter, inside: TokenStream) -> TokenStream {
        let mut group = Group::new(delimiter, inside);
        group.set_span(self.last);
        TokenTree::Group(group).into()
    }
}

fn widen(tokens: TokenStream, place: &mut Option<Place>) {
    for token in tokens {
        let (first, last) = match token {
            // What `macro_rules!` puts around a fragment has no place.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                widen(group.stream(), place);
                continue;
            }
            TokenTree::Group(group) => (group.span_open(), group.span_close()),
            token => (token.span(), token.span()),
        };
        let first = place.map_or(at(first), |place| place.first);
        *place = Some(Place { first, last: at(last) });
    }
}

/// `add_x_arguments`: a name that no user's type has, and no other hook's; it
/// stands in messages.
pub(crate) fn type_name(name: &Ident, what: &str) -> Ident {
    format_ident!("{}_{}", name.unraw(), what, span = at(name.span()))
}

/// The name of an argument: `guests` of `_guests`, which nobody uses.
pub(crate) fn argument_name(written: &Ident) -> Ident {
    let text = written.unraw().to_string();
    let name = text.trim_start_matches('_');
    let ident = syn::parse_str::<Ident>(name).or_else(|_| syn::parse_str(&format!("r#{name}")));
    match ident {
        Ok(mut ident) if name != text => {
            ident.set_span(written.span());
            ident
        }
        _ => written.clone(),
    }
}

/// The method of a spec's trait that `#[hookimpl]` brings: a message without it says what
/// to write.
pub(crate) fn brought(place: Span) -> Ident {
    Ident::new("write_hookimpl_above_this_impl", at(place))
}

/// `__optional_add_x`: what leads to a hook that may be missing.
pub(crate) fn optional(hook: &Ident) -> Ident {
    format_ident!("__optional_{}", hook.unraw(), span = at(hook.span()))
}

/// A `use` of the hidden module that lists all that generated code may name,
/// under a name for what is generated.
///
/// Each foreign path stands once in what is generated, so that a wrong one is
/// one error. `crate = host` will do where the host hands the crate on.
pub(crate) fn use_private(krate: Option<&Path>, name: &Ident) -> TokenStream {
    let private = private(krate);
    quote_spanned!(Span::mixed_site()=> use #private as #name;)
}

/// The hidden module, as generated code calls it.
///
/// Most of what is generated begins with it: a name is put there with much less ado
/// than a path, which is a stream of tokens.
pub(crate) enum Private {
    Named(Ident),
    Path(TokenStream),
}

impl Private {
    /// The same, shown at a place.
    pub(crate) fn at(&self, place: Span) -> Self {
        match self {
            Private::Named(name) => {
                let mut name = name.clone();
                name.set_span(name.span().located_at(place));
                Private::Named(name)
            }
            Private::Path(path) => Private::Path(located(path.clone(), place)),
        }
    }
}

impl ToTokens for Private {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Private::Named(name) => name.to_tokens(tokens),
            Private::Path(path) => path.to_tokens(tokens),
        }
    }
}

/// The hidden module, where it has no other name.
pub(crate) fn private(krate: Option<&Path>) -> TokenStream {
    match krate {
        Some(krate) => {
            let place = at(Place::of(krate).last);
            quote_spanned!(place=> #krate::pluggy_core::__private)
        }
        None => quote_spanned!(Span::mixed_site()=> ::pluggy_core::__private),
    }
}

/// The place of a span, as fields.
pub(crate) fn place_fields(span: Span) -> TokenStream {
    let (file, (line, column)) = (span.unwrap().file(), line_and_column(span));
    quote_spanned!(Span::mixed_site()=> file: #file, line: #line, column: #column)
}

pub(crate) fn line_and_column(span: Span) -> (u32, u32) {
    let place = span.unwrap();
    (saturated(place.line()), saturated(place.column()))
}

fn saturated(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
