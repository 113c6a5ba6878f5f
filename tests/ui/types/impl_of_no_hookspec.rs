use pluggy_core::hookimpl;

pub trait Doors {
    fn ring(&self);
}

#[derive(Default)]
struct Butler;

#[hookimpl]
impl Doors for Butler {
    fn ring(&self) {}
}

#[hookimpl(Doors)]
fn ring() {}

fn main() {}
