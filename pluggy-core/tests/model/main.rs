//! What holds whatever the threads do: small programs, each run under many
//! schedules that a model checker chooses. Without `--cfg pluggy_model` there
//! is nothing here; `.ci/run model` sets it.
#![cfg(pluggy_model)]

mod clearing;
mod explore;
mod historic;
#[cfg(all(feature = "inventory", feature = "config", feature = "report"))]
mod loading;
mod plain;
mod support;
