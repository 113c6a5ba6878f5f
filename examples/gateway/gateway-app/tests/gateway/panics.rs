//! A plugin that panics costs what it was in, and nothing else.

use std::sync::atomic::Ordering;

use crate::client::Client;
use crate::probe::Counts;
use crate::running::{Folder, Log, Running, Text, start};
use crate::upstream;

/// A gateway with a probe that panics in this hook.
async fn text(hook: &str) -> Text {
    let sections = format!("[plugins.probe]\nname = 'panics in {hook}'\npanics = '{hook}'\n");
    Text::new(upstream::echo("up").await, &["probe"], &sections)
}

#[tokio::test]
async fn in_a_request_it_costs_that_request() {
    let gateway = Running::start(&text("answer").await).await;
    let mut client = Client::connect(gateway.address()).await;
    let answer = client.get("/").await;
    assert_eq!(
        (answer.status, answer.text().as_str()),
        (500, "500 Internal Server Error: a plugin panicked\n")
    );
    assert_eq!(client.get("/-/health").await.status, 503);
}

#[tokio::test]
async fn as_a_connection_opens_nothing_goes_on_without_the_plugin() {
    let text = text("open").await;
    let gateway = Running::start(&text).await;
    let log = Log::start();
    let mut client = Client::connect(gateway.address()).await;
    for _ in 0..2 {
        assert_eq!(client.get("/").await.status, 500);
    }
    let said = "plugin `probe` panicked in `open`: ";
    assert_eq!(log.text().matches(said).count(), 2, "{}", log.text());
    gateway.write(&text.toml().replace("panics = 'open'", ""));
    gateway.gateway.reload().await.unwrap();
    assert_eq!(client.get("/").await.status, 200);
}

#[tokio::test]
async fn in_health_the_gateway_is_not_well() {
    let gateway = Running::start(&text("health").await).await;
    let log = Log::start();
    let mut client = Client::connect(gateway.address()).await;
    assert_eq!(client.get("/-/health").await.status, 500);
    assert!(log.text().contains("plugin `probe` panicked in `health`: "), "{}", log.text());
    assert_eq!(client.get("/").await.status, 200);
}

#[tokio::test]
async fn at_the_start_there_is_no_gateway() {
    let log = Log::start();
    let Err(error) = start(&Folder::new(), &text("start").await.toml(), &[]).await else {
        panic!("it starts")
    };
    assert_eq!(error.to_string(), "a plugin panicked in `start`");
    assert!(log.text().contains("plugin `probe` panicked in `start`: "), "{}", log.text());
    let counts = Counts::of("panics in start");
    assert_eq!(counts.stopped.load(Ordering::SeqCst), 1);
    assert_eq!(counts.alive.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn at_a_reload_all_stays_as_it_was() {
    let text = text("start").await;
    let wrong = text.toml().replace("name = 'panics in start'", "name = 'panics at a reload'");
    let gateway =
        Running::start(&Text { sections: String::new(), only: vec![], ..text.clone() }).await;
    gateway.write(&wrong);
    gateway.gateway.reload().await.expect_err("it panics");
    let mut client = Client::connect(gateway.address()).await;
    assert_eq!(client.get("/").await.status, 200);
    gateway.write(&wrong.replace("panics = 'start'", ""));
    assert_eq!(gateway.gateway.reload().await.unwrap(), 3);
}

#[tokio::test]
async fn at_the_end_there_is_an_end() {
    let gateway = Running::start(&text("stop").await).await;
    let log = Log::start();
    gateway.gateway.stop().await;
    assert!(log.text().contains("plugin `probe` panicked in `stop`: "), "{}", log.text());
}
