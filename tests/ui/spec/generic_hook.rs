use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock<T: Into<String>>(&self, on: T);
}

fn main() {}
