//! The calls that a historic hook remembers, and who has seen which.

use std::sync::Arc;

use super::Replay;
use crate::sync::thread::ThreadId;

/// The calls of a historic hook, by their numbers, oldest first.
#[derive(Default)]
pub(crate) struct History {
    /// Those that newcomers hear of, and cleared ones that an implementation
    /// on the list has yet to be started on, each with its number, in the order of those.
    calls: Vec<(usize, Arc<dyn Replay>)>,
    /// The number of the call to come.
    end: usize,
    /// Newcomers hear of no call below this number.
    cleared: usize,
    /// The calls that a thread is taking from one implementation to the next.
    rounds: Vec<(usize, ThreadId)>,
    is_closed: bool,
}

/// How far an implementation has come in the history.
#[derive(Default)]
pub(crate) struct Progress {
    /// All calls below this number are claimed, or cleared.
    next: usize,
    /// Claimed calls from there on.
    ahead: Vec<usize>,
    /// Where the history ends for an implementation that was taken off the
    /// list.
    end: Option<usize>,
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
        let call = self.end;
        self.end += 1;
        self.calls.push((call, Arc::clone(replay)));
        self.rounds.push((call, thread));
        Some(call)
    }

    /// Ends the round of a call.
    pub(crate) fn finish(&mut self, call: usize) {
        self.rounds.retain(|(other, _)| *other != call);
    }

    /// The call of a number, while it is remembered.
    pub(crate) fn call(&self, call: usize) -> Option<&Arc<dyn Replay>> {
        let (at, replay) = self.calls.get(self.below(call))?;
        (*at == call).then_some(replay)
    }

    /// What a thread that comes with `call` is to start the implementation on
    /// before it: earlier calls, the oldest first.
    ///
    /// Those that it is itself taking round are not among them: it will come
    /// to them. But where another thread's call waits behind one of them, that
    /// one goes first.
    pub(crate) fn before(
        &self,
        progress: &Progress,
        call: usize,
        thread: ThreadId,
    ) -> Option<usize> {
        let mut earlier = self.unclaimed(progress).take_while(|&earlier| earlier < call);
        let oldest = earlier.next()?;
        let is_due = !self.takes(thread, oldest) || earlier.any(|call| !self.takes(thread, call));
        is_due.then_some(oldest)
    }

    /// What other threads left to the one that runs the implementation.
    ///
    /// Nothing as long as that thread has yet to come with an older call: what
    /// was left comes after it.
    pub(crate) fn left(&self, progress: &Progress, thread: ThreadId) -> Option<usize> {
        self.unclaimed(progress).next().filter(|&call| !self.takes(thread, call))
    }

    /// What an implementation that is not listed yet has to hear next.
    ///
    /// What was cleared before it came is behind it.
    pub(crate) fn unheard(&self, progress: &mut Progress) -> Option<usize> {
        progress.skip(self.cleared);
        self.unclaimed(progress).next()
    }

    fn unclaimed(&self, progress: &Progress) -> impl Iterator<Item = usize> {
        let end = progress.end.unwrap_or(self.end);
        let calls = self.calls[self.below(progress.next.min(end))..self.below(end)].iter();
        let calls = calls.map(|(call, _)| *call);
        calls.filter(|call| !progress.ahead.contains(call))
    }

    fn takes(&self, thread: ThreadId, call: usize) -> bool {
        self.rounds.contains(&(call, thread))
    }

    /// The number of the call to come.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Forgets all calls, as far as newcomers are concerned.
    pub(crate) fn clear(&mut self) {
        self.cleared = self.end;
    }

    /// Forgets all calls, and those still to come.
    pub(crate) fn close(&mut self) {
        self.is_closed = true;
        self.clear();
    }

    /// Takes out the cleared calls that nobody has yet to hear.
    #[must_use]
    pub(crate) fn take_cleared(&mut self, is_owed: impl Fn(usize) -> bool) -> Vec<Arc<dyn Replay>> {
        let mut done = Vec::new();
        if self.below(self.cleared) == 0 {
            return done;
        }
        self.calls.retain(|(call, replay)| {
            let is_done = *call < self.cleared && !is_owed(*call);
            if is_done {
                done.push(Arc::clone(replay));
            }
            !is_done
        });
        done
    }

    /// How many of the calls are below a number.
    fn below(&self, number: usize) -> usize {
        self.calls.partition_point(|(call, _)| *call < number)
    }
}

impl Progress {
    /// Whether a call is claimed.
    pub(crate) fn has(&self, call: usize) -> bool {
        call < self.next || self.ahead.contains(&call)
    }

    /// Leaves the calls before a number behind.
    fn skip(&mut self, end: usize) {
        self.next = self.next.max(end);
        self.ahead.retain(|&call| call >= self.next);
    }

    /// Claims a call: whoever does so starts it.
    pub(crate) fn claim(&mut self, call: usize) {
        self.ahead.push(call);
        while let Some(at) = self.ahead.iter().position(|&ahead| ahead == self.next) {
            self.ahead.swap_remove(at);
            self.next += 1;
        }
    }

    /// The implementation is listed, and has heard or missed what was called
    /// before.
    pub(crate) fn arrive(&mut self, end: usize) {
        self.next = end;
        self.ahead.clear();
    }

    /// The implementation is off the list, and hears of no later call.
    pub(crate) fn depart(&mut self, end: usize) {
        self.end = Some(end);
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
