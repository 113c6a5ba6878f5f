use pluggy_core::hookspec;

macro_rules! doors {
    () => {
        fn knock(&self);
    };
}

#[hookspec]
pub trait Hooks {
    doors!();
}

fn main() {}
