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
    // What it stands for is dropped before it.
    let mut observer = Observer { watch, imp, start, tells: Tells::Running };
    let mut future = pin!(future);
    poll_fn(|cx| observer.poll(future.as_mut(), cx, tell)).await
}

struct Observer<'a> {
    watch: &'a Watch,
    imp: Option<&'a HookImpl>,
    start: Instant,
    tells: Tells,
}

/// What the monitors were told last.
#[derive(PartialEq, Eq)]
enum Tells {
    Running,
    Suspended,
    Ended,
}

impl Observer<'_> {
    fn poll<F: Future>(
        &mut self,
        future: Pin<&mut F>,
        cx: &mut Context<'_>,
        tell: fn(&F::Output, Tell<'_>),
    ) -> Poll<F::Output> {
        self.resume();
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

/// Its future was dropped before the end.
impl Drop for Observer<'_> {
    fn drop(&mut self) {
        if self.tells != Tells::Ended {
            self.resume();
            self.end(&Outcome::Dropped);
        }
    }
}
