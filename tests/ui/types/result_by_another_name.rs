use pluggy_core::hookspec;

type Checked = Result<(), String>;

#[hookspec]
pub trait Hooks {
    fn check(&self) -> Checked;
}

fn main() {}
