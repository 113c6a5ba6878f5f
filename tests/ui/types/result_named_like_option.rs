use pluggy_core::hookspec;

pub mod maybe {
    pub struct Option<T>(pub T);
}

#[hookspec]
pub trait Hooks {
    fn knock(&self) -> maybe::Option<u32>;

    #[hookspec(firstresult)]
    fn choose(&self) -> Result<maybe::Option<u32>, String>;

    // They are not read.
    #[hookspec(waterfall)]
    fn pass(&self, value: maybe::Option<u32>) -> maybe::Option<u32>;

    #[hookspec(allresults)]
    fn ring(&self) -> maybe::Option<u32>;
}

impl Clone for maybe::Option<u32> {
    fn clone(&self) -> Self {
        maybe::Option(self.0)
    }
}

fn main() {}
