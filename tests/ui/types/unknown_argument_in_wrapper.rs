use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn grow(&self, list: &mut Vec<u32>);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn grow(&self, lists: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u32>)) {
        next(lists);
    }
}

fn main() {}
