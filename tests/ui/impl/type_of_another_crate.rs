use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

#[hookimpl(manual)]
impl Hooks for Vec<String> {
    fn knock(&self) {}
}

#[hookimpl]
impl Hooks for std::collections::BTreeMap<String, u32> {
    fn knock(&self) {}
}

use std::sync::Arc;

#[hookimpl]
impl Hooks for Arc<String> {
    fn knock(&self) {}
}

fn main() {}
