use pluggy_core::hookimpl;

mod door {
    #[pluggy_core::hookspec]
    pub trait Hooks {
        fn knock(&self, times: u32) -> u32;
    }
}

#[derive(Default)]
struct Spam;

#[hookimpl(crate = crate::door)]
impl door::Hooks for Spam {
    fn knock(&self) -> u32 {
        1
    }
}

fn main() {}
