//! Spam for the kitchen: a plugin author's part.
//!
//! Nothing here registers anything: `#[hookimpl]` does. Each plugin implements
//! the hooks it cares for, and takes the arguments it wants.

mod waiter;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use eggsample::{Config, EggsampleHooks, KitchenError, Order};
use pluggy_core::hookimpl;
use serde::Deserialize;

/// The section `[plugins.spam]` of the kitchen's configuration.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpamConfig {
    /// What is said of the spam, offer by offer.
    pub praises: Vec<String>,
    /// How many jars of spam sauce are on the tray.
    pub sauce: u32,
}

impl Default for SpamConfig {
    fn default() -> Self {
        SpamConfig { praises: ["lovely", "wonderous"].map(String::from).into(), sauce: 42 }
    }
}

/// The cook who knows one thing. The plugin's name is `spam`.
#[derive(Debug)]
pub struct Spam {
    config: SpamConfig,
    vegetarian: AtomicBool,
}

impl Spam {
    /// A cook who does as the configuration says.
    ///
    /// # Errors
    ///
    /// When there is no praise for the spam.
    pub fn new(config: SpamConfig) -> Result<Self, KitchenError> {
        if config.praises.is_empty() {
            return Err(KitchenError("spam without praise is no spam".into()));
        }
        Ok(Spam { config, vegetarian: AtomicBool::default() })
    }
}

/// Offers spam with everything, and spam sauce.
#[hookimpl(new = Spam::new, config = SpamConfig)]
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

    fn add_ingredients(&self) -> Vec<String> {
        let spam = if self.vegetarian.load(Ordering::Relaxed) { "tofu" } else { "spam" };
        self.config.praises.iter().map(|praise| format!("{praise} {spam}")).collect()
    }

    /// Before the others, who may want to see the spam sauce.
    #[hookimpl(tryfirst)]
    fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String> {
        condiments.remove("steak sauce");
        condiments.insert("spam sauce".into(), self.config.sauce);
        Some("Now this is what I call a condiments tray!".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hook's implementation is an ordinary method.
    #[test]
    fn spam_goes_with_anything() {
        let spam = Spam::new(SpamConfig::default()).unwrap();
        assert_eq!(spam.add_ingredients(), ["lovely spam", "wonderous spam"]);
        spam.configure(&Config { vegetarian: true });
        assert_eq!(spam.add_ingredients(), ["lovely tofu", "wonderous tofu"]);
    }

    #[test]
    fn spam_must_be_praised() {
        let config = SpamConfig { praises: Vec::new(), ..SpamConfig::default() };
        assert!(Spam::new(config).is_err());
    }
}
