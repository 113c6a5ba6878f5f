//! What is said of a plugin that was refused or failed.

use std::fmt;

use super::error::{PluginError, PluginErrorKind};
use crate::facts::mark::OrderMark;
use crate::facts::text::{error_chain, line, plain};

impl fmt::Display for PluginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plugin = self.info();
        f.write_str(if self.is_essential() { "essential plugin" } else { "plugin" })?;
        write!(f, " `{}`", plain(plugin.name()))?;
        if let Some(location) = plugin.location() {
            let package = plugin.package().unwrap_or("an unnamed package");
            let version = plugin.version().map(|version| format!(" {version}")).unwrap_or_default();
            write!(f, " of {package}{version} ({location})")?;
        }
        f.write_str(" was not registered: ")?;
        self.kind().tell(f, self.is_essential())
    }
}

impl fmt::Debug for PluginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl fmt::Debug for PluginErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

/// What went wrong, without the plugin's name.
impl fmt::Display for PluginErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(f, false)
    }
}

impl PluginErrorKind {
    /// What went wrong; an essential plugin can't be left out.
    fn tell(&self, f: &mut fmt::Formatter<'_>, is_essential: bool) -> fmt::Result {
        let or = if is_essential { "" } else { ", or leave the plugin out" };
        match self {
            PluginErrorKind::EmptyName => {
                f.write_str("its name is empty; register it under a name")
            }
            PluginErrorKind::UnfitName { mistake } => {
                write!(f, "{mistake}; register it under another name")
            }
            PluginErrorKind::NameTaken { holder } => write!(
                f,
                "the name is taken by {holder}; leave one of them out, or have one renamed, by \
                 `#[hookimpl(name = \"…\")]` or `register_as`"
            ),
            PluginErrorKind::OtherVersion { holder } => write!(
                f,
                "another version of its package is linked, with the plugin {holder}; let all \
                 depend on one: `cargo tree --duplicates` shows who asks for which"
            ),
            PluginErrorKind::Constructor(error) if f.alternate() => {
                write!(f, "its constructor failed: {}; correct that{or}", error_chain(&**error))
            }
            // What is behind it follows, where somebody prints that.
            PluginErrorKind::Constructor(error) => {
                let remedy = if error.source().is_some() { "" } else { "; correct that" };
                let or = if remedy.is_empty() { "" } else { or };
                write!(f, "its constructor failed: {}{remedy}{or}", line(&error.to_string()))
            }
            PluginErrorKind::ConstructorPanicked(message) => {
                let message = line(message);
                write!(f, "its constructor panicked: {message}; report that to its authors{or}")
            }
            #[cfg(feature = "config")]
            PluginErrorKind::Config(error) => fmt::Display::fmt(error, f),
            PluginErrorKind::ReplayPanicked(message) => {
                let message = line(message);
                write!(
                    f,
                    "it panicked at a historic call: {message}; report that to its authors{or}"
                )
            }
            PluginErrorKind::Disagreement { option, one, other } => write!(
                f,
                "its `#[hookimpl]` disagree on `{option}`: {one}, {other}; say it once, or \
                 say the same"
            ),
            PluginErrorKind::OtherSpec { relay, specs: Some(specs) } => write!(
                f,
                "it implements `{specs}`, and the relay of `{relay}` has none of those hooks; call \
                 `with_plugin` on the relay of `{specs}`, or leave `.with::<{specs}>()` out"
            ),
            PluginErrorKind::OtherSpec { relay, specs: None } => write!(
                f,
                "it implements nothing of `{relay}`; name the spec: \
                 `Plugin::new(…).with::<{relay}>()`"
            ),
            PluginErrorKind::OrderOfItself { mark } => write!(
                f,
                "it can't come before or after itself, as {mark} has it on the hook `{}`; name \
                 others, or remove that",
                mark.hook
            ),
            PluginErrorKind::OrderAgainstBands { mark, bands, .. } => write!(
                f,
                "on the hook `{}` {mark} can't be kept, since {bands}; remove one of these marks, \
                 or leave a plugin out",
                mark.hook
            ),
            PluginErrorKind::OrderCircle { marks } => circle(f, marks),
            PluginErrorKind::ManagerDropped => {
                f.write_str("its manager has been dropped; keep the manager as long as its hooks")
            }
            PluginErrorKind::Unregistered => f.write_str(
                "it was unregistered or blocked before its registration was over; register it \
                 again if that was not meant",
            ),
        }
    }
}

fn circle(f: &mut fmt::Formatter<'_>, marks: &[OrderMark]) -> fmt::Result {
    let hook = marks.first().map_or("", |mark| mark.hook);
    write!(f, "on the hook `{hook}` the marks lead round in a circle: ")?;
    for (i, mark) in marks.iter().enumerate() {
        write!(f, "{}{mark}", if i == 0 { "" } else { ", " })?;
    }
    f.write_str("; remove one of them, or leave a plugin out")
}
