//! The table `[gateway]` of the configuration.

use std::net::SocketAddr;
use std::time::Duration;

use hyper::Request;
use hyper::header::HOST;
use hyper::http::uri::{Authority, Scheme, Uri};
use serde::Deserialize;

/// How the gateway is configured.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where it listens; 0 is any free port.
    pub listen: SocketAddr,
    /// Which upstream a request is for. Of those that fit, one with a host goes
    /// first, then the longest path.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// How long it waits, and how much it takes.
    #[serde(default)]
    pub limits: Limits,
}

/// Where requests of a host, for a path and all below it, go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The host that was asked, without a port; else any.
    pub host: Option<String>,
    /// The path; else any.
    #[serde(default)]
    pub path: String,
    /// Where to.
    pub upstream: Upstream,
}

impl Route {
    /// Whether the request may go this way.
    #[must_use]
    pub fn fits<B>(&self, request: &Request<B>) -> bool {
        let below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        let path = self.path.trim_end_matches('/');
        request.uri().path().strip_prefix(path).is_some_and(below)
            && self.host.as_deref().is_none_or(|host| is_for(host, request))
    }

    /// The greater, the nearer to what was asked.
    #[must_use]
    pub fn nearness(&self) -> (bool, usize) {
        (self.host.is_some(), self.path.trim_end_matches('/').len())
    }
}

fn is_for<B>(host: &str, request: &Request<B>) -> bool {
    let said = || request.headers().get(HOST)?.to_str().ok()?.parse().ok();
    let asked: Option<Authority> = request.uri().authority().cloned().or_else(said);
    asked.is_some_and(|asked| asked.host().eq_ignore_ascii_case(host))
}

/// A server behind the gateway, `http://host:port`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Upstream(Authority);

impl Upstream {
    /// Its host and port.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.0
    }
}

impl TryFrom<String> for Upstream {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no upstream: write `http://host:port`");
        let parts = text.parse::<Uri>().map_err(|_| wrong())?.into_parts();
        let is_bare = parts.path_and_query.is_none_or(|path| path == "/");
        match (parts.scheme, parts.authority) {
            (Some(scheme), Some(authority)) if scheme == Scheme::HTTP && is_bare => {
                Ok(Upstream(authority))
            }
            _ => Err(wrong()),
        }
    }
}

/// How long the gateway waits, in milliseconds, and how much it takes, in bytes.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// For the head of a request.
    pub head_ms: u64,
    /// For each piece of a body, of a client's or an upstream's.
    pub body_ms: u64,
    /// For the head of an upstream's response.
    pub answer_ms: u64,
    /// For requests in flight, when the gateway ends.
    pub stop_ms: u64,
    /// The head of a request; at least 8192.
    pub head_bytes: usize,
    /// The body of a request.
    pub body_bytes: usize,
    /// Connections at a time; the others wait.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            head_ms: 10_000,
            body_ms: 30_000,
            answer_ms: 30_000,
            stop_ms: 5_000,
            head_bytes: 16_384,
            body_bytes: 16 << 20,
            connections: 1_024,
        }
    }
}

impl Limits {
    pub(crate) fn head(&self) -> Duration {
        Duration::from_millis(self.head_ms)
    }

    pub(crate) fn body(&self) -> Duration {
        Duration::from_millis(self.body_ms)
    }

    pub(crate) fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms)
    }

    pub(crate) fn stop(&self) -> Duration {
        Duration::from_millis(self.stop_ms)
    }
}
