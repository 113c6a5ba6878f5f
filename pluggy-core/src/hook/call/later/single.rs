//! A call of one implementation of an async hook by itself.

use super::super::watched::{self, Watch};
use super::super::{Kind, One, Return};
use super::{Started, observed};
use crate::hook::code::AsyncArguments;
use crate::hook::each::Single;
use crate::hook::marker::Hook;
use crate::hook::typed::Checked;

/// Calls one implementation, watched or not.
pub(in crate::hook) async fn run_single_async<A: AsyncArguments>(
    checked: &Checked<A::Hook, Single>,
    mut args: A,
) -> One<A> {
    let single = checked.source();
    let impls = || vec![single.imp().clone()];
    let watch = single.watchers().and_then(|watchers| Watch::new(watchers, A::Hook::SPEC, impls));
    let result = match watch {
        None => start(checked, &mut args).result().await,
        Some(watch) => run_watched(&watch, checked, args).await,
    };
    A::Kind::one(result, checked.implementation().bound(), A::cause)
}

fn start<'call, A: AsyncArguments>(
    checked: &'call Checked<A::Hook, Single>,
    args: &'call mut A,
) -> Started<'call, Return<A>> {
    checked.implementation().start(args)
}

async fn run_watched<A: AsyncArguments>(
    watch: &Watch,
    checked: &Checked<A::Hook, Single>,
    mut args: A,
) -> Return<A> {
    let imp = Some(checked.source().imp());
    watch.start(None, &args);
    let running = async {
        watch.start(imp, &args);
        let running = async { start(checked, &mut args).result().await };
        observed(watch, imp, running, watched::of_return::<A>).await
    };
    observed(watch, None, running, watched::of_return::<A>).await
}
