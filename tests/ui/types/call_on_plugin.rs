use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Doors {
    fn ring(&self);
}

struct Butler;

#[hookimpl(manual)]
impl Doors for Butler {
    // Its own method has another name.
    #[hookimpl(specname = "ring")]
    fn answer(&self) {}
}

// That it could ask for more is no help here.
fn answered(doors: &impl Doors) {
    doors.ring();
}

fn main() {
    Butler.ring();
}
