//! What a plugin gives to hooks, and a plugin that is registered.

use std::any::TypeId;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::code::{AnyPlugin, Code};
use super::historic::history::Progress;
use super::order::{Keeper, Placed};
use crate::facts::hook::{HookKind, HookSpec, SpecsId};
use crate::facts::imp::{Band, Facts, HookImpl, ImplFacts};
use crate::facts::location::Location;
use crate::facts::panic::isolated;
use crate::facts::plugin::PluginInfo;
use crate::sync::{AtomicBool, Lock};

/// Names one registration; a later one has a higher number.
pub(crate) type Ticket = u64;

/// Of a caller's extra implementation.
const NO_TICKET: Ticket = 0;

/// The ticket of a plugin that no manager registers: later than those of all that
/// one does, and than those that were given before.
pub(crate) fn ticket_for_a_while() -> Ticket {
    static TICKETS: AtomicU64 = AtomicU64::new(1 << 63);
    TICKETS.fetch_add(1, Ordering::Relaxed)
}

/// One function that a plugin gives: static data of `#[hookimpl]`.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// None where the host's version of the spec lacks the hook.
    hook: Option<(&'static HookSpec, Code)>,
    facts: Facts,
    /// What keeps its marks, if it has any.
    keeper: Option<&'static Keeper>,
}

impl Function {
    /// A function of a hook; none, where the host's version of the spec has no
    /// such hook.
    pub(crate) const fn new(
        hook: Option<(&'static HookSpec, Code)>,
        facts: &'static ImplFacts,
    ) -> Self {
        let keeper = if facts.has_marks() { Some(Keeper::OF_MARKS) } else { None };
        Function { hook, facts: Facts::Written(facts), keeper }
    }

    /// A closure.
    pub(crate) fn closure(hook: &'static HookSpec, code: Code, location: Location) -> Self {
        Function {
            hook: Some((hook, code)),
            facts: Facts::Closure { name: "<closure>", hook, location },
            keeper: None,
        }
    }

    /// What stands for the implementation that a caller has extra.
    pub(super) fn extra(hook: &'static HookSpec, location: Location) -> Self {
        let facts = Facts::Closure { name: EXTRA, hook, location };
        Function { hook: None, facts, keeper: None }
    }

    pub(crate) fn hook(&self) -> Option<&'static HookSpec> {
        Some(self.hook?.0)
    }

    #[inline]
    pub(crate) fn code(&self) -> Option<&Code> {
        Some(&self.hook.as_ref()?.1)
    }

    pub(crate) fn facts(&self) -> ImplFacts {
        self.facts.get()
    }

    pub(crate) fn band(&self) -> Band {
        self.facts.band()
    }

    /// What keeps its marks, if it has any.
    pub(crate) fn keeper(&self) -> Option<&'static Keeper> {
        self.keeper
    }

    /// What can be told of it, as a plugin's.
    pub(crate) fn hook_impl(&self, plugin: &PluginInfo) -> HookImpl {
        HookImpl::new(plugin.clone(), self.facts)
    }
}

/// A function for plugins of the type `P`.
pub struct FunctionOf<P> {
    function: Function,
    plugin: PhantomData<fn(P) -> P>,
}

impl<P> FunctionOf<P> {
    pub(crate) const fn new(function: Function) -> Self {
        FunctionOf { function, plugin: PhantomData }
    }

    /// The function, its plugin's type set aside.
    #[must_use]
    pub const fn function(self) -> Function {
        self.function
    }
}

impl<P> Clone for FunctionOf<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for FunctionOf<P> {}

/// The name under which a caller's extra implementation shows.
const EXTRA: &str = "<extra>";

/// What a plugin gives for one spec, in the order of its source.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// None for a closure, which knows its hook alone.
    pub(crate) specs: Option<SpecsId>,
    pub(crate) functions: Cow<'static, [Function]>,
}

impl Given {
    /// What a plugin of this value gives.
    ///
    /// # Panics
    ///
    /// When a function is for another type of plugin, which would be a mistake
    /// in this crate. Nothing has been changed by then.
    pub(crate) fn new(
        specs: Option<SpecsId>,
        functions: Cow<'static, [Function]>,
        plugin: &AnyPlugin,
    ) -> Self {
        let mut codes = functions.iter().filter_map(Function::code);
        assert!(codes.all(|code| code.takes(plugin)), "a function for the plugin's type");
        Given { specs, functions }
    }
}

/// Which function of a plugin: which spec's, and which of those.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Index {
    given: u32,
    function: u32,
}

impl Index {
    pub(super) const FIRST: Index = Index { given: 0, function: 0 };

    #[cfg(test)]
    pub(super) fn of_first(function: u32) -> Self {
        Index { given: 0, function }
    }

    /// What stands among others in the reverse order.
    pub(super) fn reversed(self) -> Self {
        Index { given: !self.given, function: !self.function }
    }
}

