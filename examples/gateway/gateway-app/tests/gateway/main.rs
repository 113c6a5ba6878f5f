//! The gateway with its plugins, on loopback: what each does, what is refused, and
//! that nobody notices when it is configured anew.

mod client;
mod inputs;
mod leaving;
mod panics;
mod passing;
mod plugins;
mod probe;
mod reloading;
mod running;
mod starting;
#[allow(unreachable_pub, reason = "it is written as the root of a crate")]
mod teapot;
mod upstream;

gateway::link_plugins!();
