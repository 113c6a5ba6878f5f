use pluggy_core::hookimpl;

struct Spam;

#[hookimpl]
impl Spam {
    fn add_ingredients(&self) -> Vec<String> {
        Vec::new()
    }
}

fn main() {}
