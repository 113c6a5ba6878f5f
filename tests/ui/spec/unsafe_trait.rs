use pluggy_core::hookspec;

#[hookspec]
pub unsafe trait Hooks {
    fn knock(&self);
}

fn main() {}
