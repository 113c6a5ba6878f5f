use pluggy_core::hookspec;

pub struct Tray;

#[hookspec]
pub trait Hooks {
    fn serve(&self, tray: Tray) -> u32;
}

fn main() {}
