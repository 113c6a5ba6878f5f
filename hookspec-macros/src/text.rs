//! Tokens as text, spaced as `rustfmt` would: they forget their own spaces.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Signature;

/// A signature or a type: `fn knock(&self, times: u32) -> Option<String>`.
pub(crate) fn of(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    write(tokens.into_token_stream(), &mut text);
    text
}

/// The name of a type in kebab case, as `kebab_case` of `pluggy-core`'s `facts/plugin.rs`
/// makes it.
pub(crate) fn kebab_case(name: &str) -> String {
    let name: Vec<char> = name.trim_start_matches("r#").chars().collect();
    let mut kebab = String::new();
    for (i, &c) in name.iter().enumerate() {
        if c == '_' {
            kebab.push('-');
            continue;
        }
        let last = i.checked_sub(1).map(|i| name[i]);
        let after_small = last.is_some_and(|last| !last.is_uppercase() && last != '_');
        let before_small = last.is_some_and(char::is_uppercase)
            && name.get(i + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_small || before_small) {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// The signature of a method that forgot its receiver, as it was meant.
pub(crate) fn with_self(sig: &Signature) -> String {
    let mut meant = sig.clone();
    meant.inputs.insert(0, syn::parse_quote!(&self));
    of(meant)
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                let is_called = text.ends_with(|c: char| c.is_alphanumeric() || "_>".contains(c))
                    && !text.ends_with("->");
                if open == "(" && is_called {
                    text.push_str(open);
                } else {
                    push(text, open);
                }
                let inside = text.len();
                write(group.stream(), text);
                // Of a signature over several lines; `(T,)` is a type.
                if close == ")" && text.ends_with(',') && text[inside..].contains(": ") {
                    text.pop();
                }
                text.push_str(close);
            }
            TokenTree::Punct(punct) => push(text, &punct.as_char().to_string()),
            token => push(text, &token.to_string()),
        }
    }
}

/// Adds a token, after a space where there should be one.
fn push(text: &mut String, token: &str) {
    let is_arrow = token == ">" && text.ends_with('-');
    let closes = matches!(token, "," | ":" | ";" | ">" | "<" | "?") || is_arrow;
    let opened = text.is_empty()
        || text.ends_with(['(', '[', '<', '&', '\'', '!', '*', '?'])
        || text.ends_with("::")
        || (text.ends_with(':') && token == ":");
    if !closes && !opened && !token.is_empty() && !is_path_start(text, token) {
        text.push(' ');
    }
    text.push_str(token);
}

/// Whether the text ends in the first half of a `::` that the token completes.
fn is_path_start(text: &str, token: &str) -> bool {
    token == ":" && text.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn signatures_are_spaced_as_written() {
        for written in [
            "fn knock(&self, times: u32) -> Option<String>",
            "fn f<'a>(&self, x: &'a str, y: &mut fmt::Formatter<'_>) -> &'a str",
            "fn g(&self, f: &dyn Fn(u32) -> Vec<Vec<u8>>, s: [u8; 4]) -> io::Result<()>",
            "fn h(next: impl FnOnce(&mut Tray<'t>) -> Result<(), E>)",
            "fn i(&self)",
            "fn j(&self, t: (u8, &[String]), b: Box<dyn Send + Sync>)",
        ] {
            let sig: syn::Signature = syn::parse_str(written).unwrap();
            assert_eq!(of(&sig), written);
        }
    }

    #[test]
    fn a_signature_over_several_lines_is_one() {
        let of_lines = |lines: &str| of(syn::parse_str::<syn::Signature>(lines).unwrap());
        assert_eq!(of_lines("fn f(\n    &self,\n    x: (u8,),\n)"), "fn f(&self, x: (u8,))");
    }
}
