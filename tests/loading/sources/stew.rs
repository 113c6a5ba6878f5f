//! A plugin of tavern 0.2.0, where the trait is in another module.

use tavern::kitchen::Cook;
use tavern::pluggy_core::hookimpl;

#[derive(Default)]
struct Stew;

#[hookimpl(crate = tavern::pluggy_core)]
impl Cook for Stew {
    fn cook(&self) {}
}
