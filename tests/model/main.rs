//! What holds whatever the threads do: small programs, each run under many
//! schedules that a model checker chooses. `.ci/run model` runs them.

mod clearing;
mod explore;
mod historic;
mod loading;
mod plain;
mod support;
