//! Historic calls: remembered, and given to plugins that come later.
//!
//! The promise is that each implementation is started on each historic call
//! exactly once, and oldest first, whatever races, while nobody waits for
//! foreign code. So a call is not run by its caller alone:
//!
//! - Each implementation has a [`Progress`](history::Progress) in the history: the calls that it was
//!   started on, or that were left out for it. A call is **claimed** under the
//!   hook's lock before it is started, so no two threads start the same.
//! - Whoever comes to an implementation with a call first starts it on the
//!   unclaimed earlier ones.
//! - An implementation that runs on one thread is not started on another: the
//!   later call is left to the thread that runs it, which looks for more
//!   before it lets go. Without that rule a thread that has claimed a call,
//!   but not yet started it, could be overtaken.
//! - A new implementation is given all of the history before it is listed.
//!   Finding nothing left and listing it happen under one lock, so a call made
//!   meanwhile is either replayed to it or finds it on the list.
//!
//! One thread alone sees pluggy's order, even where hooks call hooks: a call
//! made inside another runs at once, also on those implementations that the
//! outer call has yet to reach, which therefore see the inner one first. Where
//! another thread's call stands between the two, the outer one goes first after
//! all.

pub(crate) mod history;
pub(crate) mod remember;

use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use super::call::watched::Watch;
use super::cell::HookCell;
use super::entry::Entry;
use super::record::Record;
use super::typed::Kept;
use crate::facts::hook::HookSpec;
use crate::facts::imp::HookImpl;
use crate::facts::panic::{Payload, drop_each, isolated};
use crate::monitor::{Outcome, ShowArguments};
use crate::sync::thread::{self, ThreadId};

use history::History;

/// A plugin that panicked at an earlier call, and what its panic carries.
pub(crate) type Panicked = (Arc<Record>, Payload);

/// What a historic hook needs beside others. It is found by those that are, so that it is no
/// part of a program that has none.
pub(crate) struct Historic {
    /// Starts new implementations on all of the history, then lists them.
    pub(crate) replay_and_add: fn(&HookCell, &[Entry]) -> Vec<Panicked>,
    /// Starts a new implementation on all of the history.
    pub(crate) replay_all: fn(&HookCell, &Entry) -> Result<(), Payload>,
    /// Forgets all calls, and those still to come.
    pub(crate) close: fn(&HookCell) -> Vec<Arc<dyn Replay>>,
}

impl Historic {
    /// None of a hook that is not.
    pub(super) const fn of(hook: &HookSpec) -> Option<&'static Self> {
        const HISTORIC: &Historic = &Historic {
            replay_and_add: HookCell::replay_and_add,
            replay_all: HookCell::replay_all,
            close: HookCell::close_history,
        };
        if hook.is_historic() { Some(HISTORIC) } else { None }
    }
}

/// A remembered call.
pub(crate) trait Replay: Send + Sync {
    /// Runs it on one implementation. What it answers hands the result to the
    /// host's callback.
    fn run(&self, entry: &Entry, watch: Option<&Watch>) -> Option<Delivery>;

    /// Shows its arguments.
    fn show(&self, look: &mut dyn FnMut(&dyn ShowArguments));
}

/// Hands a result to the host.
pub(crate) type Delivery = Box<dyn FnOnce()>;

impl HookCell {
    /// Remembers a call and runs it on the implementations of this moment.
    ///
    /// Those that `selects` leaves out count as having seen it.
    pub(crate) fn call_historic(&self, replay: &Arc<dyn Replay>, selects: impl Fn(&Entry) -> bool) {
        if !self.is_historic() {
            return;
        }
        // Laid out before the lock is held, it can be published.
        drop(Kept::new(self.load_full()));
        let thread = thread::current().id();
        let mut history = self.history.lock();
        let Some(call) = history.begin(replay, thread) else { return };
        let list = Kept::new(self.latest_laid());
        let (selected, left_out): (Vec<_>, Vec<_>) =
            list.implementations().iter().partition(|entry| selects(entry));
        for entry in left_out {
            entry.progress().lock().claim(call);
        }
        drop(history);
        let round = Round { cell: self, call };
        let watch = Watch::new(list.watchers(), self.spec, || hook_impls(&selected));
        let deliveries = watched(watch.as_ref(), &**replay, || {
            let mut deliveries = Vec::new();
            for entry in &selected {
                deliveries.extend(self.bring(entry, call, replay, watch.as_ref()));
            }
            deliveries
        });
        drop(round);
        for deliver in deliveries {
            deliver();
        }
    }

    /// Brings an implementation up to a call, and answers that call's result.
    fn bring(
        &self,
        entry: &Entry,
        call: usize,
        replay: &Arc<dyn Replay>,
        watch: Option<&Watch>,
    ) -> Option<Delivery> {
        let thread = thread::current().id();
        let mut own = None;
        let mut is_running = false;
        while let Some(claim) = self.claim_next(entry, call, thread, is_running) {
            is_running = true;
            let running = Running { entry };
            match claim {
                Claim::Own => own = replay.run(entry, watch),
                Claim::Other(other) => self.replay(entry, &*other),
            }
            mem::forget(running);
        }
        own
    }

