//! A client that goes away drops what ran for it; a gateway that ends awaits what it
//! may.

use std::fs;
use std::sync::atomic::Ordering;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::Client;
use crate::probe::Counts;
use crate::running::{Running, Text};
use crate::upstream;

const HANG: &[u8] = b"GET /hang HTTP/1.1\r\nhost: x\r\n\r\n";

async fn hanging(name: &str, limits: &str) -> Running {
    let sections = format!("[plugins.probe]\nname = '{name}'\n");
    let text = Text::new(upstream::gone().await, &["probe"], &sections).limits(limits);
    Running::start(&text).await
}

#[tokio::test]
async fn a_client_that_goes_away_drops_what_ran_for_it() {
    let counts = Counts::of("leaves");
    let gateway = hanging("leaves", "").await;
    let log = gateway.folder.path("log");
    let sections =
        format!("[plugins.probe]\nname = 'leaves'\n[plugins.access-log]\nfile = {log:?}\n");
    let text = Text::new(upstream::gone().await, &["probe", "access-log"], &sections);
    gateway.write(&text.toml());
    gateway.gateway.reload().await.unwrap();
    let mut stream = TcpStream::connect(gateway.address()).await.unwrap();
    stream.write_all(HANG).await.unwrap();
    counts.until(|counts| counts.hanging.load(Ordering::SeqCst) == 1).await;
    drop(stream);
    counts.until(|counts| counts.hanging.load(Ordering::SeqCst) == 0).await;
    gateway.gateway.stop().await;
    let line = fs::read_to_string(log).unwrap();
    assert!(line.contains("\"path\":\"/hang\",\"status\":null"), "{line}");
}

#[tokio::test]
async fn the_end_does_not_wait_for_ever() {
    let counts = Counts::of("ends");
    let gateway = hanging("ends", "stop_ms = 50").await;
    let mut stream = TcpStream::connect(gateway.address()).await.unwrap();
    stream.write_all(HANG).await.unwrap();
    counts.until(|counts| counts.hanging.load(Ordering::SeqCst) == 1).await;
    gateway.gateway.stop().await;
    let of = |count: &std::sync::atomic::AtomicI64| count.load(Ordering::SeqCst);
    assert_eq!((of(&counts.hanging), of(&counts.stopped), of(&counts.alive)), (0, 1, 0));
}

#[tokio::test]
async fn the_end_closes_idle_connections() {
    let gateway = hanging("idle", "").await;
    let mut client = Client::connect(gateway.address()).await;
    assert_eq!(client.get("/").await.status, 502);
    gateway.gateway.stop().await;
    let of = |count: &std::sync::atomic::AtomicI64| count.load(Ordering::SeqCst);
    let counts = Counts::of("idle");
    assert_eq!((of(&counts.started), of(&counts.stopped), of(&counts.alive)), (1, 1, 0));
}
