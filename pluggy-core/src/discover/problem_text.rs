//! What a problem says.

use std::fmt;

use super::problem::{HostVersion, Problem};
use crate::facts::text::plain;

/// As it prints.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::MissingEssential { plugin, reason } => {
                write!(f, "essential plugin `{}` is not registered: {reason}", plain(plugin))
            }
            Problem::NoSpec => f.write_str(
                "no spec was added before this discovery, so no plugin is for this manager: call \
                 `add_hookspecs` first",
            ),
            Problem::UnknownHook { plugin, hook, location, meant } => {
                let remedy = "nobody calls it; to have it called, link a version of the host that \
                              has it";
                let remedy = question(meant.as_deref(), remedy);
                write!(
                    f,
                    "no linked version of the host has the optional hook `{hook}` of the plugin \
                     {plugin}, at {location}: {remedy}"
                )
            }
            Problem::UnnamedSpec { plugin, spec } => write!(
                f,
                "the plugin {plugin} is registered without its hooks of `{spec}`, which are not \
                 called: register it with them, `Plugin::new(…).with::<dyn …>()`"
            ),
            Problem::UnknownName { name, meant } => {
                let remedy = "it keeps a plugin out that is not there";
                let remedy = question(meant.as_deref(), remedy);
                write!(f, "the host blocks `{}`, and no plugin is called so: {remedy}", plain(name))
            }
            Problem::TooLate { call, effect, .. } => {
                write!(f, "`{call}` came too late: {}; call it before the discovery", plain(effect))
            }
            Problem::ChosenAgain { call, lost, remedy, .. } => write!(
                f,
                "`{call}` came again before the discovery, and the last call counts alone: {}; \
                 {remedy}",
                plain(lost)
            ),
            Problem::OverruledMark { origin, mark, plugin, hook } => write!(
                f,
                "the order of {} is against `{mark}` of {plugin} on the hook `{hook}`: list them as \
                 the mark has it, or leave one out of the order",
                plain(origin)
            ),
            Problem::HostVersions { package, here, others } => versions(f, package, here, others),
            problem => match problem.of_selector() {
                Some((selector, origin, what)) => {
                    let of = if origin.is_empty() { "" } else { " of " };
                    write!(f, "`{}`{of}{} {what}", plain(selector), plain(origin))
                }
                None => problem.of_config(f),
            },
        }
    }
}

impl Problem {
    /// The selector, where it is, and what is wrong with it.
    fn of_selector(&self) -> Option<(&str, &str, String)> {
        Some(match self {
            Problem::UnmatchedSelector { selector, origin, hint } => {
                (selector, origin, format!("names no plugin and no package: {}", plain(hint)))
            }
            Problem::InvalidSelector { selector, origin, mistake } => {
                (selector, origin, format!("is no selector: {}", plain(mistake)))
            }
            Problem::EssentialPlugins { selector, origin, plugins } => {
                let plugins = list(plugins);
                let what = "can't be switched off; remove the selector";
                (selector, origin, format!("has no effect: {plugins} {what}"))
            }
            Problem::RepeatedSelector { selector, origin } => {
                (selector, origin, "has a place in that order already: remove one".into())
            }
            _ => return None,
        })
    }

    /// Where in a configuration it is, and what is wrong there.
    fn of_config(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, section, what) = match self {
            Problem::UnknownSection { section, origin, hint, .. } => {
                (origin, section, format!("is for no plugin: {}", plain(hint)))
            }
            Problem::UnreadKey { key, origin, hint, .. } => {
                return write!(
                    f,
                    "{}`{}` is read by nobody: {}",
                    at(origin),
                    plain(key),
                    plain(hint)
                );
            }
            Problem::StrayKey { key, origin, meant, table } => {
                let (at, key, table) = (at(origin), plain(key), plain(table));
                return write!(
                    f,
                    "{at}`{key}` is read by nobody: to choose plugins, write `{meant}` in `[{table}]`"
                );
            }
            Problem::UnusedSection { section, origin, plugin, .. } => {
                let what = "takes no configuration; remove the section";
                (origin, section, format!("has no effect: the plugin {plugin} {what}"))
            }
            Problem::UnreadSection { section, origin, .. } => {
                let what = "is read by nobody: the host, which registers that plugin by hand, \
                            must read it by `Config::section`; or remove it";
                (origin, section, what.to_owned())
            }
            Problem::StraySection { section, origin, meant, .. } => {
                let meant = plain(meant);
                (origin, section, format!("is read by nobody: did you mean `[{meant}]`?"))
            }
            Problem::HalfConfig { origin, remedy, .. } => {
                let which = if origin.is_empty() { "a configuration" } else { origin };
                return write!(f, "{}: {}", plain(which), plain(remedy));
            }
            _ => return Ok(()),
        };
        write!(f, "{}`[{}]` {what}", at(origin), plain(section))
    }
}

/// Where something stands, before it, as far as that is known.
fn at(origin: &str) -> String {
    if origin.is_empty() { String::new() } else { format!("{}: ", plain(origin)) }
}

fn versions(
    f: &mut fmt::Formatter<'_>,
    package: &str,
    here: &HostVersion,
    others: &[HostVersion],
) -> fmt::Result {
    let is_same = others.iter().all(|other| other.version == here.version);
    let (what, one) = if is_same { ("copies", "source") } else { ("versions", "version") };
    let count = match others.len() {
        1 => "two".to_owned(),
        others => (others + 1).to_string(),
    };
    write!(f, "{count} {what} of {package} are linked: the hooks are those of {here}")?;
    others.iter().try_for_each(|other| write!(f, "; and left out, for {other}"))?;
    write!(f, "; let all depend on one {one}: `cargo tree --duplicates` shows who asks for which")
}

/// `0.1.0, with spam (eggsample-spam 0.1.0, src/lib.rs:7:6)`.
impl fmt::Display for HostVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.plugins[..] {
            [] => write!(f, "{}, with no plugin", self.version),
            plugins => write!(f, "{}, with {}", self.version, list(plugins)),
        }
    }
}

/// Asks whether a name was meant; where none is near, says what there is to do.
fn question(meant: Option<&str>, remedy: &str) -> String {
    meant.map_or_else(|| remedy.to_owned(), |meant| format!("did you mean `{}`?", plain(meant)))
}

/// `a, b and c`.
fn list<T: fmt::Display>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| plain(&item.to_string())).collect();
    match &items[..] {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        items => items.join(", "),
    }
}
