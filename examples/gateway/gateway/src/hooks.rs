//! The hooks.

use pluggy_core::{BoxPlugin, hookspec};

use crate::failure::Failure;
use crate::message::{Head, Peer, Request, Response};
use crate::settings::{Settings, Upstream};

/// What a plugin may do in our gateway.
///
/// A request goes through [`handle`](GatewayHooks::handle), and inside of that
/// `admit`, `rewrite`, `answer`; where nobody answers, `choose_upstream` and
/// `forward`; and `respond`.
#[hookspec]
pub trait GatewayHooks {
    /// Told once how the gateway is configured, before it starts; and in the how
    /// manieth generation of its plugins.
    #[hookspec(historic)]
    fn configure(&self, settings: &Settings, generation: u64);

    /// Get ready; all do at once. Who can't keeps the gateway from starting, or
    /// from being configured anew.
    async fn start(&self) -> Result<(), Failure>;

    /// The last request is done, or another plugin could not start; all end at once.
    async fn stop(&self);

    /// How are you? An `Err` is no end: everybody is asked.
    #[hookspec(allresults)]
    async fn health(&self) -> Result<String, Failure>;

    /// Somebody connects; may bring a plugin for that connection alone, which is asked
    /// about its requests. They are refused as long as a plugin panics here: who can't
    /// protect us does not let everybody in.
    fn open(&self, peer: &Peer) -> Option<BoxPlugin>;

    /// A request arrives. All that the gateway does with it is innermost here, so
    /// that a wrapper goes around the whole.
    #[hookspec(firstresult)]
    async fn handle(&self, request: &mut Request, peer: &Peer) -> Option<Response>;

    /// May the request go on? The first objection answers it.
    async fn admit(&self, request: &mut Request, peer: &Peer) -> Result<(), Failure>;

    /// Change the head of a request that was admitted.
    #[hookspec(waterfall)]
    async fn rewrite(&self, head: Head) -> Result<Head, Failure>;

    /// Answer a request in place of any upstream.
    #[hookspec(firstresult)]
    async fn answer(&self, request: &mut Request) -> Result<Option<Response>, Failure>;

    /// Which upstream is the request for?
    #[hookspec(firstresult)]
    fn choose_upstream(&self, request: &Request) -> Option<Upstream>;

    /// Send the request to an upstream. Who sends it takes its body.
    #[hookspec(firstresult)]
    async fn forward(
        &self,
        request: &mut Request,
        upstream: &Upstream,
        peer: &Peer,
    ) -> Result<Option<Response>, Failure>;

    /// Change the response to a request, whoever it comes from.
    #[hookspec(waterfall)]
    async fn respond(&self, response: Response, request: &Request) -> Response;
}
