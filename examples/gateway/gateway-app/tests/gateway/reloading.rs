//! Configured anew while it runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Client, get};
use crate::probe::Counts;
use crate::running::{AUTH, Running, Text};
use crate::upstream;

#[tokio::test]
async fn what_is_wrong_leaves_all_as_it_was() {
    let text = Text::new(upstream::echo("up").await, &["auth"], AUTH);
    let gateway = Running::start(&text).await;
    let good = text.toml();
    let probe = "[plugins.probe]\nname = 'wrong'\nfails = true\n";
    for (wrong, message) in [
        ("spam", "gateway.toml:1:"),
        ("[plugins.auth]\ntokens = { ada = 'a-token' }", "there is no table `gateway`"),
        (&good.replace("tokens", "tokns"), "`plugins.auth.tokns`: unknown field `tokns`"),
        (&good.replace("a-token", ""), "the token of ada is empty"),
        (&good.replace("[plugins.auth]", "[plugins.auht]"), "did you mean `auth`"),
        (&good.replace("limits", "limist"), "unknown field `limist`"),
        (&good.replace("http://", "ftp://"), "is no upstream: write `http://host:port`"),
        (&good.replace("127.0.0.1:0", "127.0.0.2:0"), "listens on 127.0.0.1:0 until"),
        (
            &good.replace("'auth'", "'auth', 'spam'").replace("\"auth\"", "\"auth\", \"spam\""),
            "spam",
        ),
        (&(good.replace("\"auth\"", "\"auth\", \"probe\"") + probe), "no luck"),
    ] {
        gateway.write(wrong);
        let error = gateway.gateway.reload().await.expect_err(wrong).to_string();
        assert!(error.contains(message), "{wrong}\n{error}");
        assert_eq!(get(gateway.address(), "/").await.status, 200);
    }
    // Whoever started beside one that could not is stopped.
    let counts = Counts::of("wrong");
    assert_eq!(counts.stopped.load(Ordering::SeqCst), 1);
    assert_eq!(counts.alive.load(Ordering::SeqCst), 0);
    gateway.write(&good);
    assert_eq!(gateway.gateway.reload().await.unwrap(), 12);
}

#[tokio::test]
async fn a_request_ends_in_the_generation_that_it_began_in() {
    let (old, new) = (Counts::of("old"), Counts::of("new"));
    let upstream = upstream::echo("up").await;
    let text =
        |name| Text::new(upstream, &["probe"], &format!("[plugins.probe]\nname = '{name}'\n"));
    let gateway = Running::start(&text("old")).await;
    let mut idle = Client::connect(gateway.address()).await;
    assert_eq!(idle.get("/").await.status, 200);
    let mut hangs = TcpStream::connect(gateway.address()).await.unwrap();
    hangs.write_all(b"GET /hang HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    old.until(|counts| counts.hanging.load(Ordering::SeqCst) == 1).await;

    gateway.write(&text("new").toml());
    assert_eq!(gateway.gateway.reload().await.unwrap(), 2);
    assert_eq!(idle.get("/").await.status, 200);
    let of = |counts: &Counts| {
        [&counts.started, &counts.stopped, &counts.alive].map(|count| count.load(Ordering::SeqCst))
    };
    assert_eq!((of(&old), of(&new)), ([1, 0, 1], [1, 0, 1]));
    drop(hangs);
    // With its last request it is stopped, and dropped: no idle connection keeps it.
    old.until(|counts| counts.alive.load(Ordering::SeqCst) == 0).await;
    assert_eq!((of(&old), of(&new)), ([1, 1, 0], [1, 0, 1]));
}

const CONNECTIONS: usize = 50;
const REQUESTS: usize = 100;
const RELOADS: usize = 200;

/// What all parts of a request's way must say alike: the upstream that is chosen, and
/// the headers that are set on the way there and on the way back.
fn generation(name: &str, upstream: std::net::SocketAddr) -> String {
    let sections = format!(
        "{AUTH}[plugins.probe]\nname = 'stress'\n\
         [plugins.rate-limit]\nconnection = 1000000\ntoken = 1000000\n\
         [plugins.rewrite]\nrequest_headers = {{ x-way = '{name}' }}\n\
         response_headers = {{ x-way = '{name}' }}\n",
    );
    let only =
        ["auth", "compress", "metrics", "probe", "rate-limit", "retry", "rewrite", "static-files"];
    Text::new(upstream, &only, &sections).toml()
}

async fn asks(address: std::net::SocketAddr) -> usize {
    let mut client = Client::connect(address).await;
    for number in 0..REQUESTS {
        let answer = client.get(&format!("/{number}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let way = answer.header("x-way").unwrap().to_owned();
        let text = answer.text();
        assert!(text.starts_with(&format!("{way}: GET /{number}\n")), "{way}: {text}");
        assert!(text.contains(&format!("\nx-way: {way}\n")), "{way}: {text}");
    }
    REQUESTS
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_fails_or_sees_half_of_a_change() {
    let [a, b] = [upstream::echo("a").await, upstream::echo("b").await];
    let texts = [generation("a", a), generation("b", b)];
    let folder = Running::start(&Text::new(a, &[], "")).await;
    folder.write(&texts[0]);
    folder.gateway.reload().await.unwrap();
    let running = Arc::new(folder);
    let done = Arc::new(AtomicBool::new(false));
    let reloads = tokio::spawn({
        let (running, done) = (Arc::clone(&running), Arc::clone(&done));
        async move {
            let mut number = 0;
            // As often as it must, and then for as long as somebody asks.
            while number < RELOADS || !done.load(Ordering::SeqCst) {
                number += 1;
                running.write(&texts[number % 2]);
                running.gateway.reload().await.unwrap();
            }
            number
        }
    });
    let clients: Vec<_> = (0..CONNECTIONS).map(|_| tokio::spawn(asks(running.address()))).collect();
    let mut answered = 0;
    for client in clients {
        answered += client.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    let number = reloads.await.unwrap();
    assert_eq!(answered, CONNECTIONS * REQUESTS);
    // What is left is one generation.
    let counts = Counts::of("stress");
    counts.until(|counts| counts.alive.load(Ordering::SeqCst) == 1).await;
    assert_eq!(usize::try_from(counts.built.load(Ordering::SeqCst)), Ok(number + 1));
    let running = Arc::into_inner(running).unwrap();
    running.gateway.stop().await;
    assert_eq!(counts.alive.load(Ordering::SeqCst), 0);
    assert_eq!(counts.stopped.load(Ordering::SeqCst), counts.started.load(Ordering::SeqCst));
}
