//! Each plugin, on and off, changes just its own part.

use std::fs;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_compression::tokio::bufread::GzipDecoder;
use hyper::Method;
use tokio::io::AsyncReadExt;
use tokio::time::advance;

use crate::client::{Client, get};
use crate::running::{AUTH, Running, Still, Text};
use crate::upstream;

#[tokio::test]
async fn auth_admits_who_has_a_token_and_keeps_it() {
    let text = Text::new(upstream::echo("up").await, &["auth"], AUTH);
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    let answer = client.get("/").await;
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("authorization"), "{}", answer.text());
    for headers in [&[][..], &[("authorization", "Bearer no")], &[("authorization", "a-token")]] {
        let answer = client.ask("/", headers).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer")));
        assert!(answer.text().starts_with("401 Unauthorized: "), "{}", answer.text());
    }
}

#[tokio::test]
async fn tokens_are_read_from_a_file() {
    let text = Text::new(upstream::echo("up").await, &[], "");
    let gateway = Running::start(&text).await;
    let file = gateway.folder.write("tokens", "# of the house\n\nada a-token\n");
    let sections = format!("[plugins.auth]\nfile = {file:?}\n");
    gateway.write(&Text { only: vec!["auth"], sections, ..text }.toml());
    gateway.gateway.reload().await.unwrap();
    assert_eq!(get(gateway.address(), "/").await.status, 200);
    gateway.folder.write("tokens", "ada another\n");
    gateway.gateway.reload().await.unwrap();
    assert_eq!(get(gateway.address(), "/").await.status, 401);
}

#[tokio::test]
async fn rate_limit_counts_for_a_connection() {
    let _still = Still::start();
    let sections = "[plugins.rate-limit]\nconnection = 2\n";
    let text = Text::new(upstream::echo("up").await, &["rate-limit"], sections);
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    assert_eq!(client.get("/").await.status, 200);
    assert_eq!(client.get("/").await.status, 200);
    let answer = client.get("/").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("1")));
    assert_eq!(get(gateway.address(), "/").await.status, 200);
    // Half a second for each.
    advance(Duration::from_millis(499)).await;
    assert_eq!(client.get("/").await.status, 429);
    advance(Duration::from_millis(1)).await;
    assert_eq!(client.get("/").await.status, 200);
    assert_eq!(client.get("/").await.status, 429);
}

#[tokio::test]
async fn rate_limit_counts_for_a_token_on_all_connections() {
    let _still = Still::start();
    let sections = format!("{AUTH}[plugins.rate-limit]\ntoken = 2\n");
    let text = Text::new(upstream::echo("up").await, &["auth", "rate-limit"], &sections);
    let gateway = Running::start(&text).await;
    for status in [200, 200, 429] {
        assert_eq!(get(gateway.address(), "/").await.status, status);
    }
    let bob = [("authorization", "Bearer b-token")];
    assert_eq!(Client::connect(gateway.address()).await.ask("/", &bob).await.status, 200);
    advance(Duration::from_millis(500)).await;
    assert_eq!(get(gateway.address(), "/").await.status, 200);
}

#[tokio::test]
async fn rewrite_changes_paths_and_headers() {
    let sections = "[plugins.rewrite]\npaths = { '/v1' = '/api' }\n\
                    request_headers = { authorization = 'ours' }\n\
                    response_headers = { server = 'gateway' }\n";
    let sections = format!("{AUTH}{sections}");
    let text = Text::new(upstream::echo("up").await, &["auth", "rewrite"], &sections);
    let gateway = Running::start(&text).await;
    let answer = get(gateway.address(), "/v1/a?b=c").await;
    assert_eq!(answer.header("server"), Some("gateway"));
    assert!(answer.text().starts_with("up: GET /api/a?b=c\n"), "{}", answer.text());
    // Of the two, it is after the one that takes the client's away.
    assert!(answer.text().contains("authorization: ours"), "{}", answer.text());
}

