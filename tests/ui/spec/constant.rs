use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks {
    const TRAYS: usize = 3;

    fn choose(&self) -> [u32; Self::TRAYS];
}

fn main() {}