    /// Claims what the implementation is to be started on next: calls before
    /// `call`, then `call`, then what other threads left to this one.
    ///
    /// With nothing left, lets go of the implementation.
    fn claim_next(
        &self,
        entry: &Entry,
        call: usize,
        thread: ThreadId,
        is_running: bool,
    ) -> Option<Claim> {
        let history = self.history.lock();
        let mut progress = entry.progress().lock();
        let depth = progress.depth(thread)?;
        let next = if progress.has(call) {
            let is_outermost = depth == usize::from(is_running);
            history.left(&progress, thread).filter(|_| is_outermost)
        } else {
            history.before(&progress, call, thread).or(Some(call))
        };
        match next {
            Some(next) => {
                progress.claim(next);
                if !is_running {
                    progress.enter(thread);
                }
                let other = history.call(next).filter(|_| next != call);
                Some(other.map_or(Claim::Own, |other| Claim::Other(Arc::clone(other))))
            }
            None => {
                if is_running {
                    progress.leave();
                }
                None
            }
        }
    }

    /// Starts new implementations on all of the history, then lists them.
    ///
    /// Answers those that panicked: their plugins have left, and are not listed.
    fn replay_and_add(&self, newcomers: &[Entry]) -> Vec<Panicked> {
        let mut panicked = Vec::new();
        loop {
            for entry in newcomers {
                if let Err(payload) = self.replay_all(entry) {
                    entry.record().leave();
                    panicked.push((Arc::clone(entry.record()), payload));
                }
            }
            let history = self.history.lock();
            let is_ready = |entry: &Entry| {
                entry.record().is_gone() || history.unheard(&mut entry.progress().lock()).is_none()
            };
            if newcomers.iter().all(is_ready) {
                for entry in newcomers {
                    entry.progress().lock().arrive(history.end());
                }
                let old = self.join(newcomers);
                drop(history);
                isolated(|| drop(old));
                return panicked;
            }
        }
    }

    /// Runs an earlier call on one implementation, and delivers its result.
    fn replay(&self, entry: &Entry, replay: &dyn Replay) {
        let watch = Watch::new(self.latest().watchers(), self.spec, || hook_impls(&[entry]));
        let run = || Vec::from_iter(replay.run(entry, watch.as_ref()));
        for deliver in watched(watch.as_ref(), replay, run) {
            deliver();
        }
    }

    /// Starts a new implementation on all of the history, as far as its plugin
    /// stays.
    fn replay_all(&self, entry: &Entry) -> Result<(), Payload> {
        while !entry.record().is_gone() {
            let history = self.history.lock();
            let mut progress = entry.progress().lock();
            let Some(call) = history.unheard(&mut progress) else { break };
            progress.claim(call);
            let replay = history.call(call).cloned();
            drop(progress);
            drop(history);
            let Some(replay) = replay else { continue };
            panic::catch_unwind(AssertUnwindSafe(|| self.replay(entry, &*replay)))?;
        }
        Ok(())
    }

    /// Forgets all calls: plugins that come later will not hear of them. Those
    /// that are there will, where they have not yet.
    pub(crate) fn clear_history(&self) {
        drop_each(self.change_history(&mut History::clear));
    }

    /// The same, for good: the manager is gone. Answers what is to be dropped when all
    /// that was to be done is done.
    #[must_use]
    fn close_history(&self) -> Vec<Arc<dyn Replay>> {
        self.change_history(&mut History::close)
    }

    /// Changes the history, and takes out what has been cleared and heard by all.
    fn change_history(&self, change: &mut dyn FnMut(&mut History)) -> Vec<Arc<dyn Replay>> {
        if !self.is_historic() {
            return Vec::new();
        }
        let mut history = self.history.lock();
        change(&mut history);
        let list = self.latest();
        let is_owed = |call| list.by_age().iter().any(|entry| !entry.progress().lock().has(call));
        let heard = history.take_cleared(is_owed);
        drop(history);
        isolated(|| drop(list));
        heard
    }
}

/// What can be told of some entries.
fn hook_impls(entries: &[&Entry]) -> Vec<HookImpl> {
    entries.iter().map(|entry| entry.hook_impl()).collect()
}

/// A call that a thread has claimed for an implementation.
enum Claim {
    /// The one that it takes round.
    Own,
    /// An earlier one, or one that another thread left to it.
    Other(Arc<dyn Replay>),
}

/// Runs a remembered call, watched or not; its results are what is delivered.
fn watched(
    watch: Option<&Watch>,
    replay: &dyn Replay,
    run: impl FnOnce() -> Vec<Delivery>,
) -> Vec<Delivery> {
    let Some(watch) = watch else { return run() };
    replay.show(&mut |arguments| watch.start(None, arguments));
    watch.finish(None, |tell| {
        let deliveries = run();
        tell(&Outcome::Returned { results: deliveries.len(), value: None });
        deliveries
    })
}

/// A call on its way from one implementation to the next; its end, also by a
/// panic, leaves those it did not reach to others.
struct Round<'a> {
    cell: &'a HookCell,
    call: usize,
}

impl Drop for Round<'_> {
    fn drop(&mut self) {
        self.cell.change_history(&mut |history| history.finish(self.call));
    }
}

/// An implementation that this thread runs; a panic lets go of it.
struct Running<'a> {
    entry: &'a Entry,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.entry.progress().lock().leave();
    }
}
