//! What `serve --demo` has in place of a file and a server behind the gateway.

use std::convert::Infallible;
use std::fmt::Write;

use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::body::Body;
use crate::message::Response;
use crate::server::Error;

/// Its configuration.
pub(crate) const CONFIG: &str = include_str!("demo.toml");

/// Where the upstream of [`CONFIG`] listens.
const ADDRESS: &str = "127.0.0.1:8081";

/// Starts a server that tells what it was asked.
pub(crate) async fn upstream() -> Result<(), Error> {
    let listener = TcpListener::bind(ADDRESS)
        .await
        .map_err(|error| format!("the upstream of the demo, {ADDRESS}: {error}"))?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let http = http1::Builder::new();
            tokio::spawn(http.serve_connection(TokioIo::new(stream), service_fn(tell)));
        }
    });
    Ok(())
}

async fn tell(request: hyper::Request<Incoming>) -> Result<Response, Infallible> {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        let _ = writeln!(text, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    let mut response = Response::new(Body::full(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    Ok(response)
}
