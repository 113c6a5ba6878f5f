use pluggy_core::hookimpl;

#[hookimpl]
fn add_ingredients() -> Vec<String> {
    Vec::new()
}

fn main() {}
