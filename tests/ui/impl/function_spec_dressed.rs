use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

mod door {
    #[pluggy_core::hookimpl(dyn super::Hooks)]
    fn knock() {}
}

mod gate {
    #[pluggy_core::hookimpl(spec = super::Hooks)]
    fn knock() {}
}

fn main() {}
