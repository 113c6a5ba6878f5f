use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    #[hookspec(async)]
    fn knock(&self);
}

#[derive(Default)]
struct Bell;

#[hookimpl]
impl Hooks for Bell {
    #[hookimpl(async)]
    fn knock(&self) {}
}

fn main() {}
