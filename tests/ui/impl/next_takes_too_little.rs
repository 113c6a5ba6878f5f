use pluggy_core::{hookimpl, hookspec};

use std::collections::BTreeMap;

#[hookspec]
pub trait Hooks {
    fn prep(&self, tray: &mut BTreeMap<String, u32>, guests: u32);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn prep(&self, tray: &mut BTreeMap<String, u32>, next: impl FnOnce()) {
        tray.clear();
        next();
    }

    #[hookimpl(wrapper, specname = "prep")]
    fn look(&self, tray: &mut BTreeMap<String, u32>, next: impl FnOnce(&BTreeMap<String, u32>)) {
        next(tray);
    }
}

fn main() {}
