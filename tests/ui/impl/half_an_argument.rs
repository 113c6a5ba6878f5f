use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn count(&self, names: &[String]) -> usize;
}

#[derive(Default)]
struct Spam;

// The bodies name what is missing.
#[hookimpl]
impl Hooks for Spam {
    fn count(&self, names: ) -> usize {
        names.len()
    }

    #[hookimpl(wrapper, specname = "count")]
    fn around(&self, next: impl FnOnce() -> ) -> Vec<usize> {
        next()
    }
}

fn main() {}
