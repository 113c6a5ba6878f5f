use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn prep(&self, tray: &mut Vec<u32>);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn prep(&self, tray: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u8>)) {
        next(&mut vec![tray.len() as u8]);
    }
}

fn main() {}
