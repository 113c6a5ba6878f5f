//! What to write instead of an option that its place does not have.

use proc_macro2::Ident;

use super::Options;
use super::grammar::Opt;
use crate::errors::Errors;

/// Where each option belongs: its attribute, above what, and how it is written.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("firstresult", "hookspec", "a hook", "firstresult"),
    ("historic", "hookspec", "a hook", "historic"),
    ("allresults", "hookspec", "a hook", "allresults"),
    ("waterfall", "hookspec", "a hook", "waterfall"),
    ("oldestfirst", "hookspec", "a hook", "oldestfirst"),
    ("skip", "hookspec", "an argument", "skip"),
    ("crate", "hookspec", "the trait", "crate = path"),
    ("name", "hookimpl", "the `impl`", "name = \"…\""),
    ("new", "hookimpl", "the `impl`", "new = path"),
    ("config", "hookimpl", "the `impl`", "config = Type"),
    ("manual", "hookimpl", "the `impl`", "manual"),
    ("crate", "hookimpl", "the `impl`", "crate = path"),
    ("tryfirst", "hookimpl", "a method", "tryfirst"),
    ("trylast", "hookimpl", "a method", "trylast"),
    ("wrapper", "hookimpl", "a method", "wrapper"),
    ("before", "hookimpl", "the `impl` or a method", "before = \"…\""),
    ("after", "hookimpl", "the `impl` or a method", "after = \"…\""),
    ("optionalhook", "hookimpl", "a method", "optionalhook"),
    ("specname", "hookimpl", "a method", "specname = \"…\""),
];

impl Options {
    /// Takes slips of options for these, and says so.
    pub(crate) fn mend(&mut self, here: &str, known: &[&str], errors: &mut Errors) {
        for opt in &mut self.list {
            let Opt::Named(path, _) = opt else { continue };
            let Some(name) = path.get_ident().map(Ident::to_string) else { continue };
            let Some(meant) = meant(&name, known) else { continue };
            if name != meant {
                let attribute = self.attribute;
                let message =
                    format!("`#[{attribute}]` on {here} has no option `{name}`: write `{meant}`");
                errors.push(&*path, message);
                *path = Ident::new(meant, path.segments[0].ident.span()).into();
            }
        }
    }
}

/// The option that is so written, or the only one that begins or ends so: `optionalhook` for
/// `optional`.
fn meant<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = plain(name);
    if let Some(known) = known.iter().find(|known| **known == plain) {
        return Some(known);
    }
    if let Some(known) = known.iter().find(|known| plain.len() > 3 && is_slip(&plain, known)) {
        return Some(known);
    }
    let is_part = |known: &&&str| known.starts_with(&*plain) || known.ends_with(&*plain);
    let mut parts = known.iter().filter(is_part).filter(|_| plain.len() > 3);
    let only = parts.next().copied();
    only.filter(|_| parts.next().is_none())
}

/// Whether a letter is another, or is missing, or too much, or two have changed places.
fn is_slip(written: &str, meant: &str) -> bool {
    let same = written.bytes().zip(meant.bytes()).take_while(|(a, b)| a == b).count();
    let (written, meant) = (&written.as_bytes()[same..], &meant.as_bytes()[same..]);
    let is_swapped = || matches!((written, meant), ([a, b, written @ ..], [c, d, meant @ ..]) if (a, b) == (d, c) && written == meant);
    let (less, fewer) = (written.get(1..), meant.get(1..));
    less == Some(meant) || Some(written) == fewer || less == fewer || is_swapped()
}

/// What is said of an option that `here` does not have.
pub(super) fn advice(attribute: &str, here: &str, known: &[&str], name: &str) -> String {
    let meant = plain(name);
    let options: Vec<_> = PLACES.iter().map(|(option, ..)| *option).collect();
    let meant = self::meant(name, &options).unwrap_or(&meant);
    let places = || PLACES.iter().filter(|(option, ..)| *option == meant);
    if let Some((option, _, place, written)) = places().find(|place| place.1 == attribute) {
        return format!(
            "`{option}` goes on {place}, not on {here}: write `#[{attribute}({written})]` there"
        );
    }
    if let Some((option, other, place, written)) = places().next() {
        return format!(
            "`{option}` is {}: `#[{other}({written})]` on {place}; remove it here",
            whose(other)
        );
    }
    // pluggy's own words.
    if ["warnonimpl", "warnonimplargs"].contains(&meant) {
        return "who implements what is old is warned by `#[deprecated = \"…\"]`: write that above the \
                hook, or before the argument"
            .into();
    }
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("`#[{attribute}]` on {here} has no option `{name}`; it has {}", known.join(", "))
}

/// Whose word an attribute is.
fn whose(attribute: &str) -> &'static str {
    if attribute == "hookspec" { "for the spec to say" } else { "for a plugin to say" }
}

/// What is said of something that begins with no name.
pub(super) fn nameless(known: &[&str], written: &str) -> String {
    let text = written.trim_matches('"');
    if let Some(known) = known.iter().find(|known| **known == plain(text)) {
        return format!("an option has no quotes: write `{known}`");
    }
    if written.starts_with('"') && known.contains(&"name") {
        return format!("a plugin's name is an option: write `name = {written}`");
    }
    if written.starts_with('"') && known.contains(&"specname") {
        return format!(
            "the hook that a method implements is an option: write `specname = {written}`"
        );
    }
    if written == "async" && ["firstresult", "tryfirst"].iter().any(|name| known.contains(name)) {
        return "an async hook is an `async fn`: write that".into();
    }
    if let [only] = known {
        return format!("the only option here is `{only}`: remove this");
    }
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("an option begins with its name, one of {}", known.join(", "))
}

/// A name as our options are written: in lower case, without underscores.
pub(super) fn plain(name: &str) -> String {
    let name = name.replace(['_', '-'], "").to_lowercase();
    // pluggy's own word.
    if name == "hookwrapper" { "wrapper".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::{is_slip, meant};

    #[test]
    fn one_slip_is_no_more_than_that() {
        for slip in ["tryfrist", "tryfist", "tryfiirst", "tryforst", "ryfirst", "tryfirs"] {
            assert!(is_slip(slip, "tryfirst"), "{slip}");
        }
        for other in ["trylast", "tryfrits", "first", "tryfirstly"] {
            assert!(!is_slip(other, "tryfirst"), "{other}");
        }
    }

    #[test]
    fn a_short_name_is_no_slip_of_another() {
        assert_eq!(meant("new", &["name", "crate"]), None);
        assert_eq!(meant("mane", &["name", "crate"]), None);
        assert_eq!(meant("nam", &["name", "crate"]), None);
        assert_eq!(meant("creat", &["name", "crate"]), None);
        assert_eq!(meant("crat", &["name", "crate"]), Some("crate"));
    }
}
