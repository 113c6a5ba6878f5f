//! The plugins of the house: what moves the bytes is called as any other.

use std::error::Error;
use std::mem;
use std::sync::OnceLock;

use http_body_util::{BodyExt, LengthLimitError};
use hyper::StatusCode;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::uri::{PathAndQuery, Scheme, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use pluggy_core::hookimpl;
use tokio::time::timeout;

use crate::body::{Body, Silent, Timely};
use crate::failure::Failure;
use crate::hooks::GatewayHooks;
use crate::message::{Peer, Request, Response};
use crate::settings::{Limits, Route, Settings, Upstream};

/// The connections to upstreams, which all generations share.
pub(crate) type Upward = Client<HttpConnector, Body>;

/// Knows the routes.
#[derive(Default)]
pub(crate) struct Routes(OnceLock<Vec<Route>>);

/// Chooses the upstream by the routes of the configuration.
#[hookimpl(manual)]
impl GatewayHooks for Routes {
    fn configure(&self, settings: &Settings) {
        let mut routes = settings.routes.clone();
        routes.sort_by_key(|route| std::cmp::Reverse(route.nearness()));
        let _ = self.0.set(routes);
    }

    #[hookimpl(trylast)]
    fn choose_upstream(&self, request: &Request) -> Option<Upstream> {
        let route = self.0.get()?.iter().find(|route| route.fits(request))?;
        Some(route.upstream.clone())
    }
}

/// Sends requests to upstreams.
pub(crate) struct Proxy {
    pub(crate) upward: Upward,
    pub(crate) limits: Limits,
}

/// Sends requests to upstreams, and brings their responses.
#[hookimpl(manual)]
impl GatewayHooks for Proxy {
    #[hookimpl(trylast)]
    async fn forward(
        &self,
        request: &mut Request,
        upstream: &Upstream,
        peer: &Peer,
    ) -> Result<Option<Response>, Failure> {
        let request = outgoing(request, upstream, peer)?;
        let response = timeout(self.limits.answer(), self.upward.request(request))
            .await
            .map_err(|_| Failure::new(StatusCode::GATEWAY_TIMEOUT, "the upstream does not answer"))?
            .map_err(|error| failure(&error))?;
        let mut response = response.map(|body| {
            let body = Timely::new("upstream", self.limits.body(), body);
            // The client just sees no end.
            Body::new(body.map_err(|error| {
                tracing::warn!("an upstream failed within its body: {}", chain(&*error));
                error
            }))
        });
        remove_hops(response.headers_mut());
        Ok(Some(response))
    }
}

/// The request as the upstream gets it, with the body that it came with.
fn outgoing(request: &mut Request, upstream: &Upstream, peer: &Peer) -> Result<Request, Failure> {
    let mut out = Request::new(mem::take(request.body_mut()));
    let path = request.uri().path_and_query().cloned();
    *out.uri_mut() = Uri::builder()
        .scheme(Scheme::HTTP)
        .authority(upstream.authority().clone())
        .path_and_query(path.unwrap_or_else(|| PathAndQuery::from_static("/")))
        .build()
        .map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "no path for an upstream"))?;
    out.method_mut().clone_from(request.method());
    out.headers_mut().clone_from(request.headers());
    let headers = out.headers_mut();
    remove_hops(headers);
    if let Some(host) = headers.remove(header::HOST) {
        headers.insert(HeaderName::from_static("x-forwarded-host"), host);
    }
    add_to_way(headers, peer);
    Ok(out)
}

/// Adds who asks to those who have sent it on before.
fn add_to_way(headers: &mut HeaderMap, peer: &Peer) {
    const WAY: HeaderName = HeaderName::from_static("x-forwarded-for");
    let mut way = Vec::new();
    for before in headers.get_all(WAY) {
        way.extend_from_slice(before.as_bytes());
        way.extend_from_slice(b", ");
    }
    way.extend_from_slice(peer.address.ip().to_string().as_bytes());
    if let Ok(way) = HeaderValue::from_bytes(&way) {
        headers.insert(WAY, way);
    }
}

/// Removes what is said to the next on the way alone.
fn remove_hops(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|names| names.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in [
        header::CONNECTION,
        HeaderName::from_static("keep-alive"),
        header::PROXY_AUTHENTICATE,
        header::PROXY_AUTHORIZATION,
        header::TE,
        header::TRAILER,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
    ] {
        headers.remove(name);
    }
}

/// It may be the client's fault: then its body broke off, or was too much.
fn failure(error: &hyper_util::client::legacy::Error) -> Failure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
        }
        if error.is::<Silent>() {
            return Failure::new(StatusCode::REQUEST_TIMEOUT, error.to_string());
        }
        cause = error.source();
    }
    tracing::warn!("an upstream failed: {}", chain(error));
    let what = if error.is_connect() { "the upstream is gone" } else { "the upstream broke off" };
    Failure::new(StatusCode::BAD_GATEWAY, what)
}

/// The error with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
