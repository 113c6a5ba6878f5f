use pluggy_core::hookspec;

pub struct Guest;

#[hookspec]
pub trait Hooks {
    fn seat(&self, guests: &[Guest]) -> Vec<Gest>;
    fn greet(&self, guest: G);
    fn tray(&self) -> Tray;
    fn count(&self) -> std::colections::HashMap<String, u32>;
}

fn main() {}
