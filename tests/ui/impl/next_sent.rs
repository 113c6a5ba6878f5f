use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self) -> u32;
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl Hooks for Spam {
    #[hookimpl(wrapper)]
    fn knock(&self, next: impl FnOnce() -> Vec<u32> + Send + 'static) -> Vec<u32> {
        std::thread::spawn(next).join().unwrap()
    }
}

fn main() {}
