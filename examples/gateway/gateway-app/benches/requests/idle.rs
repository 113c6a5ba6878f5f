//! The hooks that the gateway's plugins have, in plugins that do nothing: what is
//! left of a request's time is dispatch.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use gateway::hyper::header::{AUTHORIZATION, HOST, HeaderValue};
use gateway::hyper::{StatusCode, Uri};
use gateway::{Failure, GatewayHooks, Head, Peer, Request, Response, Upstream, exchange};
use pluggy_core::{BoxPlugin, Frozen, HookRelay, Implements, Plugin, PluginManager, hookimpl};

const REQUESTS: u32 = 1_000;

/// Microseconds that a request takes on its way through the hooks to nobody, but for
/// its own making.
pub(crate) fn dispatch_time(plugins: usize, rounds: usize) -> f64 {
    let hooks = hooks(plugins);
    let peer = Peer { address: ([127, 0, 0, 1], 0).into(), connection: 1 };
    let exchanged = || ready(exchange(&hooks, request(), &peer));
    let made = || {
        black_box(request());
        Response::default()
    };
    fastest(rounds, exchanged) - fastest(rounds, made)
}

fn fastest(rounds: usize, run: impl Fn() -> Response) -> f64 {
    let round = |_| {
        let begun = Instant::now();
        for _ in 0..REQUESTS {
            assert_eq!(black_box(run()).status(), StatusCode::OK);
        }
        begun.elapsed().as_secs_f64() * 1e6 / f64::from(REQUESTS)
    };
    (0..rounds).map(round).fold(f64::INFINITY, f64::min)
}

/// Those of the house, and none, the first or all of the others.
fn hooks(plugins: usize) -> HookRelay<dyn GatewayHooks, Frozen> {
    let pm = PluginManager::new("idle");
    let hooks = pm.add_hookspecs::<dyn GatewayHooks>();
    let upstream = "http://upstream".to_owned().try_into().expect("an upstream");
    let house = [boxed(Proxy), boxed(Routes(upstream))];
    let first = [boxed(Auth), boxed(StaticFiles), boxed(Rewrite), boxed(Retry)];
    let others = [boxed(RateLimit), boxed(Metrics), boxed(Compress), boxed(AccessLog)];
    let all = house.into_iter().chain(first).chain(others).take(2 + plugins);
    for registered in pm.register_all(all) {
        registered.expect("names of their own");
    }
    let hooks = hooks.snapshot();
    if plugins < 8 {
        return hooks;
    }
    hooks.with_plugin(Limit).expect("a plugin for a while")
}

fn boxed<P: Implements<dyn GatewayHooks>>(plugin: P) -> BoxPlugin {
    Plugin::new(plugin).with::<dyn GatewayHooks>().boxed()
}

fn request() -> Request {
    let mut request = Request::default();
    *request.uri_mut() = Uri::from_static("/some/path");
    request.headers_mut().insert(HOST, HeaderValue::from_static("gateway"));
    request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_static("Bearer a-token"));
    request
}

/// Polls a future that does not wait.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("it does not wait"),
    }
}

struct Proxy;

#[hookimpl(manual)]
impl GatewayHooks for Proxy {
    #[hookimpl(trylast)]
    async fn forward(&self) -> Result<Option<Response>, Failure> {
        Ok(Some(Response::default()))
    }
}

struct Routes(Upstream);

#[hookimpl(manual)]
impl GatewayHooks for Routes {
    #[hookimpl(trylast)]
    fn choose_upstream(&self) -> Option<Upstream> {
        Some(self.0.clone())
    }
}

struct Auth;

#[hookimpl(manual)]
impl GatewayHooks for Auth {
    async fn admit(&self) -> Result<(), Failure> {
        Ok(())
    }

    async fn rewrite(&self, head: Head) -> Result<Head, Failure> {
        Ok(head)
    }
}

struct StaticFiles;

#[hookimpl(manual)]
impl GatewayHooks for StaticFiles {
    async fn answer(&self) -> Result<Option<Response>, Failure> {
        Ok(None)
    }
}

struct Rewrite;

#[hookimpl(manual)]
impl GatewayHooks for Rewrite {
    async fn rewrite(&self, head: Head) -> Result<Head, Failure> {
        Ok(head)
    }

    async fn respond(&self, response: Response) -> Response {
        response
    }
}

struct Retry;

#[hookimpl(manual)]
impl GatewayHooks for Retry {
    #[hookimpl(wrapper)]
    async fn forward(
        &self,
        request: &mut Request,
        mut next: impl AsyncFnMut(&mut Request) -> Result<Option<Response>, Failure>,
    ) -> Result<Option<Response>, Failure> {
        next(request).await
    }
}

struct RateLimit;

#[hookimpl(manual)]
impl GatewayHooks for RateLimit {
    async fn admit(&self) -> Result<(), Failure> {
        Ok(())
    }
}

struct Limit;

#[hookimpl(manual)]
impl GatewayHooks for Limit {
    async fn admit(&self) -> Result<(), Failure> {
        Ok(())
    }
}

struct Metrics;

#[hookimpl(manual)]
impl GatewayHooks for Metrics {
    #[hookimpl(wrapper)]
    async fn handle(
        &self,
        request: &mut Request,
        next: impl AsyncFnOnce(&mut Request) -> Option<Response>,
    ) -> Option<Response> {
        next(request).await
    }

    async fn answer(&self) -> Result<Option<Response>, Failure> {
        Ok(None)
    }
}

struct Compress;

#[hookimpl(manual)]
impl GatewayHooks for Compress {
    #[hookimpl(trylast)]
    async fn respond(&self, response: Response) -> Response {
        response
    }
}

struct AccessLog;

#[hookimpl(manual)]
impl GatewayHooks for AccessLog {
    #[hookimpl(wrapper, tryfirst)]
    async fn handle(
        &self,
        request: &mut Request,
        next: impl AsyncFnOnce(&mut Request) -> Option<Response>,
    ) -> Option<Response> {
        next(request).await
    }
}
