//! A plugin crate whose only item is a function.

#[pluggy_core::hookimpl(link_host::Steps)]
fn step() -> String {
    "function".into()
}
