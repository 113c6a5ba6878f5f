use pluggy_core::{hookimpl, hookspec};

#[hookspec]
#[hookspec]
pub trait Twice {
    fn knock(&self);
}

#[hookspec]
#[hookimpl]
pub trait Both {
    fn knock(&self);
}

#[hookimpl]
#[hookspec]
pub trait BothTurned {
    fn knock(&self);
}

fn main() {}
