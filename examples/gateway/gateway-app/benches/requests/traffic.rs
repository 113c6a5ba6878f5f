//! Gateways on a thread of their own, and a client and an upstream on another.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Instant;
use std::{fs, future, thread};

use gateway::{Gateway, Setup};
use http_body_util::{BodyExt, Empty, Full};
use hyper::Request;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, HOST};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

/// How many requests are on their way at a time.
const CONNECTIONS: usize = 8;

/// What came of some requests.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Microseconds that the thread of the gateways was busy for each; not a number
    /// where no kernel tells.
    pub(crate) busy: f64,
}

/// Asks gateways.
pub(crate) struct Load {
    runtime: Runtime,
    gateways: Vec<SocketAddr>,
    schedule: PathBuf,
}

impl Load {
    /// One gateway for each of these configurations, but for their routes.
    pub(crate) fn start(configurations: Vec<String>) -> Self {
        let runtime = runtime();
        let upstream = runtime.block_on(upstream());
        let (sender, started) = mpsc::channel();
        thread::spawn(move || {
            // `PID/task/TID`
            let this = fs::read_link("/proc/thread-self").unwrap_or_default();
            runtime_of_gateways(configurations, upstream, |addresses| {
                sender.send((addresses, this)).expect("the main thread waits");
            });
        });
        let (gateways, thread) = started.recv().expect("the gateways start");
        Load { runtime, gateways, schedule: PathBuf::from("/proc").join(thread).join("schedstat") }
    }

    /// Asks one of them so often.
    pub(crate) fn run(&self, which: usize, requests: usize) -> Measured {
        self.runtime.block_on(async {
            let mut clients = Vec::new();
            for _ in 0..CONNECTIONS {
                let mut client = connect(self.gateways[which]).await;
                ask(&mut client, 1).await;
                clients.push(client);
            }
            let (busy, begun) = (self.busy(), Instant::now());
            let mut tasks = JoinSet::new();
            for mut client in clients {
                tasks.spawn(async move { ask(&mut client, requests / CONNECTIONS).await });
            }
            tasks.join_all().await;
            let (busy, seconds) = (self.busy() - busy, begun.elapsed().as_secs_f64());
            let requests = f64::from(u32::try_from(requests).expect("a few"));
            Measured { rate: requests / seconds, busy: busy * 1e6 / requests }
        })
    }

    /// For how many seconds the thread of the gateways has run.
    fn busy(&self) -> f64 {
        let text = fs::read_to_string(&self.schedule).unwrap_or_default();
        text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn runtime_of_gateways(
    configurations: Vec<String>,
    upstream: SocketAddr,
    started: impl FnOnce(Vec<SocketAddr>),
) {
    runtime().block_on(async {
        let mut gateways = Vec::new();
        for toml in configurations {
            let route = format!("[[gateway.routes]]\nupstream = 'http://{upstream}'\n");
            let setup = Setup { essential: Vec::new(), ..Setup::text(toml + &route) };
            gateways.push(Gateway::start(setup).await.unwrap_or_else(|error| panic!("{error}")));
        }
        started(gateways.iter().map(Gateway::address).collect());
        future::pending::<()>().await;
    });
}

async fn upstream() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let tell = |_: Request<Incoming>| async {
        Ok::<_, Infallible>(hyper::Response::new(Full::new(Bytes::from_static(&[b'x'; 1_000]))))
    };
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let http = http1::Builder::new();
            tokio::spawn(http.serve_connection(TokioIo::new(stream), service_fn(tell)));
        }
    });
    address
}

type Client = SendRequest<Empty<Bytes>>;

async fn connect(to: SocketAddr) -> Client {
    let stream = TcpStream::connect(to).await.expect("a gateway");
    stream.set_nodelay(true).expect("an open connection");
    let (client, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    client
}

async fn ask(client: &mut Client, times: usize) {
    for _ in 0..times {
        let request = Request::get("/some/path")
            .header(HOST, "gateway")
            .header(AUTHORIZATION, "Bearer a-token")
            .body(Empty::new())
            .expect("a request");
        client.ready().await.expect("an open connection");
        let response = client.send_request(request).await.expect("an answer");
        assert_eq!(response.status(), 200);
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        assert_eq!(body.len(), 1_000);
    }
}
