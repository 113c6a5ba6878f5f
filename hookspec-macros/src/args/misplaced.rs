//! What to write instead of an option that its place does not have.

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

/// What is said of an option that `here` does not have.
pub(super) fn advice(attribute: &str, here: &str, known: &[&str], name: &str) -> String {
    let meant = plain(name);
    if let Some(known) = known.iter().find(|known| **known == meant) {
        return format!("`#[{attribute}]` on {here} has no option `{name}`: write `{known}`");
    }
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
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("an option begins with its name, one of {}", known.join(", "))
}

/// A name as our options are written: in lower case, without underscores.
pub(super) fn plain(name: &str) -> String {
    let name = name.replace(['_', '-'], "").to_lowercase();
    // pluggy's own word.
    if name == "hookwrapper" { "wrapper".into() } else { name }
}
