//! Plugins by their names, for callers that have some plugins and not others.

use std::collections::BTreeSet;

use super::record::Record;

/// A plugin's name, for `register_as` and `register_fn`: any text.
///
/// All that is `Into<String>` has it.
///
/// ```
/// use pluggy_core::{Plugin, PluginManager, PluginName};
///
/// fn add(pm: &PluginManager, name: impl PluginName) {
///     pm.register_as(name, Plugin::new(1)).expect("the name is free");
/// }
///
/// let pm = PluginManager::new("doorbell");
/// add(&pm, "front");
/// add(&pm, format!("bell-{}", 2));
/// assert!(pm.has_plugin("front") && pm.has_plugin("bell-2"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no plugin's name",
    label = "the name stands here, before what it names",
    note = "write `register_as(\"spam\", plugin)`, `register_fn(\"spam\", |…| …)`"
)]
pub trait PluginName {
    /// The name.
    fn into_name(self) -> String;
}

#[diagnostic::do_not_recommend]
impl<N: Into<String>> PluginName for N {
    fn into_name(self) -> String {
        self.into()
    }
}

/// Plugins by their names, for `without` and `only`, and for a selection: one name, or
/// several.
///
/// `M` is inferred; it tells the two apart. Nobody else implements it.
///
/// ```
/// use pluggy_core::{PluginManager, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self) -> u32;
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// let hooks = pm.add_hookspecs::<dyn Hooks>();
/// hooks.ring.register_fn("front", || 1)?;
/// hooks.ring.register_fn("back", || 2)?;
/// assert_eq!(hooks.ring.only("front").call_all(), [1]);
/// assert_eq!(hooks.ring.only(["front", "side"]).call_all(), [1]);
/// assert!(hooks.ring.without(vec!["front".to_owned(), "back".to_owned()]).is_empty());
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no plugins",
    label = "neither a name nor several",
    note = "write one, `\"spam\"`, or several, `[\"spam\", \"ham\"]`"
)]
#[allow(private_bounds, reason = "it is what seals the trait")]
pub trait PluginNames<M>: Sealed<M> {
    /// The names.
    fn into_names(self) -> impl Iterator<Item = String>;
}

/// Nobody else can name it.
trait Sealed<M> {}

/// Marks one name.
pub struct OneName;

/// Marks any number of names.
pub struct Several;

impl Sealed<OneName> for &str {}
impl Sealed<OneName> for String {}
impl Sealed<OneName> for &String {}
impl<N: AsRef<str>, I: IntoIterator<Item = N>> Sealed<Several> for I {}

#[diagnostic::do_not_recommend]
impl PluginNames<OneName> for &str {
    fn into_names(self) -> impl Iterator<Item = String> {
        [self.to_owned()].into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl PluginNames<OneName> for String {
    fn into_names(self) -> impl Iterator<Item = String> {
        [self].into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl PluginNames<OneName> for &String {
    fn into_names(self) -> impl Iterator<Item = String> {
        [self.clone()].into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl<N: AsRef<str>, I: IntoIterator<Item = N>> PluginNames<Several> for I {
    fn into_names(self) -> impl Iterator<Item = String> {
        self.into_iter().map(|name| name.as_ref().to_owned())
    }
}

/// Which plugins a caller has.
pub(super) enum Names {
    Only(BTreeSet<String>),
    Without(BTreeSet<String>),
}

impl Names {
    pub(super) fn only<M>(names: impl PluginNames<M>) -> Self {
        Names::Only(names.into_names().collect())
    }

    pub(super) fn without<M>(names: impl PluginNames<M>) -> Self {
        Names::Without(names.into_names().collect())
    }

    pub(super) fn has(&self, plugin: &Record) -> bool {
        match self {
            Names::Only(names) => names.contains(plugin.name()),
            Names::Without(names) => !names.contains(plugin.name()),
        }
    }
}
