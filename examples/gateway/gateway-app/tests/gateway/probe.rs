//! A plugin of the tests' own, which counts what becomes of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use gateway::{Failure, GatewayHooks, Request, Response};
use pluggy_core::{BoxPlugin, hookimpl};
use serde::Deserialize;
use tokio::sync::Notify;

/// What became of the probes of one name.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) built: AtomicI64,
    pub(crate) alive: AtomicI64,
    pub(crate) started: AtomicI64,
    pub(crate) stopped: AtomicI64,
    /// Requests for `/hang`.
    pub(crate) hanging: AtomicI64,
    /// Rings at each change of one of these.
    pub(crate) bell: Notify,
}

impl Counts {
    /// Those of the probes of this name.
    pub(crate) fn of(name: &str) -> Arc<Self> {
        static ALL: LazyLock<Mutex<HashMap<String, Arc<Counts>>>> = LazyLock::new(Mutex::default);
        Arc::clone(ALL.lock().unwrap().entry(name.to_owned()).or_default())
    }

    fn add(&self, count: &AtomicI64, n: i64) {
        count.fetch_add(n, Ordering::SeqCst);
        self.bell.notify_waiters();
    }

    /// Waits until it is so.
    pub(crate) async fn until(&self, is_so: impl Fn(&Counts) -> bool) {
        let wait = async {
            loop {
                let rings = self.bell.notified();
                let mut rings = std::pin::pin!(rings);
                rings.as_mut().enable();
                if is_so(self) {
                    break;
                }
                rings.await;
            }
        };
        tokio::time::timeout(crate::client::PATIENCE, wait).await.expect("it comes to that");
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProbeConfig {
    name: String,
    #[serde(default)]
    fails: bool,
    /// The hook that it panics in.
    #[serde(default)]
    panics: String,
}

pub(crate) struct Probe {
    counts: Arc<Counts>,
    config: ProbeConfig,
}

impl Probe {
    fn new(config: ProbeConfig) -> Self {
        let counts = Counts::of(&config.name);
        counts.add(&counts.built, 1);
        counts.add(&counts.alive, 1);
        Probe { counts, config }
    }

    fn panic_in(&self, hook: &str) {
        assert!(self.config.panics != hook, "as it was asked to");
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.counts.add(&self.counts.alive, -1);
    }
}

struct Hanging<'a>(&'a Counts);

impl Drop for Hanging<'_> {
    fn drop(&mut self) {
        self.0.add(&self.0.hanging, -1);
    }
}

/// Hangs, panics and fails as it is asked to.
#[hookimpl(new = Probe::new, config = ProbeConfig)]
impl GatewayHooks for Probe {
    async fn start(&self) -> Result<(), Failure> {
        self.counts.add(&self.counts.started, 1);
        self.panic_in("start");
        if self.config.fails {
            Err(Failure::new(503.try_into().unwrap(), "no luck"))
        } else {
            Ok(())
        }
    }

    async fn stop(&self) {
        self.counts.add(&self.counts.stopped, 1);
        self.panic_in("stop");
    }

    async fn health(&self) -> Result<String, Failure> {
        self.panic_in("health");
        Err(Failure::new(503.try_into().unwrap(), "so-so"))
    }

    fn open(&self) -> Option<BoxPlugin> {
        self.panic_in("open");
        None
    }

    async fn answer(&self, request: &mut Request) -> Result<Option<Response>, Failure> {
        match request.uri().path() {
            "/hang" => {
                self.counts.add(&self.counts.hanging, 1);
                let _hanging = Hanging(&self.counts);
                std::future::pending().await
            }
            _ => {
                self.panic_in("answer");
                Ok(None)
            }
        }
    }
}
