//! A program that takes its plugins from its Cargo.toml, and registers one.

tavern::pluggy_core::link_plugins!("tavern-*");

use tavern::Keeper;
use tavern::pluggy_core::hookimpl;

struct House;

/// Is registered by hand.
#[hookimpl(manual, crate = tavern::pluggy_core)]
impl Keeper for House {
    fn pour(&self) -> String {
        "water".into()
    }
}

fn main() {
    tavern::main(|pm| println!("by hand: {:?}", pm.register(House).unwrap()));
}
