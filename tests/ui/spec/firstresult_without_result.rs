use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    #[hookspec(firstresult)]
    fn choose(&self);
}

fn main() {}
