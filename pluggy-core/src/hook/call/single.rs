//! A call of one implementation by itself.

use super::watched::{self, Watch};
use super::{Arguments, Kind, One, Return};
use crate::hook::each::Single;
use crate::hook::hop::Implementation;
use crate::hook::relay::Hook;

/// Calls one implementation, watched or not.
#[inline]
pub(in crate::hook) fn run_single<A: Arguments>(
    single: &Single,
    implementation: Implementation<'_, A::Hook>,
    mut args: A,
) -> One<A> {
    let impls = || vec![single.imp().clone()];
    let result = match Watch::new(single.watchers(), A::Hook::SPEC, impls) {
        None => args.call(implementation),
        Some(watch) => run_watched(&watch, implementation, args),
    };
    A::Kind::one(result, implementation.bound(), A::cause)
}

#[cold]
#[inline(never)]
fn run_watched<A: Arguments>(
    watch: &Watch,
    implementation: Implementation<'_, A::Hook>,
    mut args: A,
) -> Return<A> {
    watch.start(&args);
    watch.finish(|tell| {
        let result = watched::call(Some(watch), &mut args, implementation);
        watched::of_return::<A>(&result, tell);
        result
    })
}
