//! A connection: its requests, each of which belongs to one generation.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::Limited;
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use pluggy_core::{Frozen, HookRelay};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::body::{Body, Timely};
use crate::exchange::{HEALTH, exchange};
use crate::failure::Failure;
use crate::generation::Generation;
use crate::hooks::GatewayHooks;
use crate::message::{Peer, Response};
use crate::panics::caught;

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
        let opened = match self.opened().await {
            Ok(opened) => opened,
            Err(failure) => return Ok(failure.into_response()),
        };
        let Opened { hooks, generation } = &*opened;
        let limits = &generation.settings.limits;
        let request = request.map(|body| {
            let timely = Timely::new("client", limits.body(), body);
            Body::new(Limited::new(timely, limits.body_bytes))
        });
        let hooks = if request.uri().path() == HEALTH { &generation.watched } else { hooks };
        Ok(exchange(hooks, request, &self.peer).await)
    }

    /// The newest generation, for one request; opened, where it is new here.
    async fn opened(&self) -> Result<Arc<Opened>, Failure> {
        let generation = Arc::clone(&self.generations.borrow());
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(opened) = known.filter(|opened| opened.generation.number == generation.number) {
            return Ok(opened);
        }
        let hooks = self.open(&generation).await?;
        let opened = Arc::new(Opened { hooks, generation });
        let mut place = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let old = place.replace(Arc::clone(&opened));
        drop(place);
        drop(old);
        Ok(opened)
    }

    /// The hooks with the plugins of this connection: with all of them, since one may
    /// be what protects the others.
    async fn open(
        &self,
        generation: &Generation,
    ) -> Result<HookRelay<dyn GatewayHooks, Frozen>, Failure> {
        let plugins = caught(async { generation.watched.open.call_all(&self.peer) }).await?;
        plugins.into_iter().try_fold(generation.hooks.clone(), |hooks, plugin| {
            hooks.with_plugin(plugin).map_err(|error| {
                tracing::error!("a plugin of a connection: {error}");
                Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "a plugin failed")
            })
        })
    }

    fn take_opened(&self) -> Option<Arc<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
