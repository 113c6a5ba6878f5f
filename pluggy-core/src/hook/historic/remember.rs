//! What a historic call keeps: its arguments in owned form, and how to run it.

use std::borrow::Borrow;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Delivery, Replay};
use crate::hook::call::watched::{self, Watch};
use crate::hook::call::{Kind, Told};
use crate::hook::code::SyncArguments;
use crate::hook::entry::Entry;
use crate::hook::error::Cause;
use crate::hook::hop::Implementation;
use crate::hook::marker::Hook;
use crate::monitor::ShowArguments;

/// What a historic call can remember of an argument: its owned form.
pub trait Remember {
    /// The owned form.
    type Owned: Send + Sync + 'static;

    /// Makes the owned form.
    fn remember(&self) -> Self::Owned;

    /// Borrows from the owned form.
    fn recall(owned: &Self::Owned) -> &Self;
}

/// What has an owned form that can be kept. It stands beside [`Remember`] since rustc tells
/// this message of no trait with a type in it.
#[diagnostic::on_unimplemented(
    message = "a historic call is remembered, and a `{Self}` can't be",
    label = "has no owned form that is `Send + Sync + 'static`",
    note = "take a type that is `Clone` (or `ToOwned`) and can be shared between threads: \
            `Arc<Mutex<…>>` for a `Cell`"
)]
pub trait Kept: ToOwned<Owned: Send + Sync + 'static> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + ToOwned<Owned: Send + Sync + 'static>> Kept for T {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Kept> Remember for T {
    type Owned = T::Owned;

    fn remember(&self) -> T::Owned {
        self.to_owned()
    }

    fn recall(owned: &T::Owned) -> &T {
        Borrow::borrow(owned)
    }
}

/// What a remembered call is to do, once its arguments are there again.
pub enum Step<'a, H> {
    /// Call one implementation.
    Run(Implementation<'a, H>, Watched<'a>),
    /// Show the arguments.
    Show(&'a mut dyn FnMut(&dyn ShowArguments)),
}

/// Who watches a step.
pub struct Watched<'a>(Option<&'a Watch>);

/// What an implementation returned, and how to find what is behind an error.
pub(crate) type Stepped<K> = (<K as Kind>::Return, Cause<<K as Kind>::Error>);

/// Takes a step with the arguments; for the generated methods.
pub fn step<A: SyncArguments>(args: &mut A, step: Step<'_, A::Hook>) -> Option<Stepped<A::Kind>> {
    match step {
        Step::Run(implementation, Watched(watch)) => {
            Some((watched::call(watch, args, implementation), A::cause))
        }
        Step::Show(look) => {
            look(args);
            None
        }
    }
}

/// A call of the hook `H`, whose results are of the kind `K`.
pub(crate) struct Remembering<H, K, R, C> {
    pub(crate) run: R,
    pub(crate) callback: Option<Arc<C>>,
    pub(crate) types: PhantomData<fn(H) -> K>,
}

impl<H, K, R, C> Replay for Remembering<H, K, R, C>
where
    H: Hook,
    K: Told<Item: 'static>,
    R: Fn(Step<'_, H>) -> Option<Stepped<K>> + Send + Sync,
    C: Fn(K::Item) + Send + Sync + 'static,
{
    fn run(&self, entry: &Entry, watch: Option<&Watch>) -> Option<Delivery> {
        let implementation = entry.implementation::<H>()?;
        let whose = implementation.bound();
        let (result, cause) = (self.run)(Step::Run(implementation, Watched(watch)))?;
        let has_result = K::inspect_return(&result).ok() != Some(0);
        let item = K::item(result, whose, cause)?;
        match &self.callback {
            Some(callback) => {
                let callback = Arc::clone(callback);
                Some(Box::new(move || callback(item)))
            }
            // Nobody takes it, but monitors count it.
            None => has_result.then(|| Box::new(|| ()) as Delivery),
        }
    }

    fn show(&self, look: &mut dyn FnMut(&dyn ShowArguments)) {
        (self.run)(Step::Show(look));
    }
}
