//! What users rely on, a module a behaviour.

mod again;
mod all_results;
mod argument_types;
mod arguments;
mod blocking;
mod boxed_plugins;
mod causes;
mod closures;
mod config_host;
mod config_reading;
mod config_strays;
mod config_unread;
mod config_unread_keys;
mod configuration;
mod constructors;
mod discovery;
mod discovery_failures;
mod discovery_functions;
mod discovery_reentrancy;
mod discovery_versions;
mod dropping;
mod essential;
mod essential_configured;
mod extras;
mod fallible;
mod historic;
mod historic_nested;
mod historic_panics;
mod historic_races;
mod hook_of_two_specs;
mod introspection;
mod linked;
mod managers;
mod marks_discovered;
mod marks_of_order;
mod monitor_arguments;
mod monitor_guards;
mod monitor_outcomes;
mod monitor_panics;
mod monitor_plugins;
mod monitor_reentrancy;
mod monitors;
mod names;
mod oldest_first;
mod one_at_a_time;
mod operations;
mod order_of_registration;
mod order_of_the_user;
mod ordering;
mod pending;
mod plain_texts;
mod plugin_for_a_while;
mod printed_errors;
mod reentrancy;
mod register_all;
mod registration;
mod regressions;
mod report;
mod results;
mod selection;
mod selection_edges;
mod selection_reentrancy;
mod small_answers;
mod snapshots;
mod stress;
mod subsets;
mod subsets_historic;
mod support;
mod threads;
mod trace_writer;
mod trace_writer_outputs;
mod tracing_spans;
mod unused_arguments;
mod vain;
mod views;
mod visible_methods;
mod waterfalls;
mod wrapper_arguments;
mod wrapper_errors;
mod wrappers;

/// A plugin at the root of its crate.
#[pluggy_core::hookimpl(discovery_functions::Hooks)]
fn ring() -> String {
    "at the root".into()
}
