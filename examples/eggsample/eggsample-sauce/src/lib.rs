//! Sauces for the kitchen: another plugin author's part.
//!
//! Its author has never heard of `eggsample-spam`. Where the two meet, the
//! order of calls is settled by `tryfirst`, `trylast` and the plugins' names.

use std::collections::{BTreeMap, BTreeSet};

use eggsample::{EggsampleHooks, Tray};
use pluggy_core::hookimpl;

/// The cook who looks after the sauces. The plugin's name is `saucier`.
#[derive(Debug, Default)]
pub struct Saucier;

/// Counts the sauces, and serves nothing twice.
#[hookimpl]
impl EggsampleHooks for Saucier {
    /// Around all offers: what is offered twice is served once.
    #[hookimpl(wrapper, specname = "add_ingredients")]
    fn serve_once(
        &self,
        ingredients: &[String],
        next: impl FnOnce() -> Vec<Vec<String>>,
    ) -> Vec<Vec<String>> {
        let mut served: BTreeSet<String> = ingredients.iter().cloned().collect();
        let mut offers = next();
        for offer in &mut offers {
            offer.retain(|ingredient| served.insert(ingredient.clone()));
        }
        offers
    }

    /// After the others, to count what they left.
    #[hookimpl(trylast)]
    fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String> {
        let sauces = condiments.iter().filter(|(name, _)| name.ends_with("sauce"));
        let jars: u64 = sauces.map(|(_, &count)| u64::from(count)).sum();
        (jars > 0).then(|| format!("Jars of sauce, says the saucier: {jars}."))
    }
}

#[hookimpl(EggsampleHooks, tryfirst, name = "porter")]
fn choose_tray(guests: u32) -> Option<Tray> {
    (guests > 6).then_some(Tray::Large)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrapper too is an ordinary method: the test says what is inside.
    #[test]
    fn nothing_is_served_twice() {
        let inside = || vec![vec!["egg".into(), "salt".into()], vec!["salt".into()]];
        let offers = Saucier.serve_once(&["egg".into()], inside);
        assert_eq!(offers, [vec!["salt".to_owned()], vec![]]);
    }

    #[test]
    fn jars_of_sauce_are_counted() {
        let mut condiments = BTreeMap::from([("mint sauce".into(), 1), ("mushy peas".into(), 2)]);
        let comment = Saucier.prep_condiments(&mut condiments);
        assert_eq!(comment.as_deref(), Some("Jars of sauce, says the saucier: 1."));
    }
}
