//! The hooks, and the types that they speak of.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use pluggy_core::hookspec;

/// What a cook may do in our kitchen.
#[hookspec]
pub trait EggsampleHooks {
    /// Look at the ingredients and offer more.
    fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;

    /// Rearrange the condiments tray; may comment on it.
    fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String>;

    /// The first cook with an opinion chooses the tray.
    #[hookspec(firstresult)]
    fn choose_tray(&self, guests: u32) -> Option<Tray>;

    /// Check the order; the first objection stops the kitchen.
    fn check_order(&self, order: &Order) -> Result<(), KitchenError>;

    /// Told once about the configuration, however late a cook arrives.
    #[hookspec(historic)]
    fn configure(&self, config: &Config);
}

/// What the guests want.
#[derive(Debug)]
pub struct Order {
    /// What must be in the meal.
    pub ingredients: Vec<String>,
    /// How many are at the table.
    pub guests: u32,
}

/// How the kitchen is run today.
#[derive(Clone, Default, Debug)]
pub struct Config {
    /// Whether there is no meat in the house.
    pub vegetarian: bool,
}

/// What the meal is served on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    /// For one or two.
    Small,
    /// For many.
    Large,
    /// For company.
    Silver,
}

impl fmt::Display for Tray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tray::Small => "a small tray",
            Tray::Large => "a large tray",
            Tray::Silver => "a silver tray",
        })
    }
}

/// Why a cook refuses an order.
#[derive(Debug)]
pub struct KitchenError(pub String);

impl fmt::Display for KitchenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for KitchenError {}
