//! A future that somebody watches, from its first poll to its end.

use std::future::poll_fn;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Instant;

use super::super::watched::{Tell, Watch};
use crate::facts::imp::HookImpl;
use crate::facts::panic::panic_text;
use crate::facts::text::line;
use crate::monitor::Outcome;

/// Awaits the call, or a wrapper or an implementation in it, which has been told to
/// begin; `tell` says what came of it.
pub(super) async fn observed<F: Future>(
    watch: &Watch,
    imp: Option<&HookImpl>,
    future: F,
    tell: fn(&F::Output, Tell<'_>),
) -> F::Output {
    let start = Instant::now();
    let future = pin!(Some(future));
    let mut observer = Observer { watch, imp, start, tells: Tells::Running, future };
    poll_fn(|cx| observer.poll(cx, tell)).await
}

struct Observer<'a, F: Future> {
    watch: &'a Watch,
    imp: Option<&'a HookImpl>,
    start: Instant,
    tells: Tells,
    /// None once it was dropped before its end.
    future: Pin<&'a mut Option<F>>,
}

/// What the monitors were told last.
#[derive(PartialEq, Eq)]
enum Tells {
    Running,
    Suspended,
    Ended,
}

impl<F: Future> Observer<'_, F> {
    fn poll(&mut self, cx: &mut Context<'_>, tell: fn(&F::Output, Tell<'_>)) -> Poll<F::Output> {
        self.resume();
        let future = self.future.as_mut().as_pin_mut().expect("dropped with this alone");
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => {
                self.watch.suspend(self.imp);
                self.tells = Tells::Suspended;
                Poll::Pending
            }
            Ok(Poll::Ready(output)) => {
                tell(&output, &mut |outcome| self.end(outcome));
                Poll::Ready(output)
            }
            Err(payload) => {
                self.end(&Outcome::Panicked { message: &line(&panic_text(&*payload)) });
                resume_unwind(payload)
            }
        }
    }

    fn resume(&mut self) {
        if mem::replace(&mut self.tells, Tells::Running) == Tells::Suspended {
            self.watch.resume(self.imp);
        }
    }

    fn end(&mut self, outcome: &Outcome<'_>) {
        self.tells = Tells::Ended;
        self.watch.end(self.imp, outcome, self.start);
    }
}

/// Where it did not come to its end, what it ran is dropped in its place, as part of it.
impl<F: Future> Drop for Observer<'_, F> {
    fn drop(&mut self) {
        if self.tells == Tells::Ended {
            return;
        }
        self.resume();
        let dropped = catch_unwind(AssertUnwindSafe(|| self.future.set(None)));
        self.end(&Outcome::Dropped);
        if let Err(payload) = dropped {
            resume_unwind(payload);
        }
    }
}
