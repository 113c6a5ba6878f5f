//! The gateway: it listens, and changes its plugins while it runs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::Connection;
use crate::generation::{Generation, Setup};
use crate::house::Upward;
use crate::message::Peer;

/// Why the gateway does not start, or is not configured anew.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A gateway that runs, on the tokio runtime that started it.
pub struct Gateway {
    setup: Setup,
    upward: Upward,
    generations: watch::Sender<Arc<Generation>>,
    /// Held by who makes a generation: the number of the last that was tried.
    making: Mutex<u64>,
    address: SocketAddr,
    connections: TaskTracker,
    /// Each stops a generation after its last request.
    stops: TaskTracker,
    /// The first asks connections to end, the second ends them.
    end: [CancellationToken; 2],
}

impl Gateway {
    /// Builds the plugins, and listens.
    ///
    /// # Errors
    ///
    /// Where the configuration or a plugin is wrong in any way, an essential one is
    /// not there, one can't start, or the address is taken.
    pub async fn start(setup: Setup) -> Result<Self, Error> {
        let upward = upward();
        let (first, stopped) = Generation::start(&setup, 1, &upward, None).await?;
        let settings = &first.settings;
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        let permits = Arc::new(Semaphore::new(settings.limits.connections));
        let gateway = Gateway {
            setup,
            upward,
            generations: watch::Sender::new(Arc::new(first)),
            making: Mutex::new(1),
            address,
            connections: TaskTracker::new(),
            stops: TaskTracker::new(),
            end: [CancellationToken::new(), CancellationToken::new()],
        };
        gateway.stops.spawn(stopped);
        let accepting = Accepting {
            listener,
            permits,
            generations: gateway.generations.subscribe(),
            connections: gateway.connections.clone(),
            end: gateway.end.clone(),
        };
        gateway.connections.spawn(accepting.run());
        Ok(gateway)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Reads the configuration anew, and builds all plugins anew. Requests in flight
    /// end with the plugins that they began with, all others have the new ones.
    /// Answers the number of the new generation.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Gateway::start), and where it should listen elsewhere.
    /// All stays as it was, then.
    pub async fn reload(&self) -> Result<u64, Error> {
        let mut number = self.making.lock().await;
        *number += 1;
        let listen = self.generations.borrow().settings.listen;
        let (next, stopped) =
            Generation::start(&self.setup, *number, &self.upward, Some(listen)).await?;
        self.stops.spawn(stopped);
        drop(self.generations.send_replace(Arc::new(next)));
        Ok(*number)
    }

    /// Takes no more requests, awaits those in flight for as long as the
    /// configuration says, and stops the plugins.
    pub async fn stop(self) {
        let patience = self.generations.borrow().settings.limits.stop();
        self.end[0].cancel();
        self.connections.close();
        if timeout(patience, self.connections.wait()).await.is_err() {
            self.end[1].cancel();
            self.connections.wait().await;
        }
        drop(self.generations);
        self.stops.close();
        self.stops.wait().await;
    }
}

pub(crate) fn upward() -> Upward {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    Client::builder(TokioExecutor::new()).build(connector)
}

/// What takes connections.
struct Accepting {
    listener: TcpListener,
    permits: Arc<Semaphore>,
    generations: watch::Receiver<Arc<Generation>>,
    connections: TaskTracker,
    end: [CancellationToken; 2],
}

impl Accepting {
    async fn run(self) {
        let end = self.end[0].clone();
        let accepting = async {
            for connection in 1.. {
                let (stream, address, permit) = self.accept().await;
                self.serve(stream, Peer { address, connection }, permit);
            }
        };
        end.run_until_cancelled(accepting).await;
    }

    async fn accept(&self) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
        let permit = Arc::clone(&self.permits).acquire_owned().await.ok();
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => return (stream, address, permit),
                Err(error) => {
                    // As a rule, too many files are open: others end meanwhile.
                    tracing::error!("cannot accept a connection: {error}");
                    sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn serve(&self, stream: TcpStream, peer: Peer, permit: Option<OwnedSemaphorePermit>) {
        let connection = Connection::new(peer, self.generations.clone());
        let [stop, abort] = self.end.clone();
        self.connections.spawn(async move {
            let _ = stream.set_nodelay(true);
            abort.run_until_cancelled(connection.serve(stream, stop)).await;
            drop(permit);
        });
    }
}
