//! The calls that a historic hook remembers, and who has seen which.

use std::mem;
use std::sync::Arc;
use std::thread::ThreadId;

use crate::historic::Replay;

/// The calls of a historic hook, oldest first, each with a number.
#[derive(Default)]
pub(crate) struct History {
    calls: Vec<Arc<dyn Replay>>,
    /// How many calls were cleared: the number of the first that is left.
    cleared: usize,
    /// The calls that a thread is taking from one implementation to the next.
    rounds: Vec<(usize, ThreadId)>,
    is_closed: bool,
}

/// How far an implementation has come in the history.
#[derive(Default)]
pub(crate) struct Place {
    /// All calls below this number are claimed, or cleared.
    next: usize,
    /// Claimed calls from there on.
    ahead: Vec<usize>,
    /// The thread that runs the implementation, and how many calls deep.
    runner: Option<(ThreadId, usize)>,
}

impl History {
    /// Remembers a call that a thread takes round; nothing once the manager is
    /// gone, since nobody could come to hear it.
    pub(crate) fn begin(&mut self, replay: &Arc<dyn Replay>, thread: ThreadId) -> Option<usize> {
        if self.is_closed {
            return None;
        }
        let call = self.end();
        self.calls.push(Arc::clone(replay));
        self.rounds.push((call, thread));
        Some(call)
    }

    /// Ends the round of a call.
    pub(crate) fn finish(&mut self, call: usize) {
        self.rounds.retain(|(other, _)| *other != call);
    }

    /// The call of a number, unless it was cleared.
    pub(crate) fn call(&self, call: usize) -> Option<&Arc<dyn Replay>> {
        self.calls.get(call.checked_sub(self.cleared)?)
    }

    /// The first remembered call that nobody has claimed for the
    /// implementation.
    ///
    /// Those that `thread` is itself taking round do not count: it will come
    /// to them.
    pub(crate) fn unclaimed(&self, place: &mut Place, thread: Option<ThreadId>) -> Option<usize> {
        place.skip(self.cleared, |call| self.rounds.iter().any(|(other, _)| *other == call));
        let is_own = |call| thread.is_some_and(|thread| self.rounds.contains(&(call, thread)));
        (place.next.max(self.cleared)..self.end()).find(|&call| !place.has(call) && !is_own(call))
    }

    /// Forgets all calls, which are answered; rounds under way go on.
    #[must_use]
    pub(crate) fn clear(&mut self) -> Vec<Arc<dyn Replay>> {
        self.cleared = self.end();
        mem::take(&mut self.calls)
    }

    /// Forgets all calls, and those still to come.
    #[must_use]
    pub(crate) fn close(&mut self) -> Vec<Arc<dyn Replay>> {
        self.is_closed = true;
        self.clear()
    }

    fn end(&self) -> usize {
        self.cleared + self.calls.len()
    }
}

impl Place {
    /// Whether a call is claimed.
    pub(crate) fn has(&self, call: usize) -> bool {
        call < self.next || self.ahead.contains(&call)
    }

    /// Claims a call: whoever does so starts it.
    pub(crate) fn claim(&mut self, call: usize) {
        self.ahead.push(call);
        self.compact();
    }

    /// Leaves cleared calls behind, as far as none is on its way round.
    fn skip(&mut self, cleared: usize, is_on_its_way: impl Fn(usize) -> bool) {
        while self.next < cleared && !is_on_its_way(self.next) {
            self.next += 1;
            self.compact();
        }
    }

    fn compact(&mut self) {
        while let Some(at) = self.ahead.iter().position(|&ahead| ahead == self.next) {
            self.ahead.swap_remove(at);
            self.next += 1;
        }
    }

    /// How deep a thread is in the implementation; none where another is.
    pub(crate) fn depth(&self, thread: ThreadId) -> Option<usize> {
        match self.runner {
            Some((runner, _)) if runner != thread => None,
            Some((_, depth)) => Some(depth),
            None => Some(0),
        }
    }

    /// A thread begins to run the implementation.
    pub(crate) fn enter(&mut self, thread: ThreadId) {
        self.runner = Some((thread, self.runner.map_or(0, |(_, depth)| depth) + 1));
    }

    /// It has ended.
    pub(crate) fn leave(&mut self) {
        self.runner = match self.runner {
            Some((thread, depth)) if depth > 1 => Some((thread, depth - 1)),
            _ => None,
        };
    }
}
