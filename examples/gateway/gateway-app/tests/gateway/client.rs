//! A client: a connection with one request after another, or just bytes.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::HeaderMap;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Within which all must be done that is not meant to be waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client(SendRequest<Full<Bytes>>);

/// A response that came as a whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Client {
    pub(crate) async fn connect(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).await.unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Client(sender)
    }

    /// Asks with ada's token.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(path, &[("authorization", "Bearer a-token")]).await
    }

    pub(crate) async fn ask(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, "").await.unwrap()
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, hyper::Error> {
        let mut request = Request::builder().method(method).uri(path).header("host", "gateway");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
        let asked = async {
            self.0.ready().await?;
            let response = self.0.send_request(request).await?;
            let (head, body) = response.into_parts();
            let body = body.collect().await?.to_bytes().to_vec();
            Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
        };
        timeout(PATIENCE, asked).await.expect("an answer in time")
    }
}

/// One request on a connection of its own, with ada's token.
pub(crate) async fn get(to: SocketAddr, path: &str) -> Answer {
    Client::connect(to).await.get(path).await
}

/// Reads until this has come.
pub(crate) async fn read_until(stream: &mut TcpStream, what: &str) {
    let mut read = Vec::new();
    let reading = async {
        while !read.ends_with(what.as_bytes()) {
            read.push(stream.read_u8().await.unwrap());
        }
    };
    timeout(PATIENCE, reading).await.unwrap_or_else(|_| panic!("{what} comes"));
}

/// Sends these bytes, and answers all that comes until the other side ends it.
pub(crate) async fn raw(to: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to).await.unwrap();
    // Who has refused it already need not read the rest.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("an end in time");
    String::from_utf8_lossy(&answer).into_owned()
}
