//! A connection: its requests, each of which belongs to one generation.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::Limited;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use pluggy_core::{Frozen, HookRelay};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::body::{Body, Timely};
use crate::exchange::exchange;
use crate::generation::Generation;
use crate::hooks::GatewayHooks;
use crate::message::{Peer, Response};

pub(crate) struct Connection {
    peer: Peer,
    generations: watch::Receiver<Arc<Generation>>,
    opened: Mutex<Option<Arc<Opened>>>,
}

/// A generation with the plugins of one connection.
struct Opened {
    hooks: HookRelay<dyn GatewayHooks, Frozen>,
    generation: Arc<Generation>,
}

impl Connection {
    pub(crate) fn new(peer: Peer, generations: watch::Receiver<Arc<Generation>>) -> Self {
        Connection { peer, generations, opened: Mutex::default() }
    }

    /// Serves it until either side ends it, or `stop` asks for an end.
    pub(crate) async fn serve(self, stream: TcpStream, stop: CancellationToken) {
        let connection = &self;
        let mut generations = self.generations.clone();
        let limits = generations.borrow_and_update().settings.limits.clone();
        let service = service_fn(|request| connection.answer(request));
        let mut http = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.head())
                .max_buf_size(limits.head_bytes.max(8_192))
                .serve_connection(TokioIo::new(stream), service)
        );
        let mut stopping = false;
        let served = loop {
            tokio::select! {
                served = http.as_mut() => break served,
                () = stop.cancelled(), if !stopping => {
                    stopping = true;
                    http.as_mut().graceful_shutdown();
                }
                Ok(()) = generations.changed() => drop(self.take_opened()),
            }
        };
        if let Err(error) = served {
            tracing::debug!(peer = %self.peer.address, "connection: {error}");
        }
    }

    async fn answer(&self, request: hyper::Request<Incoming>) -> Result<Response, Infallible> {
        let opened = self.opened();
        let limits = &opened.generation.settings.limits;
        let request = request.map(|body| {
            let timely = Timely::new("client", limits.body(), body);
            Body::new(Limited::new(timely, limits.body_bytes))
        });
        Ok(exchange(&opened.hooks, request, &self.peer).await)
    }

    /// The newest generation, for one request; opened, where it is new here.
    fn opened(&self) -> Arc<Opened> {
        let generation = Arc::clone(&self.generations.borrow());
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(opened) = known.filter(|opened| opened.generation.number == generation.number) {
            return opened;
        }
        let mut hooks = generation.hooks.clone();
        for plugin in hooks.open.call_all(&self.peer) {
            match hooks.with_plugin(plugin) {
                Ok(more) => hooks = more,
                Err(error) => tracing::error!("a plugin of a connection: {error}"),
            }
        }
        let opened = Arc::new(Opened { hooks, generation });
        let mut place = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let old = place.replace(Arc::clone(&opened));
        drop(place);
        drop(old);
        opened
    }

    fn take_opened(&self) -> Option<Arc<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
