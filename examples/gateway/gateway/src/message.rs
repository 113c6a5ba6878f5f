//! What goes through the gateway.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::body::Body;

/// A request, whose body streams.
pub type Request = hyper::Request<Body>;

/// A response, whose body streams.
pub type Response = hyper::Response<Body>;

/// All of a request but its body.
pub type Head = hyper::http::request::Parts;

/// Who is on the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Its address.
    pub address: SocketAddr,
    /// The number of the connection, from 1.
    pub connection: u64,
}

/// Who asks; an extension of a request, which a plugin that knows it sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity(pub Arc<str>);
