use pluggy_core::hookspec;

pub struct Context;

#[hookspec]
pub trait Hooks {
    fn optional(&self, cx: Option<&mut Context>, f: fn(&mut Context));
    fn pair(&self, pair: (u32, &'static mut [u8])) -> u32;
}

fn main() {}
