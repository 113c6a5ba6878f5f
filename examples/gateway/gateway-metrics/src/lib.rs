//! Numbers for Prometheus: a plugin author's part.

use std::sync::atomic::AtomicU64;
use std::time::Instant;

use gateway::hyper::StatusCode;
use gateway::hyper::header::{CONTENT_TYPE, HeaderValue};
use gateway::{Body, Failure, GatewayHooks, Request, Response};
use pluggy_core::hookimpl;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use serde::Deserialize;

/// The section `[plugins.metrics]` of the gateway's configuration.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MetricsConfig {
    /// Where the numbers are; who asks needs a token as for anything.
    pub path: String,
}

impl Default for MetricsConfig {
    fn default() -> Self {
        MetricsConfig { path: "/metrics".into() }
    }
}

/// Counts requests. A gateway that is configured anew counts from 0, which
/// Prometheus understands.
pub struct Metrics {
    path: String,
    registry: Registry,
    requests: Family<[(&'static str, String); 1], Counter>,
    in_flight: Gauge,
    seconds: Histogram,
    generation: Gauge<u64, AtomicU64>,
}

impl Metrics {
    /// One that shows its numbers where the configuration says.
    #[must_use]
    pub fn new(config: MetricsConfig) -> Self {
        let metrics = Metrics {
            path: config.path,
            registry: Registry::with_prefix("gateway"),
            requests: Family::default(),
            in_flight: Gauge::default(),
            seconds: Histogram::new(exponential_buckets(0.000_5, 2.0, 14)),
            generation: Gauge::default(),
        };
        metrics.registered()
    }

    fn registered(mut self) -> Self {
        let registry = &mut self.registry;
        registry.register("requests", "Requests that were answered", self.requests.clone());
        registry.register("in_flight", "Requests that are not yet", self.in_flight.clone());
        registry.register("seconds", "Until the head of the response", self.seconds.clone());
        registry.register("generation", "Of the plugins", self.generation.clone());
        self
    }
}

/// Counts a request for as long as it lives, also where the client goes away.
struct InFlight<'a>(&'a Gauge);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Counts requests, and shows the numbers at /metrics.
#[hookimpl(new = Metrics::new, config = MetricsConfig)]
impl GatewayHooks for Metrics {
    fn configure(&self, generation: u64) {
        self.generation.set(generation);
    }

    #[hookimpl(wrapper)]
    async fn handle(
        &self,
        request: &mut Request,
        next: impl AsyncFnOnce(&mut Request) -> Option<Response>,
    ) -> Option<Response> {
        self.in_flight.inc();
        let _in_flight = InFlight(&self.in_flight);
        let begun = Instant::now();
        let response = next(request).await;
        self.seconds.observe(begun.elapsed().as_secs_f64());
        let status = response.as_ref().map_or(StatusCode::NOT_FOUND, Response::status);
        self.requests.get_or_create(&[("status", status.as_str().to_owned())]).inc();
        response
    }

    async fn answer(&self, request: &mut Request) -> Result<Option<Response>, Failure> {
        if request.uri().path() != self.path {
            return Ok(None);
        }
        let mut text = String::new();
        let failed = |_| Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "no numbers");
        encode(&mut text, &self.registry).map_err(failed)?;
        let mut response = Response::new(Body::full(text));
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Ok(Some(response))
    }
}
