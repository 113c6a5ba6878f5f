//! A plugin that is configured.

use tavern::Keeper;
use tavern::pluggy_core::hookimpl;

#[derive(Default, serde::Deserialize)]
pub struct MeadConfig {
    cups: u32,
}

pub struct Mead(MeadConfig);

impl Mead {
    fn new(config: MeadConfig) -> Self {
        Mead(config)
    }
}

/// Pours mead.
#[hookimpl(new = Mead::new, config = MeadConfig, crate = tavern::pluggy_core)]
impl Keeper for Mead {
    fn pour(&self) -> String {
        format!("{} cups of mead", self.0.cups)
    }
}
