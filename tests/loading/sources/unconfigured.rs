//! A plugin that wants what the features of its pluggy-core do not have.

use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Keeper {
    fn pour(&self);
}

#[derive(Default)]
pub struct MeadConfig;

pub struct Mead;

impl Mead {
    fn new(_: MeadConfig) -> Self {
        Mead
    }
}

#[hookimpl(new = Mead::new, config = MeadConfig)]
impl Keeper for Mead {
    fn pour(&self) {}
}
