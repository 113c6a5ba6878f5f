use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn ring(&self);
}

struct Butler;

#[hookimpl(manual)]
impl Doors for Butler {}

fn main() {
    Butler.ring();
}
