//! Spam for the kitchen: a plugin author's part.
//!
//! Nothing here registers anything: `#[hookimpl]` does. Each plugin implements
//! the hooks it cares for, and takes the arguments it wants.

mod waiter;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use eggsample::{Config, EggsampleHooks, KitchenError, Order};
use pluggy_core::hookimpl;

/// The cook who knows one thing. The plugin's name is `spam`.
#[derive(Debug, Default)]
pub struct Spam {
    vegetarian: AtomicBool,
}

#[hookimpl]
impl EggsampleHooks for Spam {
    fn configure(&self, config: &Config) {
        self.vegetarian.store(config.vegetarian, Ordering::Relaxed);
    }

    fn check_order(&self, order: &Order) -> Result<(), KitchenError> {
        if order.ingredients.iter().any(|ingredient| ingredient == "no spam") {
            return Err(KitchenError("there is no meal without spam".into()));
        }
        Ok(())
    }

    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String> {
        let spam = if self.vegetarian.load(Ordering::Relaxed) { "tofu" } else { "spam" };
        let praises = if ingredients.iter().any(|ingredient| ingredient == "egg") {
            ["lovely", "wonderous"]
        } else {
            ["splendiferous", "magnificent"]
        };
        praises.map(|praise| format!("{praise} {spam}")).into()
    }

    /// Before the others, who may want to see the spam sauce.
    #[hookimpl(tryfirst)]
    fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String> {
        condiments.remove("steak sauce");
        condiments.insert("spam sauce".into(), 42);
        Some("Now this is what I call a condiments tray!".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hook's implementation is an ordinary method.
    #[test]
    fn spam_goes_with_anything() {
        let spam = Spam::default();
        assert_eq!(spam.add_ingredients(&["egg".into()]), ["lovely spam", "wonderous spam"]);
        spam.configure(&Config { vegetarian: true });
        assert_eq!(spam.add_ingredients(&[]), ["splendiferous tofu", "magnificent tofu"]);
    }
}
