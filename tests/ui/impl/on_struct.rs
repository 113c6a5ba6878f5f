use pluggy_core::hookimpl;

#[hookimpl]
struct Spam;

fn main() {}