/// A registered plugin, or one about to be.
pub(crate) struct Record {
    pub(crate) value: AnyPlugin,
    pub(crate) info: PluginInfo,
    pub(crate) ticket: Ticket,
    /// Of the discovery that it is a part of, else its own.
    pub(crate) batch: Ticket,
    given: Box<[Given]>,
    /// How far its functions of historic hooks have come.
    progress: Box<[(Index, Lock<Progress>)]>,
    /// Set before its entries are taken off the lists: none is added after.
    gone: AtomicBool,
    /// Set when monitors are told that it came: only then does it leave.
    announced: AtomicBool,
}

/// All that a plugin gives. It is compiled once: many look through it, and few often.
struct Functions<'a> {
    given: &'a [Given],
    next: Index,
}

impl<'a> Iterator for Functions<'a> {
    type Item = (Index, &'a Function);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Index { given, function } = self.next;
            match self.given.get(given as usize)?.functions.get(function as usize) {
                Some(found) => {
                    self.next = Index { given, function: function + 1 };
                    return Some((Index { given, function }, found));
                }
                None => self.next = Index { given: given + 1, function: 0 },
            }
        }
    }
}

/// Where several plugins panic as they are dropped, all are dropped, and the
/// first panic comes out: what comes up while it unwinds ends here.
impl Drop for Record {
    fn drop(&mut self) {
        if thread::panicking() {
            let value = mem::replace(&mut self.value, Arc::new(()));
            isolated(|| drop(value));
        }
    }
}

impl Record {
    pub(crate) fn new(
        ticket: Ticket,
        info: PluginInfo,
        value: AnyPlugin,
        given: Vec<Given>,
    ) -> Self {
        let [gone, announced] = [(); 2].map(|()| AtomicBool::new(false));
        let (given, progress) = (given.into_boxed_slice(), Box::default());
        let batch = ticket;
        let mut record = Record { value, info, ticket, batch, given, progress, gone, announced };
        let mut progress = Vec::new();
        for (index, function) in record.functions() {
            if function.hook().is_some_and(|hook| hook.kind() == HookKind::Historic) {
                progress.push((index, Lock::default()));
            }
        }
        record.progress = progress.into();
        record
    }

    /// The same, of a discovery that has a ticket.
    pub(crate) fn of_batch(mut self, batch: Ticket) -> Self {
        self.batch = batch;
        self
    }

    /// What stands for the implementation that a caller has extra.
    pub(super) fn extra(hook: &'static HookSpec, location: Location) -> Self {
        let functions = Cow::Owned(vec![Function::extra(hook, location)]);
        let info = PluginInfo::new(EXTRA, None);
        Record::new(NO_TICKET, info, Arc::new(()), vec![Given { specs: None, functions }])
    }

    #[inline]
    pub(super) fn is_extra(&self) -> bool {
        self.ticket == NO_TICKET
    }

    pub(crate) fn name(&self) -> &str {
        self.info.name()
    }

    pub(crate) fn type_of_value(&self) -> TypeId {
        (*self.value).type_id()
    }

    /// What it gives, for each of its specs.
    pub(crate) fn given(&self) -> &[Given] {
        &self.given
    }

    /// All that it gives.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (Index, &Function)> {
        Functions { given: &self.given, next: Index::FIRST }
    }

    #[inline]
    pub(crate) fn function(&self, index: Index) -> &Function {
        &self.given[index.given as usize].functions[index.function as usize]
    }

    /// What can be told of one of its functions.
    pub(crate) fn hook_impl(&self, index: Index) -> HookImpl {
        self.function(index).hook_impl(&self.info)
    }

    /// What keeps its marks, if it has any.
    pub(super) fn keeper(&self) -> Option<&'static Keeper> {
        self.functions().find_map(|(_, function)| function.keeper())
    }

    /// Its functions of hooks, as far as their order goes: each with its hook, and
    /// whether it is a wrapper.
    pub(crate) fn placed(&self) -> impl Iterator<Item = ((TypeId, bool), Placed<'_>)> {
        self.functions().filter_map(|(_, function)| {
            let code = function.code()?;
            let placed =
                Placed { plugin: &self.info, ticket: self.ticket, facts: function.facts() };
            Some(((code.hook(), code.is_wrapper()), placed))
        })
    }

    /// How far a function of a historic hook has come.
    pub(super) fn progress(&self, index: Index) -> &Lock<Progress> {
        let mut all = self.progress.iter();
        let found = all.find(|(other, _)| *other == index);
        &found.expect("a function of a historic hook").1
    }

    pub(crate) fn leave(&self) {
        self.gone.store(true, Ordering::SeqCst);
    }

    pub(crate) fn announce(&self) {
        self.announced.store(true, Ordering::SeqCst);
    }

    pub(crate) fn was_announced(&self) -> bool {
        self.announced.load(Ordering::SeqCst)
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::SeqCst)
    }
}
