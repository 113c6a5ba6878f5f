use pluggy_core::hookspec;

pub struct Result(pub u32);

#[hookspec]
pub trait Hooks {
    fn knock(&self) -> Result;

    #[hookspec(allresults)]
    fn ring(&self) -> Result;
}

fn main() {}
