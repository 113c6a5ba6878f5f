use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn grow(&self, list: &Vec<u32>);
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    fn grow(&self, list: &mut Vec<u32>) {
        list.push(1);
    }

    #[hookimpl(wrapper, specname = "grow")]
    fn grow_more(&self, list: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u32>)) {
        list.push(1);
        next(list);
    }
}

fn main() {}
