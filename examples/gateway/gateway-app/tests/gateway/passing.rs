//! What passes through: where it goes, with which headers, and its body.

use hyper::Method;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Client, raw, read_until};
use crate::running::{Running, Text};
use crate::upstream;

#[tokio::test]
async fn nothing_is_done_without_plugins() {
    let text = Text::new(upstream::echo("up").await, &[], "");
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    let headers = [("accept-encoding", "gzip"), ("authorization", "Bearer x"), ("te", "x")];
    let answer = client.send(Method::POST, "/a?b=c", &headers, "a body").await.unwrap();
    assert_eq!(answer.status, 200);
    let text = answer.text();
    assert!(text.starts_with("up: POST /a?b=c\n"), "{text}");
    assert!(text.ends_with("a body"), "{text}");
    for line in ["accept-encoding: gzip", "authorization: Bearer x", "x-forwarded-host: gateway"] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert!(!text.contains("\nte:"), "{text}");
}

#[tokio::test]
async fn bodies_stream_both_ways() {
    let text = Text::new(upstream::mirror().await, &[], "");
    let gateway = Running::start(&text).await;
    let mut stream = TcpStream::connect(gateway.address()).await.unwrap();
    let head = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // None of them would come back if somebody waited for the end.
    for piece in ["one", "two", "six"] {
        stream.write_all(format!("3\r\n{piece}\r\n").as_bytes()).await.unwrap();
        read_until(&mut stream, piece).await;
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    read_until(&mut stream, "0\r\n\r\n").await;
}

#[tokio::test]
async fn a_route_is_the_nearest() {
    let (a, b) = (upstream::echo("a").await, upstream::echo("b").await);
    let mut text = Text::new(a, &[], "");
    text.routes.push(("/b".into(), b));
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    for (path, upstream) in [("/", "a: "), ("/b", "b: "), ("/b/c", "b: "), ("/bc", "a: ")] {
        let answer = client.get(path).await.text();
        assert!(answer.starts_with(upstream), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_host_has_routes_of_its_own() {
    let (a, b, c) =
        (upstream::echo("a").await, upstream::echo("b").await, upstream::echo("c").await);
    let sections = format!(
        "[[gateway.routes]]\nhost = 'b.example'\nupstream = 'http://{b}'\n\
         [[gateway.routes]]\nhost = '[::1]'\npath = '/c'\nupstream = 'http://{c}'\n",
    );
    let mut text = Text::new(a, &[], &sections);
    text.routes.push(("/far/below".into(), a));
    let gateway = Running::start(&text).await;
    for (host, path, upstream) in [
        ("a.example", "/", "a"),
        ("b.example", "/", "b"),
        ("b.example", "/far/below", "b"),
        ("B.Example:8080", "/", "b"),
        ("b.example.org", "/", "a"),
        ("[::1]", "/c", "c"),
        ("[::1]:8080", "/c", "c"),
        ("[::1]", "/d", "a"),
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        let answer = raw(gateway.address(), request.as_bytes()).await;
        assert!(answer.contains(&format!("\r\n\r\n{upstream}: GET ")), "{host}{path}: {answer}");
    }
}

#[tokio::test]
async fn an_upstream_is_told_who_asks() {
    let gateway = Running::start(&Text::new(upstream::echo("up").await, &[], "")).await;
    let mut client = Client::connect(gateway.address()).await;
    for (said, told) in [
        (&[][..], "x-forwarded-for: 127.0.0.1\n"),
        (&[("x-forwarded-for", "192.0.2.1")], "x-forwarded-for: 192.0.2.1, 127.0.0.1\n"),
        (
            &[("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2, 192.0.2.3")],
            "x-forwarded-for: 192.0.2.1, 192.0.2.2, 192.0.2.3, 127.0.0.1\n",
        ),
    ] {
        let text = client.ask("/", said).await.text();
        assert!(text.contains(told), "{told} is not in {text}");
        assert_eq!(text.matches("x-forwarded-for").count(), 1, "{text}");
    }
}
