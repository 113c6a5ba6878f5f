use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn ring(&self);
}

struct Bell;

#[hookimpl]
impl Hooks for Bell {
    fn new() -> Self {
        Bell
    }

    fn ring(&self) {}
}

fn main() {
    let _ = Bell::new();
}
