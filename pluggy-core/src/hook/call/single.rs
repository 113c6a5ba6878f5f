//! A call of one implementation by itself.

use super::watched::{self, Watch};
use super::{Kind, One, Return};
use crate::facts::imp::HookImpl;
use crate::hook::code::SyncArguments;
use crate::hook::each::Single;
use crate::hook::hop::Implementation;
use crate::hook::marker::Hook;
use crate::monitor::Watchers;

/// Calls one implementation, watched or not.
#[inline]
pub(in crate::hook) fn run_single<A: SyncArguments>(
    single: &Single,
    implementation: Implementation<'_, A::Hook>,
    mut args: A,
) -> One<A> {
    let result = match single.watchers() {
        None => implementation.call(&mut args),
        Some(watchers) => run_watched(watchers, single.imp(), implementation, args),
    };
    A::Kind::one(result, implementation.bound(), A::cause)
}

#[cold]
#[inline(never)]
fn run_watched<A: SyncArguments>(
    watchers: &Watchers,
    imp: &HookImpl,
    implementation: Implementation<'_, A::Hook>,
    mut args: A,
) -> Return<A> {
    let watch = Watch::new(watchers, A::Hook::SPEC, || vec![imp.clone()]);
    let Some(watch) = watch else { return implementation.call(&mut args) };
    watch.start(None, &args);
    watch.finish(None, |tell| {
        let result = watched::call(Some(&watch), &mut args, implementation);
        watched::of_return::<A>(&result, tell);
        result
    })
}