#[tokio::test]
async fn compress_is_for_those_who_take_it() {
    let sections = "[plugins.compress]\nat_least = 20\n";
    let text = Text::new(upstream::echo("up").await, &["compress"], sections);
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    let takes = [("accept-encoding", "br;q=1, gzip;q=0.5")];
    let long = "spam ".repeat(10_000);
    let answer = client.send(Method::POST, "/", &takes, &long).await.unwrap();
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert!(answer.body.len() < 5_000);
    let mut plain = String::new();
    GzipDecoder::new(&answer.body[..]).read_to_string(&mut plain).await.unwrap();
    assert!(plain.ends_with(&long));
    for refuses in [&[][..], &[("accept-encoding", "gzip;q=0")]] {
        assert_eq!(client.ask("/", refuses).await.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn static_files_are_those_of_a_folder() {
    let text = Text::new(upstream::echo("up").await, &["static-files"], "");
    let gateway = Running::start(&text).await;
    assert!(get(gateway.address(), "/files/a.txt").await.text().starts_with("up: "));
    gateway.folder.write("files/a.txt", "a file");
    gateway.folder.write("files/sub/index.html", "<p>");
    gateway.folder.write("secret.txt", "a secret");
    let folder = gateway.folder.path("files");
    std::os::unix::fs::symlink(gateway.folder.path("secret.txt"), folder.join("link")).unwrap();
    let sections = format!("[plugins.static-files]\nfolder = {folder:?}\npath = '/files'\n");
    gateway.write(&Text { sections, ..text }.toml());
    gateway.gateway.reload().await.unwrap();

    let mut client = Client::connect(gateway.address()).await;
    let answer = client.get("/files/a.txt").await;
    assert_eq!(
        (answer.header("content-type"), answer.text().as_str()),
        (Some("text/plain"), "a file")
    );
    assert_eq!(client.get("/files/sub/").await.header("content-type"), Some("text/html"));
    let head = client.send(Method::HEAD, "/files/a.txt", &[], "").await.unwrap();
    assert_eq!((head.header("content-length"), head.body.len()), (Some("6"), 0));
    let post = client.send(Method::POST, "/files/a.txt", &[], "").await.unwrap();
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    for outside in ["/files/../secret.txt", "/files/%2e%2e/secret.txt", "/files/link", "/files/no"]
    {
        let answer = client.get(outside).await;
        assert!(answer.text().starts_with("up: "), "{outside}: {}", answer.text());
    }
}

#[tokio::test]
async fn access_log_has_a_line_for_each_request() {
    let text = Text::new(upstream::echo("up").await, &["auth"], AUTH);
    let gateway = Running::start(&text).await;
    let file = gateway.folder.path("log");
    let sections = format!("{AUTH}[plugins.access-log]\nfile = {file:?}\n");
    gateway.write(&Text { only: vec!["auth", "access-log"], sections, ..text }.toml());
    gateway.gateway.reload().await.unwrap();
    let mut client = Client::connect(gateway.address()).await;
    client.get("/a?secret").await;
    client.ask("/b", &[]).await;
    let lines = fs::read_to_string(file).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seen: Vec<_> = lines.iter().map(|l| (&l["who"], &l["path"], &l["status"])).collect();
    assert_eq!(
        seen,
        [(&"ada".into(), &"/a".into(), &200.into()), (&().into(), &"/b".into(), &401.into())]
    );
}

#[tokio::test]
async fn metrics_count_what_was_answered() {
    let text = Text::new(upstream::echo("up").await, &["auth", "metrics"], AUTH);
    let gateway = Running::start(&text).await;
    let mut client = Client::connect(gateway.address()).await;
    client.get("/a").await;
    client.ask("/a", &[]).await;
    assert_eq!(client.ask("/metrics", &[]).await.status, 401);
    let numbers = client.get("/metrics").await.text();
    for line in [
        "gateway_requests_total{status=\"200\"} 1",
        "gateway_requests_total{status=\"401\"} 2",
        "gateway_in_flight 1",
        "gateway_generation 1",
        "gateway_seconds_count 3",
    ] {
        assert!(numbers.contains(line), "{line} is not in {numbers}");
    }
}

#[tokio::test]
async fn retry_asks_again_where_that_is_harmless() {
    let sections = "[plugins.retry]\nwait_ms = 1\n";
    for (only, method, body, expected) in [
        (&["retry"][..], Method::GET, "", (200, 3)),
        (&["retry"], Method::PUT, "body", (503, 1)),
        (&["retry"], Method::POST, "", (503, 1)),
        (&[], Method::GET, "", (503, 1)),
    ] {
        let (address, asked) = upstream::flaky(2).await;
        let sections = if only.is_empty() { "" } else { sections };
        let gateway = Running::start(&Text::new(address, only, sections)).await;
        let mut client = Client::connect(gateway.address()).await;
        let answer = client.send(method.clone(), "/", &[], body).await.unwrap();
        assert_eq!((answer.status, asked.load(Ordering::SeqCst)), expected, "{method} {body}");
    }
}

#[tokio::test]
async fn a_ninth_plugin_is_the_one_of_the_readme() {
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&format!("```rust\n{}```\n", include_str!("teapot.rs"))));
    let gateway = Running::start(&Text::new(upstream::echo("up").await, &["teapot"], "")).await;
    assert_eq!(
        get(gateway.address(), "/coffee").await.text(),
        "418 I'm a teapot: short and stout\n"
    );
    assert_eq!(get(gateway.address(), "/tea").await.status, 200);
}

#[tokio::test]
async fn health_is_what_all_say() {
    let sections = "[plugins.probe]\nname = 'health'\n";
    let text = Text::new(upstream::gone().await, &["static-files"], "");
    let gateway = Running::start(&text).await;
    let answer = get(gateway.address(), "/-/health").await;
    assert_eq!(answer.text(), "gateway: ok\nstatic-files: no folder\n");
    let only = vec!["probe", "static-files"];
    gateway.write(&Text { only, sections: sections.into(), ..text }.toml());
    gateway.gateway.reload().await.unwrap();
    let answer = get(gateway.address(), "/-/health").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("probe: 503 Service Unavailable: so-so\nstatic-files: "));
}
