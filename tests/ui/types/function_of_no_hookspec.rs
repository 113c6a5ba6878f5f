use pluggy_core::hookimpl;

pub trait Doors {
    fn ring(&self);
}

#[hookimpl(Doors)]
fn ring() {}

fn main() {}
