// Nothing more is said of who implements it.
use pluggy_core::{hookimpl, hookspec};

pub struct Tray;

#[hookspec]
pub trait Hooks {
    fn serve(&self, tray: Tray) -> u32;
    async fn carry(&self, tray: Tray);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn serve(&self, tray: Tray) -> u32 {
        drop(tray);
        1
    }
}

fn main() {}
