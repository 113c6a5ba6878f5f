use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Guest<'a>(&'a str);

#[hookimpl(manual)]
impl<'a> Hooks for Guest<'a> {
    fn knock(&self) {
        println!("{}", self.0);
    }
}

fn main() {}
