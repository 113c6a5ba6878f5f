//! A plugin may be a module of functions; it takes the module's name, `waiter`.

use eggsample::{EggsampleHooks, Tray};
use pluggy_core::hookimpl;

/// Brings the silver tray for company.
#[hookimpl(EggsampleHooks)]
fn choose_tray(guests: u32) -> Option<Tray> {
    (guests > 1).then_some(Tray::Silver)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silver_is_for_company() {
        assert_eq!(choose_tray(1), None);
        assert_eq!(choose_tray(2), Some(Tray::Silver));
    }
}
