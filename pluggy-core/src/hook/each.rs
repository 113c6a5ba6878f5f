//! A hook's implementations one at a time: `each`, and what it gives.

use std::fmt;

use super::call::{self, One};
use super::caller::HookCaller;
use super::code::{AsyncArguments, SyncArguments};
use super::entry::Entry;
use super::marker::{EndingCall, Hook};
use super::source::{ListOf, ListSource, Member};
use super::typed::Checked;
use crate::facts::imp::HookImpl;
use crate::monitor::Watchers;

/// One implementation of a hook by itself: what [`HookCaller::each`] gives.
///
/// It is a caller's second type parameter, in place of a source. What the caller
/// has is `call`, written with the hook's own arguments, which answers what the
/// hook's kind makes of one result; and [`imp`](HookCaller::imp):
///
/// | the spec says | `call(…)` gives |
/// |---|---|
/// | `fn f(&self, …)` | `()` |
/// | `… -> T` | `T` |
/// | `… -> Option<T>`, also with `firstresult` | `Option<T>` |
/// | any of these in `Result<_, E>` | the same in `Result<_, HookError<E>>` |
#[derive(Clone)]
pub struct Single {
    entry: Entry,
    imp: HookImpl,
    /// Those of the moment when it was given, if there were any.
    watchers: Option<Watchers>,
}

impl Single {
    pub(super) fn new(entry: Entry, watchers: &Watchers) -> Self {
        let imp = entry.hook_impl();
        let watchers = (!watchers.is_empty()).then(|| watchers.clone());
        Single { entry, imp, watchers }
    }

    #[inline]
    pub(super) fn entry(&self) -> &Entry {
        &self.entry
    }

    pub(super) fn imp(&self) -> &HookImpl {
        &self.imp
    }

    #[inline]
    pub(super) fn watchers(&self) -> Option<&Watchers> {
        self.watchers.as_ref()
    }
}

/// A hook whose implementations can be called one at a time: any but a
/// historic one.
#[diagnostic::on_unimplemented(
    message = "the implementations of a historic hook are not called one at a time",
    label = "this hook is historic",
    note = "each plugin gets each of its calls once: `impls()` says who they are, and \
            `call_historic_with` hands over their results"
)]
pub trait OneAtATime {}

#[diagnostic::do_not_recommend]
impl OneAtATime for EndingCall {}

