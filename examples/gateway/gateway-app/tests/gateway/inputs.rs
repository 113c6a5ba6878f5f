//! What is wrong with a request, its client, or an upstream costs that request alone.
//!
//! Where a limit of time is tried, what is waited for never comes: the answer is the
//! same however slow the machine is. When a limit ends is tested where it is kept.

use hyper::Method;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Client, get, raw};
use crate::running::{Log, Running, Text};
use crate::upstream;

async fn gateway(limits: &str) -> Running {
    Running::start(&Text::new(upstream::echo("up").await, &[], "").limits(limits)).await
}

#[tokio::test]
async fn a_malformed_request_is_refused() {
    let gateway = gateway("").await;
    for bytes in [
        "spam\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nspam and eggs\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx",
        "GET /a b HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let answer = raw(gateway.address(), bytes.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{bytes:?}: {answer}");
    }
    assert_eq!(get(gateway.address(), "/").await.status, 200);
}

#[tokio::test]
async fn a_huge_head_is_refused() {
    let gateway = gateway("head_bytes = 10000").await;
    let head = format!("GET / HTTP/1.1\r\nhost: x\r\nspam: {}\r\n\r\n", "x".repeat(20_000));
    let answer = raw(gateway.address(), head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

#[tokio::test]
async fn a_client_that_is_slow_with_its_head_is_let_go() {
    let gateway = gateway("head_ms = 50").await;
    let answer = raw(gateway.address(), b"GET / HTTP/1.1\r\nhost: x\r\n").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_client_that_is_silent_within_its_body_is_let_go() {
    let gateway = gateway("body_ms = 50").await;
    let head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nspam";
    let answer = raw(gateway.address(), head).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let gateway = gateway("body_bytes = 1000").await;
    let mut client = Client::connect(gateway.address()).await;
    let answer = client.send(Method::POST, "/", &[], &"x".repeat(1_000)).await.unwrap();
    assert_eq!(answer.status, 200);
    let answer = client.send(Method::POST, "/", &[], &"x".repeat(1_001)).await.unwrap();
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn an_upstream_that_is_gone_is_a_bad_gateway() {
    let gateway = Running::start(&Text::new(upstream::gone().await, &[], "")).await;
    let answer = get(gateway.address(), "/").await;
    assert_eq!(
        (answer.status, answer.text().as_str()),
        (502, "502 Bad Gateway: the upstream is gone\n")
    );
}

#[tokio::test]
async fn an_upstream_that_hangs_is_not_waited_for() {
    let text = Text::new(upstream::says("", false).await, &[], "").limits("answer_ms = 50");
    let answer = get(Running::start(&text).await.address(), "/").await;
    assert_eq!(answer.status, 504);
}

#[tokio::test]
async fn an_upstream_that_breaks_off_is_a_bad_gateway_or_breaks_off() {
    for said in ["", "HTTP/1.1 200 OK\r\nconte", "spam\r\n\r\n"] {
        let text = Text::new(upstream::says(said, true).await, &[], "");
        let answer = get(Running::start(&text).await.address(), "/").await;
        assert_eq!(answer.status, 502, "{said:?}");
    }
    // The status is on its way already: the client sees that there is no end.
    let said = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nspam";
    for (ends, limits) in [(true, ""), (false, "body_ms = 50")] {
        let text = Text::new(upstream::says(said, ends).await, &[], "").limits(limits);
        let gateway = Running::start(&text).await;
        let mut client = Client::connect(gateway.address()).await;
        let log = Log::start();
        assert!(client.send(Method::GET, "/", &[], "").await.is_err());
        let log = log.text();
        assert!(log.contains("WARN gateway::house: an upstream failed within its body: "), "{log}");
    }
}

#[tokio::test]
async fn nothing_is_where_no_route_leads() {
    let mut text = Text::new(upstream::gone().await, &[], "");
    text.routes[0].0 = "/there".into();
    let gateway = Running::start(&text).await;
    assert_eq!(get(gateway.address(), "/here").await.status, 404);
    let answer =
        raw(gateway.address(), b"CONNECT x:1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await;
    assert!(answer.starts_with("HTTP/1.1 40"), "{answer}");
}

#[tokio::test]
async fn requests_may_come_before_the_answers() {
    let gateway = gateway("").await;
    let mut stream = TcpStream::connect(gateway.address()).await.unwrap();
    stream.set_nodelay(true).unwrap();
    drop(stream.write_all(b"GET /left HTTP/1.1\r\nhost: x\r\n\r\n").await);
    drop(stream);
    let both =
        "GET /1 HTTP/1.1\r\nhost: x\r\n\r\nGET /2 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = raw(gateway.address(), both.as_bytes()).await;
    let (first, second) = (answer.find("up: GET /1\n"), answer.find("up: GET /2\n"));
    assert!(first.is_some() && first < second, "{answer}");
}
