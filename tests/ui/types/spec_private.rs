use pluggy_core::hookimpl;

mod host {
    #[pluggy_core::hookspec]
    trait Hooks {
        fn knock(&self, times: u32) -> u32;
    }
}

#[derive(Default)]
struct Spam;

#[hookimpl]
impl host::Hooks for Spam {
    fn knock(&self, times: u32) -> u32 {
        times
    }
}

fn main() {}
