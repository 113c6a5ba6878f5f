//! A request on its way through the hooks.

use std::fmt::Write;
use std::mem;

use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, COOKIE, HeaderMap, PROXY_AUTHORIZATION};
use pluggy_core::{Frozen, HookRelay};

use crate::body::Body;
use crate::failure::Failure;
use crate::hooks::GatewayHooks;
use crate::message::{Peer, Request, Response};
use crate::panics::caught;

type Hooks = HookRelay<dyn GatewayHooks, Frozen>;

/// Where a load balancer asks whether the gateway is well; no plugin is asked before.
pub(crate) const HEALTH: &str = "/-/health";

/// Answers a request by these plugins, whatever happens: a gateway without a
/// connection, for tests too.
///
/// ```
/// use gateway::hyper::StatusCode;
/// use gateway::{Failure, GatewayHooks, Peer, Request, exchange};
/// use pluggy_core::{PluginManager, hookimpl};
///
/// struct Closed;
///
/// #[hookimpl(manual)]
/// impl GatewayHooks for Closed {
///     async fn admit(&self) -> Result<(), Failure> {
///         Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "we are closed"))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), gateway::Error> {
/// let pm = PluginManager::new("test");
/// let hooks = pm.add_hookspecs::<dyn GatewayHooks>();
/// pm.register(Closed)?;
/// let peer = Peer { address: ([127, 0, 0, 1], 0).into(), connection: 1 };
/// let response = exchange(&hooks.snapshot(), Request::default(), &peer).await;
/// assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
/// # Ok(())
/// # }
/// ```
pub async fn exchange(
    hooks: &HookRelay<dyn GatewayHooks, Frozen>,
    mut request: Request,
    peer: &Peer,
) -> Response {
    hide_secrets(request.headers_mut());
    let answered = async {
        match request.uri().path() {
            HEALTH => health(hooks).await,
            _ => handle(hooks, &mut request, peer).await,
        }
    };
    caught(answered).await.unwrap_or_else(|panicked| Failure::from(panicked).into_response())
}

/// What proves who asks is not printed with a request: by a monitor, say.
fn hide_secrets(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name) {
            value.set_sensitive(true);
        }
    }
}

async fn handle(hooks: &Hooks, request: &mut Request, peer: &Peer) -> Response {
    let innermost = hooks.handle.with_extra(|request, peer| {
        Box::pin(async move { Some(respond(hooks, request, peer).await) })
    });
    match innermost.call_first(request, peer).await {
        Some(response) => response,
        None => Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "nobody answers").into_response(),
    }
}

async fn respond(hooks: &Hooks, request: &mut Request, peer: &Peer) -> Response {
    let response = match produce(hooks, request, peer).await {
        Ok(response) => response,
        Err(failure) => failure.into_response(),
    };
    hooks.respond.call_waterfall(response, request).await
}

async fn produce(hooks: &Hooks, request: &mut Request, peer: &Peer) -> Result<Response, Failure> {
    hooks.admit.call_all(request, peer).await?;
    let (head, body) = mem::take(request).into_parts();
    *request = Request::from_parts(hooks.rewrite.call_waterfall(head).await?, body);
    if let Some(response) = hooks.answer.call_first(request).await? {
        return Ok(response);
    }
    let nobody = || Failure::new(StatusCode::NOT_FOUND, "there is nothing here");
    let upstream = hooks.choose_upstream.call_first(request).ok_or_else(nobody)?;
    hooks.forward.call_first(request, &upstream, peer).await?.ok_or_else(nobody)
}

/// A line for each plugin that says how it is; 503 where one is not well.
async fn health(hooks: &Hooks) -> Response {
    let mut text = String::from("gateway: ok\n");
    let mut status = StatusCode::OK;
    for result in hooks.health.call_concurrent().await {
        let _ = match result {
            Ok(well) => writeln!(text, "{well}"),
            Err(error) => {
                status = StatusCode::SERVICE_UNAVAILABLE;
                writeln!(text, "{}: {}", error.plugin(), error.error())
            }
        };
    }
    let mut response = Response::new(Body::full(text));
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_printed() {
        let mut headers = HeaderMap::new();
        headers.append(AUTHORIZATION, "Bearer one".parse().unwrap());
        headers.append(AUTHORIZATION, "Bearer two".parse().unwrap());
        headers.insert("x-kind", "three".parse().unwrap());
        hide_secrets(&mut headers);
        let printed = format!("{headers:?}");
        assert!(printed.contains("three") && !printed.contains("Bearer"), "{printed}");
        assert_eq!(headers[AUTHORIZATION], "Bearer one");
    }
}
