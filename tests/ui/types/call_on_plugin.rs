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

fn main() {
    Butler.ring();
}
