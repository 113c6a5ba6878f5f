//! Servers behind the gateway: one that tells what it was asked, and such as fail.

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers with its name, the request's head, and its body.
pub(crate) async fn echo(name: &'static str) -> SocketAddr {
    serve(move |request: Request<Incoming>| async move {
        let mut text = format!("{name}: {} {}\n", request.method(), request.uri());
        for (name, value) in request.headers() {
            let _ = writeln!(text, "{name}: {}", value.to_str().unwrap());
        }
        let length = text.len();
        if let Ok(body) = request.into_body().collect().await {
            text += &String::from_utf8_lossy(&body.to_bytes());
        }
        let response = Response::builder().header("content-type", "text/plain");
        response.header("head-length", length).body(Full::new(text.into())).unwrap()
    })
    .await
}

/// Sends back what comes, as it comes.
pub(crate) async fn mirror() -> SocketAddr {
    serve(|request| async { Response::new(request.into_body()) }).await
}

/// Answers 503 so often, then as it should; and how often it was asked.
pub(crate) async fn flaky(fails: u32) -> (SocketAddr, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let address = serve(move |_| {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            let status = if number < fails { 503 } else { 200 };
            Response::builder().status(status).body(Full::<Bytes>::default()).unwrap()
        }
    })
    .await;
    (address, asked)
}

async fn serve<F, R, B>(answer: F) -> SocketAddr
where
    F: Fn(Request<Incoming>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response<B>> + Send + 'static,
    B: Body<Data = Bytes, Error: Error + Send + Sync> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = answer.clone();
            let service = service_fn(move |request| {
                let answer = answer(request);
                async { Ok::<_, Infallible>(answer.await) }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    address
}

/// Reads the head of a request, says this, and then ends the connection, or stays
/// silent.
pub(crate) async fn says(answer: &'static str, then_ends: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            read_head(&mut stream).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            if !then_ends {
                open.push(stream);
            }
        }
    });
    address
}

async fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
}

/// Where nobody listens.
pub(crate) async fn gone() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}
