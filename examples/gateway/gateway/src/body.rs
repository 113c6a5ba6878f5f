//! Bodies: they stream, and whoever sends one may be silent too long.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};

/// The body of a request or a response, which comes piece by piece.
#[derive(Default)]
pub struct Body(BoxBody<Bytes, BodyError>);

/// Why a body breaks off.
pub type BodyError = Box<dyn Error + Send + Sync>;

impl Body {
    /// One that streams.
    pub fn new(
        body: impl HttpBody<Data = Bytes, Error: Into<BodyError>> + Send + Sync + 'static,
    ) -> Self {
        Body(BodyExt::boxed(body.map_err(Into::into)))
    }

    /// One that is all there.
    pub fn full(bytes: impl Into<Bytes>) -> Self {
        Body::new(Full::new(bytes.into()))
    }

    /// One of nothing.
    #[must_use]
    pub fn empty() -> Self {
        Body::default()
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        Pin::new(&mut self.0).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// How much there is, not what.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Body").field(&self.size_hint()).finish()
    }
}

/// Whose body it is was silent for too long.
#[derive(Debug)]
pub(crate) struct Silent(&'static str);

impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} was silent for too long", self.0)
    }
}

impl Error for Silent {}

pin_project! {
    /// A body whose every piece must come in time.
    pub(crate) struct Timely<B> {
        #[pin]
        body: B,
        #[pin]
        sleep: Option<Sleep>,
        limit: Duration,
        whose: &'static str,
    }
}

impl<B> Timely<B> {
    pub(crate) fn new(whose: &'static str, limit: Duration, body: B) -> Self {
        Timely { body, sleep: None, limit, whose }
    }
}

impl<B: HttpBody<Data = Bytes, Error: Into<BodyError>>> HttpBody for Timely<B> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let mut this = self.project();
        if let Poll::Ready(frame) = this.body.poll_frame(cx) {
            this.sleep.set(None);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        if this.sleep.is_none() {
            this.sleep.set(Some(sleep(*this.limit)));
        }
        if let Some(sleep) = this.sleep.as_pin_mut() {
            ready!(sleep.poll(cx));
        }
        Poll::Ready(Some(Err(Silent(this.whose).into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::{StreamExt, stream};
    use http_body_util::StreamBody;
    use tokio::time::Instant;

    use super::*;

    const LIMIT: Duration = Duration::from_millis(100);

    /// A body with a piece after each of these milliseconds.
    fn timely(waits: &'static [u64]) -> Timely<impl HttpBody<Data = Bytes, Error = BodyError>> {
        let pieces = stream::iter(waits).then(|wait| async {
            sleep(Duration::from_millis(*wait)).await;
            Ok(Frame::data(Bytes::from_static(b"x")))
        });
        Timely::new("client", LIMIT, StreamBody::new(pieces))
    }

    #[tokio::test(start_paused = true)]
    async fn pieces_in_time_may_be_long_together() -> Result<(), BodyError> {
        let body = timely(&[99, 99, 99]).collect().await?;
        assert_eq!(body.to_bytes(), "xxx");
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_silent_is_not_waited_for() {
        let begun = Instant::now();
        let mut body = pin!(timely(&[99, 101]));
        assert!(body.frame().await.is_some_and(|frame| frame.is_ok()));
        let error = body.frame().await.and_then(Result::err).map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("the client was silent for too long"));
        assert_eq!(begun.elapsed(), Duration::from_millis(99) + LIMIT);
    }
}
