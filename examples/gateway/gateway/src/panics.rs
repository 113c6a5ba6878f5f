//! Panics of plugins: each costs what it was in, and no more.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use hyper::StatusCode;
use pluggy_core::{Call, HookImpl, Monitor, Outcome};

use crate::failure::Failure;

/// What plugins were asked was not done, since one of them panicked.
pub(crate) struct Panicked;

impl From<Panicked> for Failure {
    fn from(Panicked: Panicked) -> Self {
        Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "a plugin panicked")
    }
}

/// What comes of it, unless a plugin panics in it.
pub(crate) async fn caught<T>(asked: impl Future<Output = T>) -> Result<T, Panicked> {
    // What a plugin left half done by its panic, it alone will see.
    AssertUnwindSafe(asked).catch_unwind().await.map_err(|_| Panicked)
}

/// Logs whose panic it was.
pub(crate) struct Blame;

impl Monitor for Blame {
    fn impl_ended(
        &self,
        call: &Call<'_>,
        imp: &HookImpl,
        outcome: &Outcome<'_>,
        _: std::time::Duration,
    ) {
        if let Outcome::Panicked { message } = outcome {
            let (plugin, hook) = (imp.plugin(), call.hook().name());
            tracing::error!("plugin `{plugin}` panicked in `{hook}`: {message}");
        }
    }
}
