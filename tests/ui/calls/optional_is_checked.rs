use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self, times: u32) -> u32;
}

#[derive(Default)]
struct Bell;

#[hookimpl]
impl Hooks for Bell {
    #[hookimpl(optionalhook)]
    fn ring(&self, volume: u32) -> u32 {
        volume
    }
}

fn main() {}
