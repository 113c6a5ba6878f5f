use pluggy_core::{hookimpl, hookspec};

#[hookspec(crate = plugy_core)]
pub trait Hooks {
    fn knock(&self, times: u32) -> u32;
}

#[hookspec]
pub trait Doors {
    async fn ring(&self, times: u32) -> u32;
}

struct Spam(u32);

impl Spam {
    fn new(config: u32) -> Self {
        Spam(config)
    }
}

#[hookimpl(crate = plugy_core, new = Spam::new, config = u32)]
impl Doors for Spam {
    async fn ring(&self, times: u32) -> u32 {
        times + self.0
    }
}

fn main() {}
