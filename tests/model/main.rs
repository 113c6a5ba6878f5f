//! What holds whatever the threads do: small programs, each run under many
//! schedules that a model checker chooses. `.ci/run model` runs them.

mod awaiting;
mod clearing;
mod explore;
mod historic;
mod laying;
mod loading;
mod order;
mod plain;
mod support;
mod views;
