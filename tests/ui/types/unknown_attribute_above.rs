use pluggy_core::{hookimpl, hookspec};

#[no_such_attribute]
#[hookspec]
pub trait Hooks {
    fn knock(&self);

    #[hookspec(firstresult)]
    fn choose_tray(&self, guests: u32) -> Option<u32>;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn knock(&self) {}
}

#[hookimpl(Hooks)]
fn knock() {}

fn main() {}
