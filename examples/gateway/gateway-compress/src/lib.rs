//! Compressed responses: a plugin author's part.

use std::io;

use async_compression::tokio::bufread::GzipEncoder;
use futures_util::TryStreamExt;
use gateway::http_body_util::{BodyExt, StreamBody};
use gateway::hyper::body::{Body as _, Frame};
use gateway::hyper::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    HeaderMap, HeaderName, HeaderValue, VARY,
};
use gateway::{Body, GatewayHooks, Request, Response};
use pluggy_core::hookimpl;
use serde::Deserialize;
use tokio_util::io::{ReaderStream, StreamReader};

/// The section `[plugins.compress]` of the gateway's configuration.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CompressConfig {
    /// Bodies that are known to be shorter stay as they are.
    pub at_least: u64,
}

impl Default for CompressConfig {
    fn default() -> Self {
        CompressConfig { at_least: 256 }
    }
}

/// Compresses texts, for those who take them so.
pub struct Compress(CompressConfig);

impl Compress {
    /// One that does as the configuration says.
    #[must_use]
    pub fn new(config: CompressConfig) -> Self {
        Compress(config)
    }

    fn is_worth_it(&self, request: &Request, response: &Response) -> bool {
        let (asked, headers) = (request.headers(), response.headers());
        let text = |headers: &HeaderMap, name| {
            headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::to_owned)
        };
        let is_taken = text(asked, ACCEPT_ENCODING).is_some_and(|list| takes_gzip(&list));
        let is_text = text(headers, CONTENT_TYPE).is_some_and(|ty| {
            ty.starts_with("text/") || ["json", "javascript", "xml"].iter().any(|x| ty.contains(x))
        });
        let is_changed = |name: HeaderName| headers.contains_key(name);
        is_taken
            && is_text
            && !is_changed(CONTENT_ENCODING)
            && !is_changed(CONTENT_RANGE)
            && response.body().size_hint().upper().is_none_or(|size| size >= self.0.at_least)
    }
}

fn takes_gzip(list: &str) -> bool {
    list.split(',').any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

/// Compresses texts by gzip, for those who take it.
#[hookimpl(new = Compress::new, config = CompressConfig)]
impl GatewayHooks for Compress {
    /// Last, since nobody can read the body after it.
    #[hookimpl(trylast)]
    async fn respond(&self, response: Response, request: &Request) -> Response {
        if !self.is_worth_it(request, &response) {
            return response;
        }
        let (mut head, body) = response.into_parts();
        head.headers.remove(CONTENT_LENGTH);
        head.headers.remove(ETAG);
        head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
        Response::from_parts(head, compressed(body))
    }
}

fn compressed(body: Body) -> Body {
    let reader = StreamReader::new(body.into_data_stream().map_err(io::Error::other));
    let pieces = ReaderStream::new(GzipEncoder::new(reader));
    Body::new(StreamBody::new(pieces.map_ok(Frame::data)))
}
