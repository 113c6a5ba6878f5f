//! An HTTP gateway that any crate can join.
//!
//! This is the library author's part: the hooks and what they speak of
//! ([`GatewayHooks`]), a [`Gateway`] that moves bytes, and a program around it.
//! All else is done by plugins, none of which it names but `auth`: without that
//! one it does not start.

/// Links the plugins: the dependencies of the program that are called
/// `gateway-…`. It stands in the end user's `main.rs`.
///
/// ```
/// gateway::link_plugins!();
/// ```
#[macro_export]
macro_rules! link_plugins {
    () => {
        $crate::pluggy_core::link_plugins!("gateway-*");
    };
}

mod body;
mod cli;
mod connection;
mod demo;
mod exchange;
mod failure;
mod generation;
mod hooks;
mod house;
mod message;
mod panics;
mod server;
mod settings;

pub use body::{Body, BodyError};
pub use cli::main;
pub use exchange::exchange;
pub use failure::Failure;
pub use generation::{Setup, Source};
pub use hooks::GatewayHooks;
pub use http_body_util;
pub use hyper;
pub use message::{Head, Identity, Peer, Request, Response};
pub use pluggy_core;
pub use server::{Error, Gateway};
pub use settings::{Limits, Route, Settings, Upstream};
