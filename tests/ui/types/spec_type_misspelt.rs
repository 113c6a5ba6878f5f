use pluggy_core::hookspec;

pub struct Guest;

#[hookspec]
pub trait Hooks {
    fn seat(&self, guests: &[Guest]) -> Vec<Gest>;
}

fn main() {}
