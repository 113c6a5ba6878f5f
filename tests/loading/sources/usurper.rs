//! Registers a plugin by hand under the name of a linked one.

use tavern::Keeper;
use tavern::pluggy_core::hookimpl;
use tavern_ale as _;

struct Ale;

#[hookimpl(manual, crate = tavern::pluggy_core)]
impl Keeper for Ale {
    fn pour(&self) -> String {
        "ale of the house".into()
    }
}

fn main() {
    tavern::main(|pm| drop(pm.register(Ale)))
}
