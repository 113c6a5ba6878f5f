use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self);
}

struct Spam;

#[hookimpl(manual)]
impl<T> Hooks for Spam {
    fn knock(&self) {}
}

struct Counting<I>(I);

// The one determines the other.
#[hookimpl(manual)]
impl<I: Iterator<Item = T> + Send + Sync + 'static, T> Hooks for Counting<I> {
    fn knock(&self) {}
}

fn main() {}
