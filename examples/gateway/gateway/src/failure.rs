//! Why a request is not done as it was asked.

use std::error::Error;
use std::fmt;

use hyper::StatusCode;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use pluggy_core::HookError;

use crate::body::Body;
use crate::message::Response;

/// What a client gets in place of what it asked for: a status, a line of text,
/// and headers.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    message: String,
    headers: Box<HeaderMap>,
}

impl Failure {
    /// A failure with a text for the client.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Failure { status, message: message.into(), headers: Box::default() }
    }

    /// The same with one header more.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response that says so.
    #[must_use]
    pub fn into_response(self) -> Response {
        let mut response = Response::new(Body::full(format!("{self}\n")));
        *response.status_mut() = self.status;
        *response.headers_mut() = *self.headers;
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(hyper::header::CONTENT_TYPE, text);
        response
    }
}

/// Which plugin it was is for the log, not for the client.
impl From<HookError<Failure>> for Failure {
    fn from(error: HookError<Failure>) -> Self {
        tracing::debug!("{error}");
        error.into_error()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status, self.message)
    }
}

impl Error for Failure {}