impl<H: Hook, S: ListSource> HookCaller<H, S> {
    /// The implementations of this moment in call order, each to be called by itself.
    ///
    /// Each has [`imp`](HookCaller::imp), which says whose it is, and `call`, which
    /// takes the hook's arguments and gives what comes of this one result (see
    /// [`Single`]). Wrappers do not go around it; an error names the plugin; monitors
    /// see the call, those that the hook has now. What this gives is `Send + Sync +
    /// 'static`, keeps its plugin alive, and can be kept for any number of calls.
    ///
    /// Not for historic hooks, whose plugins get each call once, and not with an
    /// implementation of [`with_extra`](HookCaller#written-for-each-hook), which is
    /// no plugin's. Cost: an allocation, and two counts for each of them; a call
    /// then costs what a call through a `Box<dyn Fn>` does.
    ///
    /// # Whose result it is
    ///
    /// ```
    /// # use pluggy_core::{PluginManager, hookspec};
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn may_enter(&self, guest: &str) -> Option<bool>;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// # let pm = PluginManager::new("house");
    /// # let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # hooks.may_enter.register_fn("butler", |_| Some(true))?;
    /// # hooks.may_enter.register_fn("dog", |guest| (guest == "postman").then_some(false))?;
    /// let votes: Vec<(String, bool)> = hooks
    ///     .may_enter
    ///     .each()
    ///     .iter()
    ///     .filter_map(|one| Some((one.imp().plugin().to_owned(), one.call("postman")?)))
    ///     .collect();
    /// assert_eq!(votes, [("dog".to_owned(), false), ("butler".to_owned(), true)]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Go on after errors
    ///
    /// ```
    /// # use pluggy_core::{HookError, PluginManager, hookspec};
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn close(&self, hour: u32) -> Result<(), String>;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// # let pm = PluginManager::new("house");
    /// # let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # hooks.close.register_fn("shutters", |_| Ok(()))?;
    /// # hooks.close.register_fn("gate", |hour| Err(format!("stuck at {hour}")))?;
    /// let failed: Vec<HookError<String>> =
    ///     hooks.close.each().iter().filter_map(|one| one.call(22).err()).collect();
    /// assert_eq!(failed[0].to_string(), "plugin `gate` failed in hook `close`: stuck at 22");
    /// # assert_eq!(failed.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Stop when there is enough
    ///
    /// ```
    /// # use pluggy_core::{PluginManager, hookspec};
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn pour(&self, glasses: u32) -> u32;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// # let pm = PluginManager::new("house");
    /// # let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # hooks.pour.register_fn("well", |_| unreachable!("nobody is thirsty"))?;
    /// # hooks.pour.register_fn("cask", |glasses| glasses.min(5))?;
    /// # hooks.pour.register_fn("bottle", |glasses| glasses.min(4))?;
    /// let mut thirsty = 6;
    /// for one in hooks.pour.each() {
    ///     thirsty -= one.call(thirsty);
    ///     if thirsty == 0 {
    ///         break;
    ///     }
    /// }
    /// # assert_eq!(thirsty, 0);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # On several threads
    ///
    /// With `rayon`, or as well with `std::thread::scope`:
    ///
    /// ```
    /// # use pluggy_core::{PluginManager, hookspec};
    /// use rayon::prelude::*;
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn lint(&self, text: &str) -> usize;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// # let pm = PluginManager::new("house");
    /// # let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # hooks.lint.register_fn("tabs", |text| text.matches('\t').count())?;
    /// # hooks.lint.register_fn("spaces", |text| text.matches("  ").count())?;
    /// let text = "a\tb  c";
    /// let found: Vec<usize> = hooks.lint.each().par_iter().map(|one| one.call(text)).collect();
    /// assert_eq!(found, [1, 1]); // in call order
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Call one chosen plugin
    ///
    /// ```
    /// # use pluggy_core::{PluginManager, hookspec};
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn format(&self, text: &str) -> String;
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// # let pm = PluginManager::new("house");
    /// # let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// # hooks.format.register_fn("loud", |text| text.to_uppercase())?;
    /// # hooks.format.register_fn("quiet", |text| text.to_lowercase())?;
    /// let chosen = hooks.format.only(["loud"]).each();
    /// let formatted = chosen.first().map(|one| one.call("Ada"));
    /// assert_eq!(formatted.as_deref(), Some("ADA"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn each(&self) -> Vec<HookCaller<H, Single>>
    where
        H: Hook<Calls: OneAtATime>,
    {
        let ListOf(list) = self.source().list();
        let has = |entry: &&Entry| self.source().has(&Member(entry.record()));
        let entries = list.implementations().iter().filter(has);
        let singles = entries.filter_map(|entry| Checked::single(entry, list.watchers()));
        singles.map(|source| HookCaller { source }).collect()
    }
}

/// One implementation by itself: what [`each`](HookCaller::each) gives.
impl<H: Hook> HookCaller<H, Single> {
    /// What can be told of the implementation: its plugin, its flags and its place
    /// in the source.
    ///
    /// ```
    /// use pluggy_core::{PluginManager, hookspec};
    ///
    /// #[hookspec]
    /// pub trait Hooks {
    ///     fn ring(&self);
    /// }
    ///
    /// # fn main() -> Result<(), pluggy_core::PluginError> {
    /// let pm = PluginManager::new("doorbell");
    /// let hooks = pm.add_hookspecs::<dyn Hooks>();
    /// hooks.ring.register_fn("front", || println!("ding"))?;
    /// let each = hooks.ring.each();
    /// assert_eq!(each[0].imp(), &hooks.ring.impls()[0]);
    /// assert_eq!(each[0].imp().plugin(), "front");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn imp(&self) -> &HookImpl {
        self.source().imp()
    }

    /// Calls the implementation; for the generated method.
    #[doc(hidden)]
    #[inline]
    pub fn __run_single<A: SyncArguments<Hook = H>>(&self, args: A) -> One<A> {
        call::run_single(self.source(), self.source.implementation(), args)
    }

    /// Calls the implementation of an async hook; for the generated method.
    #[doc(hidden)]
    pub async fn __run_single_async<A: AsyncArguments<Hook = H>>(&self, args: A) -> One<A> {
        call::run_single_async(&self.source, args).await
    }
}

impl<H: Hook> fmt::Debug for HookCaller<H, Single> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Single").field(self.imp()).finish()
    }
}
