//! What is seen of plugins and hooks. A program of its own, since a report has
//! all plugins that are linked into one.

mod graph;
mod hostile;
mod json;
mod kinds;
mod kitchen;
mod marks;
mod statuses;
mod subcommand;
mod table;

/// A text with the same places and version, whatever is written above them.
fn settled(text: &str) -> String {
    let mut settled = String::new();
    for part in text.replace(env!("CARGO_PKG_VERSION"), "0.1.0").split_inclusive(".rs:") {
        let is_place = settled.ends_with(".rs:");
        let place = part.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(part.len());
        if is_place {
            settled.push_str("1:2");
        }
        settled.push_str(&part[if is_place { place } else { 0 }..]);
    }
    settled
}
