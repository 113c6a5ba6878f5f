//! A call of an async hook: the same as any, but that it awaits what it runs.
//!
//! A call holds its list, and no guard or lock, across an await. What it borrows
//! it borrows from its own future, so a call that is dropped drops what it ran. All
//! of it is `Send`, no runtime is assumed, and the future of an async implementation
//! is the one thing that is allocated. It is one path for all calls, also for those
//! that are watched: what it saves beside an allocation is little.

mod concurrent;
mod next;
mod observed;
mod pinned;
mod single;
mod turns;

pub use next::AsyncNext;
pub use pinned::FuturesOf;
pub(in crate::hook) use single::run_single_async;
pub use turns::Turns;

use std::pin::Pin;

use super::blame::Blame;
use super::kinds::Flow;
use super::watched::{self, Watch};
use super::{Answer, Kind, Output, Return};
use crate::facts::imp::HookImpl;
use crate::hook::code::AsyncArguments;
use crate::hook::entry::Entry;
use crate::hook::hop::{Bound, Wrapper};
use crate::hook::marker::Hook;
use crate::hook::source::Source;
use crate::hook::typed::{Checked, KeptCall};
use crate::hook::view::View;
use observed::observed;

/// What an async implementation returns: a future that a call awaits on any thread.
///
/// A closure for `register_fn` or `with_extra` of an async hook gives one:
/// `|request| Box::pin(async move { … })`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future that a closure gives, which may borrow from what `B` says.
///
/// A closure knows of the lifetimes in its own signature alone; a reference to a type
/// in `B` says there that the type outlives it.
pub trait FutureWithin<B>: Future {}

impl<B, F: Future> FutureWithin<B> for F {}

/// A boxed one: for closures it is what [`BoxFuture`] is.
pub type BoxFutureWithin<'a, B, T> = Pin<Box<dyn FutureWithin<B, Output = T> + Send + 'a>>;

/// Never implemented: not all hooks can be called at once.
#[diagnostic::on_unimplemented(
    message = "the implementations of this hook can't run at the same time",
    label = "each waits for the one before",
    note = "an argument is lent or handed from one to the next, or the first result ends the call: \
            call the hook by `call_all`, `call_first` or `call_waterfall`"
)]
pub trait CalledAtOnce {}

/// What comes of a call of an implementation.
pub enum Started<'a, R> {
    /// What it returned: that of a plain function.
    Now(R),
    /// What it will.
    Later(BoxFuture<'a, R>),
}

/// How a call runs the implementations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::hook) enum Mode {
    InTurn,
    Concurrent,
}

/// What all parts of one call share.
pub(super) struct Frame<'a, H> {
    held: &'a KeptCall<'a, H>,
    watch: Option<&'a Watch>,
    mode: Mode,
    blame: Blame,
}

/// Runs a call to its end.
pub(in crate::hook) async fn run_async<A: AsyncArguments, S: Source + Sync>(
    checked: &Checked<A::Hook, S>,
    args: A,
    mode: Mode,
) -> Answer<A> {
    let held = checked.hold();
    let watch = {
        let view = held.typed().view;
        Watch::new(view.list.watchers(), A::Hook::SPEC, || view.hook_impls())
    };
    let blame = Blame::new(A::Kind::ERRORS);
    let frame = Frame { held: &held, watch: watch.as_ref(), mode, blame };
    let output = frame.run(args).await;
    let culprit = |at| frame.blame.of::<A::Kind>(at, held.typed().view);
    A::Kind::answer(output, culprit, A::cause)
}

impl<'a, H: Hook> Frame<'a, H> {
    fn view(&self) -> View<'a> {
        self.held.typed().view
    }

    /// Runs the whole, watched or not.
    async fn run<A: AsyncArguments<Hook = H>>(&self, args: A) -> Output<A> {
        let Some(watch) = self.watch else { return self.inside(0, args).await };
        watch.start(None, &args);
        observed(watch, None, self.inside(0, args), watched::of_output::<A>).await
    }

    /// Runs what is inside so many wrappers.
    async fn inside<A: AsyncArguments<Hook = H>>(&self, depth: usize, args: A) -> Output<A> {
        match self.view().lens() {
            (wrappers, _) if depth < wrappers => self.wrapper(depth, args).await,
            _ if self.mode == Mode::Concurrent => self.concurrent(args).await,
            _ => self.in_turn(args).await,
        }
    }

    async fn wrapper<A: AsyncArguments<Hook = H>>(&self, depth: usize, args: A) -> Output<A> {
        let wrapping = self.blame.wrapper(depth);
        let imp = self.told(|view| view.wrapper(depth).map(Entry::bound));
        if let (Some(watch), Some(imp)) = (self.watch, &imp) {
            watch.start(Some(imp), &args);
        }
        let running = self.wrapper_at(depth).start(args, AsyncNext::new(self, depth + 1));
        let output = match (self.watch, &imp) {
            (Some(watch), Some(imp)) => {
                observed(watch, Some(imp), running, watched::of_output::<A>).await
            }
            _ => running.await,
        };
        wrapping.end::<A::Kind>(&output);
        output
    }

    async fn in_turn<A: AsyncArguments<Hook = H>>(&self, mut args: A) -> Output<A> {
        let (wrappers, implementations) = self.view().lens();
        let mut state = A::Kind::start(implementations);
        let mut failed = None;
        for at in 0..implementations {
            let result = match self.watch {
                Some(watch) => self.observed_one(watch, at, &mut args).await,
                // Written out: a future inside a future costs what an allocation does.
                None => match self.start(at, &mut args) {
                    Started::Now(result) => result,
                    Started::Later(running) => running.await,
                },
            };
            match A::Kind::step(&mut state, result) {
                Flow::On => {}
                Flow::Back(value) => args.hand_back(value),
                Flow::Done => break,
                Flow::Failed => {
                    failed = Some(at);
                    break;
                }
            }
        }
        let output = A::Kind::finish(state, || args.handed());
        self.blame.innermost::<A::Kind>(wrappers, failed, &output);
        output
    }

    /// Runs one implementation that is watched.
    async fn observed_one<A: AsyncArguments<Hook = H>>(
        &self,
        watch: &Watch,
        at: usize,
        args: &mut A,
    ) -> Return<A> {
        let Some(imp) = self.told(|view| view.implementation(at)) else {
            return self.start(at, args).result().await;
        };
        watch.start(Some(&imp), args);
        let running = async { self.start(at, args).result().await };
        observed(watch, Some(&imp), running, watched::of_return::<A>).await
    }

    fn start<'call, A: AsyncArguments<Hook = H>>(
        &'call self,
        at: usize,
        args: &'call mut A,
    ) -> Started<'call, Return<A>> {
        let implementation = self.held.typed().member(at);
        implementation.expect("a place among the implementations").start(args)
    }

    fn wrapper_at(&self, at: usize) -> Wrapper<'a, H> {
        self.held.typed().wrapper(at).expect("a place among the wrappers")
    }

    /// What monitors are told of something that runs; none where nobody watches.
    fn told(&self, find: impl FnOnce(View<'a>) -> Option<Bound<'a>>) -> Option<HookImpl> {
        self.watch?;
        find(self.view()).map(|bound| bound.hook_impl())
    }
}

impl<R> Started<'_, R> {
    async fn result(self) -> R {
        match self {
            Started::Now(result) => result,
            Started::Later(running) => running.await,
        }
    }
}
