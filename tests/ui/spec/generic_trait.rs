use pluggy_core::hookspec;

#[hookspec]
pub trait Hooks<T> {
    fn knock(&self, times: T);
}

fn main() {}
