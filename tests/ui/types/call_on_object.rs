use pluggy_core::hookspec;

#[hookspec]
pub trait Doors {
    fn ring(&self);
}

fn ring_all(doors: &[Box<dyn Doors>]) {
    for door in doors {
        door.ring();
    }
}

fn main() {
    ring_all(&[]);
}
