use pluggy_core::hookimpl;

#[hookimpl]
#[derive(Default)]
pub struct Spam;

fn main() {}
