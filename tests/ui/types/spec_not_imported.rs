mod door {
    #[pluggy_core::hookspec]
    pub trait Hooks {
        fn knock(&self);
    }
}

#[derive(Default)]
struct Spam;

#[pluggy_core::hookimpl]
impl Hooks for Spam {
    fn knock(&self) {}
}

fn main() {}
