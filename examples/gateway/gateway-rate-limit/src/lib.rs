//! So many requests a second, for a connection and for a token: a plugin author's
//! part.

use std::mem;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use gateway::hyper::StatusCode;
use gateway::hyper::header::{HeaderValue, RETRY_AFTER};
use gateway::{Failure, GatewayHooks, Identity, Request};
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{NotUntil, Quota, RateLimiter};
use pluggy_core::{BoxPlugin, Plugin, hookimpl};
use serde::Deserialize;
use tokio::task::AbortHandle;
use tokio::time::{self, sleep};

/// The section `[plugins.rate-limit]` of the gateway's configuration. As many as may
/// come in a second may come at once.
#[derive(Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimitConfig {
    /// Requests a second on one connection.
    pub connection: NonZeroU32,
    /// Requests a second with one token, on all connections together.
    pub token: NonZeroU32,
}

impl Default for RateLimitConfig {
    fn default() -> Self {
        let per_second = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        RateLimitConfig { connection: per_second(100), token: per_second(1_000) }
    }
}

/// How often tokens that nobody uses any more are forgotten.
const TIDIES_EVERY: Duration = Duration::from_secs(60);

type Limiter<K, S> = RateLimiter<K, S, RuntimeClock, NoOpMiddleware<Instant>>;

/// Counts the requests of each token.
pub struct RateLimit {
    connection: Quota,
    tokens: Arc<Limiter<Identity, DefaultKeyedStateStore<Identity>>>,
    /// Between `start` and `stop`.
    tidying: Mutex<Option<AbortHandle>>,
}

impl RateLimit {
    /// One that allows as much as the configuration says.
    #[must_use]
    pub fn new(config: RateLimitConfig) -> Self {
        RateLimit {
            connection: Quota::per_second(config.connection),
            tokens: Arc::new(RateLimiter::new(
                Quota::per_second(config.token),
                DefaultKeyedStateStore::default(),
                RuntimeClock,
            )),
            tidying: Mutex::default(),
        }
    }
}

impl RateLimit {
    fn set_tidying(&self, task: Option<AbortHandle>) {
        let mut tidying = self.tidying.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = mem::replace(&mut *tidying, task) {
            old.abort();
        }
    }
}

/// Refuses what comes too fast, on a connection or with a token.
#[hookimpl(new = RateLimit::new, config = RateLimitConfig)]
impl GatewayHooks for RateLimit {
    async fn start(&self) -> Result<(), Failure> {
        let tokens = Arc::clone(&self.tokens);
        let task = tokio::spawn(async move {
            loop {
                sleep(TIDIES_EVERY).await;
                tokens.retain_recent();
            }
        });
        self.set_tidying(Some(task.abort_handle()));
        Ok(())
    }

    async fn stop(&self) {
        self.set_tidying(None);
    }

    fn open(&self) -> Option<BoxPlugin> {
        let limit = ConnectionLimit(RateLimiter::direct_with_clock(self.connection, RuntimeClock));
        Some(Plugin::new(limit).with::<dyn GatewayHooks>().boxed())
    }

    /// After who knows whose token it is.
    #[hookimpl(after = "auth")]
    async fn admit(&self, request: &mut Request) -> Result<(), Failure> {
        match request.extensions().get::<Identity>() {
            Some(identity) => self.tokens.check_key(identity).map_err(|until| refusal(&until)),
            None => Ok(()),
        }
    }
}

/// Lives as long as a connection, whose requests it counts. It is the newest, so it
/// is asked first: guessing tokens is limited too.
struct ConnectionLimit(Limiter<NotKeyed, InMemoryState>);

#[hookimpl(manual, name = "rate-limit-of-connection")]
impl GatewayHooks for ConnectionLimit {
    async fn admit(&self) -> Result<(), Failure> {
        self.0.check().map_err(|until| refusal(&until))
    }
}

/// The runtime's own time, which a test may stop.
#[derive(Clone, Copy)]
struct RuntimeClock;

impl Clock for RuntimeClock {
    type Instant = Instant;

    fn now(&self) -> Instant {
        time::Instant::now().into_std()
    }
}

fn refusal(until: &NotUntil<Instant>) -> Failure {
    let wait = until.wait_time_from(RuntimeClock.now());
    // Whole seconds, and enough of them.
    let seconds = (wait + Duration::from_millis(999)).as_secs();
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "too many requests")
        .with_header(RETRY_AFTER, HeaderValue::from(seconds))
}
