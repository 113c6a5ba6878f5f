//! The rows of a hook in a report, and of its implementations.

use std::ops::Not;

use serde::{Serialize, Serializer};

use crate::facts::hook::{HookKind, HookSpec};
use crate::facts::imp::HookImpl;
use crate::facts::location::Location;

/// A hook, with its implementations.
///
/// [`Report::hooks`](crate::Report::hooks) lists them; [`Report`](crate::Report)
/// has an example.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HookReport {
    /// Its name.
    pub name: &'static str,
    /// The name of the trait that declares it.
    pub specs: &'static str,
    /// The package of that trait, where Cargo built it.
    pub package: Option<&'static str>,
    /// The version of that package.
    pub version: Option<&'static str>,
    /// The module of that trait, with its crate.
    pub module: &'static str,
    /// How it is called.
    pub kind: HookKind,
    /// Whether the plugins that were registered first are called first. In JSON it
    /// is there where it is true.
    #[serde(skip_serializing_if = "Not::not")]
    pub is_oldest_first: bool,
    /// Whether its calls are awaited.
    pub is_async: bool,
    /// Its declaration, as the host wrote it.
    pub signature: &'static str,
    /// Its documentation comment.
    pub docs: String,
    /// Where its name stands in the host's source.
    pub location: Location,
    /// Its wrappers and implementations, in call order.
    pub impls: Vec<ImplReport>,
}

impl HookReport {
    pub(super) fn new(spec: &'static HookSpec, impls: Vec<ImplReport>) -> Self {
        HookReport {
            name: spec.name(),
            specs: spec.specs(),
            package: spec.package(),
            version: spec.version(),
            module: spec.module(),
            kind: spec.kind(),
            is_oldest_first: spec.is_oldest_first(),
            is_async: spec.is_async(),
            signature: spec.signature(),
            docs: spec.docs(),
            location: spec.location(),
            impls,
        }
    }

    /// Whether one spec declares both.
    pub(super) fn is_beside(&self, other: &HookReport) -> bool {
        let specs = |hook: &HookReport| (hook.package, hook.version, hook.module, hook.specs);
        specs(self) == specs(other)
    }

    pub(super) fn kind_words(&self) -> String {
        let is_async = if self.is_async { "async, " } else { "" };
        let kind = match self.kind {
            HookKind::All => "all",
            HookKind::FirstResult => "first result",
            HookKind::AllResults => "all results",
            HookKind::Waterfall => "waterfall",
            HookKind::Historic => "historic",
        };
        let order = if self.is_oldest_first { ", oldest first" } else { "" };
        format!("{is_async}{kind}{order}")
    }
}

/// A wrapper or an implementation of a hook.
///
/// [`HookReport::impls`] lists them; [`Report`](crate::Report) has an example.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "they are the marks of its author")]
pub struct ImplReport {
    /// The name of the plugin that gave it.
    pub plugin: String,
    /// The function's own name; `<closure>` for one of `register_fn`.
    pub function: &'static str,
    /// The function's declaration; for a closure the hook's.
    pub signature: &'static str,
    /// Where the function's name stands; for a closure, where it was registered.
    pub location: Location,
    /// Whether it goes around the implementations.
    pub is_wrapper: bool,
    /// Whether it asks to come early.
    pub is_tryfirst: bool,
    /// Whether it asks to come late.
    pub is_trylast: bool,
    /// Whether the hook may be missing.
    pub is_optional: bool,
    /// Whether the user's order overrules its `tryfirst` or `trylast`. In JSON it is
    /// there where it is true.
    #[serde(skip_serializing_if = "Not::not")]
    pub is_band_overruled: bool,
    /// Before and after whom it asks to come. In JSON they are there where there
    /// are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkReport>,
}

/// One name in an implementation's `before` or `after`, and what it did.
///
/// ```
/// use pluggy_core::{MarkEffect, PluginManager, hookimpl, hookspec};
///
/// #[hookspec]
/// pub trait Hooks {
///     fn ring(&self);
/// }
///
/// struct Chime;
///
/// #[hookimpl(manual, before = "cellar")]
/// impl Hooks for Chime {
///     fn ring(&self) {}
/// }
///
/// # fn main() -> Result<(), pluggy_core::PluginError> {
/// let pm = PluginManager::new("doorbell");
/// pm.add_hookspecs::<dyn Hooks>();
/// pm.register(Chime)?;
/// let report = pm.report();
/// let mark = &report.hooks()[0].impls[0].marks[0];
/// assert_eq!((mark.mark, mark.name), ("before", "cellar"));
/// assert_eq!(mark.effect, MarkEffect::NotRegistered);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[non_exhaustive]
pub struct MarkReport {
    /// `before` or `after`.
    pub mark: &'static str,
    /// The plugin, the package, or the glob of either.
    pub name: &'static str,
    /// What it did.
    pub effect: MarkEffect,
}

/// What a mark of the order did; [`MarkReport`] has an example.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MarkEffect {
    /// It moved one of the two.
    Moved,
    /// The order is so without it.
    Kept,
    /// The user's order is another.
    Overruled,
    /// Whom it names is registered, and has nothing to be ordered on this hook.
    NotOnHook,
    /// Whom it names is not registered.
    NotRegistered,
}

impl MarkReport {
    /// `before spam: not registered`.
    fn words(&self) -> String {
        let MarkReport { mark, name, effect } = self;
        let effect = match effect {
            MarkEffect::Moved => "",
            MarkEffect::Kept => ": so anyway",
            MarkEffect::Overruled => ": overruled",
            MarkEffect::NotOnHook => ": not on this hook",
            MarkEffect::NotRegistered => ": not registered",
        };
        format!("{mark} {name}{effect}")
    }
}

impl ImplReport {
    pub(super) fn new(imp: &HookImpl, marks: Vec<MarkReport>, is_band_overruled: bool) -> Self {
        ImplReport {
            plugin: imp.plugin().to_owned(),
            function: imp.function(),
            signature: imp.signature(),
            location: imp.location(),
            is_wrapper: imp.is_wrapper(),
            is_tryfirst: imp.is_tryfirst(),
            is_trylast: imp.is_trylast(),
            is_optional: imp.is_optional(),
            is_band_overruled,
            marks,
        }
    }

    /// Its marks in words, and what became of those of the order.
    pub(super) fn notes(&self) -> Vec<String> {
        let overruled = |flag: &str| self.is_band_overruled && flag.starts_with("try");
        let flags = self
            .flags()
            .into_iter()
            .map(|flag| format!("{flag}{}", if overruled(flag) { ": overruled" } else { "" }));
        flags.chain(self.marks.iter().map(MarkReport::words)).collect()
    }

    /// The function's own name, where it has one that is not the hook's.
    pub(super) fn other_name(&self, hook: &HookReport) -> Option<&'static str> {
        let is_closure = self.function.starts_with('<');
        (!is_closure && self.function != hook.name).then_some(self.function)
    }

    /// The marks that it has, as its author wrote them: of `wrapper`, `tryfirst`,
    /// `trylast` and `optionalhook`.
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        let flags = [
            (self.is_wrapper, "wrapper"),
            (self.is_tryfirst, "tryfirst"),
            (self.is_trylast, "trylast"),
            (self.is_optional, "optionalhook"),
        ];
        flags.into_iter().filter_map(|(has, flag)| has.then_some(flag)).collect()
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for HookKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            HookKind::All => "all",
            HookKind::FirstResult => "first_result",
            HookKind::AllResults => "all_results",
            HookKind::Waterfall => "waterfall",
            HookKind::Historic => "historic",
        })
    }
}
