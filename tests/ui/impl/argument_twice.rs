use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn knock(&self, log: &mut String);
}

#[hookimpl(Hooks)]
fn knock(log: &mut String, log: &mut String) {
    log.clear();
}

#[hookimpl(Hooks, specname = "knock")]
fn again(log: &mut String, _log: &mut String) {
    log.clear();
}

fn main() {}
