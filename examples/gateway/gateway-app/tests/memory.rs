//! However often the gateway is configured anew, it holds no more than before: a
//! program of its own, since it counts all that is allocated.

use std::alloc::System;
use std::sync::atomic::Ordering;

use cap::Cap;
use client::Client;
use probe::Counts;
use running::{AUTH, Running, Text};
use tokio::task::JoinSet;

#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "gateway/client.rs"]
mod client;
#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "gateway/probe.rs"]
mod probe;
#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "gateway/running.rs"]
mod running;
#[allow(dead_code, reason = "the other tests use the rest")]
#[path = "gateway/upstream.rs"]
mod upstream;

gateway::link_plugins!();

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

const CONNECTIONS: usize = 4;
const RELOADS: usize = 20;
const ROUNDS: usize = 12;

fn text(upstream: std::net::SocketAddr) -> Text {
    let sections = format!(
        "{AUTH}[plugins.probe]\nname = 'memory'\n\
         [plugins.rate-limit]\nconnection = 1000000\ntoken = 1000000\n",
    );
    let only =
        ["auth", "compress", "metrics", "probe", "rate-limit", "retry", "rewrite", "static-files"];
    Text::new(upstream, &only, &sections)
}

#[tokio::test]
async fn its_level_stays() {
    let running = Running::start(&text(upstream::echo("up").await)).await;
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(Client::connect(running.address()).await);
    }
    let counts = Counts::of("memory");
    let mut levels = Vec::new();
    for _ in 0..ROUNDS {
        for _ in 0..RELOADS {
            let asking = clients.drain(..).map(|mut client| async move {
                assert_eq!(client.get("/").await.status, 200);
                client
            });
            let asking: JoinSet<_> = asking.collect();
            running.gateway.reload().await.unwrap();
            clients = asking.join_all().await;
        }
        counts.until(|counts| counts.alive.load(Ordering::SeqCst) == 1).await;
        levels.push(MEMORY.allocated());
    }
    // At first there are pools to fill. Then it is less than a pointer for each reload.
    let growth = levels[ROUNDS - 1].saturating_sub(levels[1]);
    assert!(growth < (ROUNDS - 2) * RELOADS * size_of::<usize>(), "it grows: {levels:?}");
}
