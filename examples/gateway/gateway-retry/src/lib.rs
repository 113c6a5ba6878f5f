//! Another try where an upstream fails: a plugin author's part.

use std::num::NonZeroU32;
use std::time::Duration;

use gateway::hyper::StatusCode;
use gateway::hyper::body::Body;
use gateway::{Failure, GatewayHooks, Request, Response};
use pluggy_core::hookimpl;
use serde::Deserialize;
use tokio::time::sleep;

/// The section `[plugins.retry]` of the gateway's configuration.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryConfig {
    /// How often it is tried, all in all.
    pub tries: NonZeroU32,
    /// How many milliseconds lie between the first two; twice as many after each.
    pub wait_ms: u64,
}

impl Default for RetryConfig {
    fn default() -> Self {
        RetryConfig { tries: NonZeroU32::MIN.saturating_add(2), wait_ms: 20 }
    }
}

/// Does not give up at once.
pub struct Retry(RetryConfig);

impl Retry {
    /// One that tries as often as the configuration says.
    #[must_use]
    pub fn new(config: RetryConfig) -> Self {
        Retry(config)
    }
}

/// Whether asking twice is as good as asking once, and there is no body, which is
/// gone after the first try.
fn may_be_repeated(request: &Request) -> bool {
    request.method().is_idempotent() && request.body().is_end_stream()
}

/// Whether the upstream was not there, or is not for now.
fn has_failed(result: &Result<Option<Response>, Failure>) -> bool {
    let status = match result {
        Ok(Some(response)) => response.status(),
        Ok(None) => return false,
        Err(failure) => failure.status(),
    };
    matches!(status, StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE)
}

/// Sends a request again where the upstream fails.
#[hookimpl(new = Retry::new, config = RetryConfig)]
impl GatewayHooks for Retry {
    #[hookimpl(wrapper)]
    async fn forward(
        &self,
        request: &mut Request,
        mut next: impl AsyncFnMut(&mut Request) -> Result<Option<Response>, Failure>,
    ) -> Result<Option<Response>, Failure> {
        let tries = if may_be_repeated(request) { self.0.tries.get() } else { 1 };
        let mut wait = Duration::from_millis(self.0.wait_ms);
        for _ in 1..tries {
            let result = next(request).await;
            if !has_failed(&result) {
                return result;
            }
            sleep(wait).await;
            wait = wait.saturating_mul(2);
        }
        next(request).await
    }
}
