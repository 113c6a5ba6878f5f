//! The cook of the house, who is there when nobody else is.

use std::collections::BTreeMap;

use pluggy_core::hookimpl;
use serde::Deserialize;

use crate::hooks::{EggsampleHooks, KitchenError, Order, Tray};

/// The section `[plugins.house-cook]`.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HouseConfig {
    /// How many may sit at the table.
    pub(crate) seats: u32,
}

impl Default for HouseConfig {
    fn default() -> Self {
        HouseConfig { seats: 12 }
    }
}

/// A plugin like any other, but `manual`: the kitchen registers it by hand,
/// since it needs to know the seats.
pub(crate) struct HouseCook {
    pub(crate) seats: u32,
}

/// Cooks when nobody else does.
#[hookimpl(manual)]
impl EggsampleHooks for HouseCook {
    fn add_ingredients(&self) -> Vec<String> {
        // You can never have enough eggs.
        ["salt", "pepper", "egg"].map(String::from).into()
    }

    fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String> {
        condiments.insert("mint sauce".into(), 1);
        None
    }

    #[hookimpl(trylast)]
    fn choose_tray(&self) -> Option<Tray> {
        Some(Tray::Small)
    }

    fn check_order(&self, order: &Order) -> Result<(), KitchenError> {
        if order.guests > self.seats {
            return Err(KitchenError(format!("we have {} seats", self.seats)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_seats_no_more_than_it_can() {
        let cook = HouseCook { seats: 4 };
        let order = |guests| Order { ingredients: Vec::new(), guests };
        assert!(cook.check_order(&order(4)).is_ok());
        assert!(cook.check_order(&order(5)).is_err());
    }
}
