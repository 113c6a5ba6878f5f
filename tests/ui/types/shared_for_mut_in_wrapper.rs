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
    fn grow(&self, list: &Vec<u32>, next: impl FnOnce()) {
        assert!(list.is_empty());
        next();
    }
}

fn main() {}
