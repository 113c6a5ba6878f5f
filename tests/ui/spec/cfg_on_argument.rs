use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    fn knock(&self, #[cfg(unix)] times: u32);
}

fn main() {}
