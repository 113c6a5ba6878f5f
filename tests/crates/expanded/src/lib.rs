//! One spec and one plugin: `expanded.rs` beside it shows what becomes of them.

use pluggy_core::{hookimpl, hookspec};

/// What a cook may do.
#[hookspec]
pub trait Kitchen {
    /// Looks at the ingredients, and offers more.
    fn add_ingredients(&self, have: &[String], tray: &mut u32) -> Vec<String>;
}

/// Adds spam.
#[derive(Debug)]
pub struct Spam;

#[hookimpl(new = Spam::new)]
impl Kitchen for Spam {
    fn add_ingredients(&self, have: &[String]) -> Vec<String> {
        have.to_vec()
    }

    #[hookimpl(wrapper, specname = "add_ingredients")]
    fn around(
        &self,
        tray: &mut u32,
        next: impl FnOnce(&mut u32) -> Vec<Vec<String>>,
    ) -> Vec<Vec<String>> {
        next(tray)
    }
}

impl Spam {
    fn new() -> Self {
        Spam
    }
}
