//! What was meant by a value that is written in another way.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprPath, Lit, LitStr, Token, TypePath};

use crate::text;

/// Whether a name is that of a constant, whose value no macro sees.
pub(super) fn is_constant(name: &str) -> bool {
    !name.contains(char::is_lowercase)
}

/// The text of a value: that of a literal which stands first, or of the only text in it.
pub(super) fn written_text(value: TokenStream) -> Option<String> {
    first_literal(value.clone()).or_else(|| only_text(value))
}

/// `spam` of `"spam".to_owned()`.
fn first_literal(value: TokenStream) -> Option<String> {
    let first: Lit = syn::parse2(value.into_iter().take(1).collect()).ok()?;
    match first {
        Lit::Str(text) => Some(text.value()),
        Lit::ByteStr(text) => String::from_utf8(text.value()).ok(),
        Lit::Char(text) => Some(text.value().to_string()),
        Lit::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// All texts in the tokens, wherever they stand.
fn texts_in(tokens: TokenStream) -> Vec<String> {
    let texts = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => texts_in(group.stream()),
        token => syn::parse2::<LitStr>(token.into()).iter().map(LitStr::value).collect(),
    });
    texts.collect()
}

/// The only text in the tokens: `spam` of `String::from("spam")`.
pub(super) fn only_text(tokens: TokenStream) -> Option<String> {
    let mut texts = texts_in(tokens).into_iter();
    texts.next().filter(|_| texts.next().is_none())
}

/// What was meant by names that are written in another way than as strings:
/// `("spam", "ham")`, `&["spam"]`, `eggsample_spam`, `spam::Spam`.
pub(super) fn listed(value: TokenStream) -> Vec<String> {
    let texts = texts_in(value.clone());
    if !texts.is_empty() {
        return texts;
    }
    let list = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(value);
    list.iter().flatten().map(plugin_of).collect()
}

/// The name of a plugin that is meant by the path of its type, or of its crate.
pub(super) fn plugin_of(expression: &Expr) -> String {
    let Expr::Path(ExprPath { path, .. }) = expression else { return text::of(expression) };
    let Some(last) = path.segments.last().map(|last| last.ident.to_string()) else {
        return String::new();
    };
    if last.starts_with(char::is_uppercase) { text::kebab_case(&last) } else { last }
}

/// `Spam::new` of `Spam::new()` and of `&Spam::new`.
pub(super) fn undecorated(value: &TokenStream) -> Option<TypePath> {
    let path = match syn::parse2(value.clone()).ok()? {
        Expr::Call(call) if call.args.is_empty() => *call.func,
        Expr::Reference(reference) => *reference.expr,
        _ => return None,
    };
    syn::parse2(path.into_token_stream()).ok()
}

/// The path that a text is; a package's name is meant as that of its crate.
pub(super) fn path_of(text: &str) -> Option<TypePath> {
    syn::parse_str(&text.replace(' ', "").replace('-', "_")).ok()
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::{listed, path_of, undecorated, written_text};

    #[test]
    fn names_are_found_in_any_form_of_a_list() {
        let written = [
            quote!({ "spam", "ham" }),
            quote!(&["spam", "ham"]),
            quote!(vec!["spam", "ham"]),
            quote!("spam" | "ham"),
            quote!(["spam" "ham"]),
            quote!(cooks::Spam, ham),
        ];
        for value in written {
            assert_eq!(listed(value), ["spam", "ham"]);
        }
        assert_eq!(listed(quote!(HouseCook)), ["house-cook"]);
    }

    #[test]
    fn a_text_is_found_where_it_is_the_only_one() {
        for value in [quote!("spam"), quote!("spam".to_owned()), quote!(String::from("spam"))] {
            assert_eq!(written_text(value).as_deref(), Some("spam"));
        }
        assert_eq!(written_text(quote!(format!("{}-{}", "spam", n))), None);
    }

    #[test]
    fn a_path_is_found_in_what_is_made_of_it() {
        for value in [quote!(Spam::new()), quote!(&Spam::new)] {
            let path = undecorated(&value).expect("a path");
            assert_eq!(path.to_token_stream().to_string(), "Spam :: new");
        }
        let path = path_of("pluggy-core").expect("a path");
        assert_eq!(path.to_token_stream().to_string(), "pluggy_core");
    }
}
