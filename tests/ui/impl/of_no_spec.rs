use pluggy_core::hookimpl;

struct Spam;

#[hookimpl]
impl Clone for Spam {
    fn clone(&self) -> Self {
        Spam
    }
}

fn main() {
    let _ = Spam.clone();
}
