//! The host: a manager, and the calls of its hooks.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

use pluggy_core::{DiscoveryReport, HookRelay, PluginManager, ReportUsage, Selection};

use crate::cli::Cooks;
use crate::condiments::Condiments;
use crate::hooks::{Config, EggsampleHooks, Order, Tray};
use crate::house::{HouseConfig, HouseCook};

/// A kitchen with all its cooks.
pub(crate) struct Kitchen {
    pm: PluginManager,
    hooks: HookRelay<dyn EggsampleHooks>,
}

impl Kitchen {
    /// Lets the cooks in: that of the house, then all that are linked and not
    /// left out. The report tells of one that fails; whether the others cook
    /// without it is for the caller to say.
    pub(crate) fn open(
        config: &Config,
        cooks: &Cooks,
    ) -> Result<(Self, DiscoveryReport), Box<dyn Error>> {
        let pm = PluginManager::new("eggsample");
        let hooks = pm.add_hookspecs::<dyn EggsampleHooks>();
        let file = match &cooks.config {
            Some(path) => pluggy_core::Config::read_toml(path)?,
            None => pluggy_core::Config::read_toml_if_exists("eggsample.toml")?,
        };
        pm.select(
            Selection::new()
                .essential(["house-cook"])
                .essential(&cooks.need)
                .config(&file)
                .env("EGGSAMPLE_PLUGINS")
                .without("--without", &cooks.without),
        );
        let house: HouseConfig = file.section("house-cook")?.unwrap_or_default();
        pm.configure(file);
        pm.register(HouseCook { seats: house.seats })?;
        // Historic: the cooks who come after it are told as well.
        hooks.configure.call_historic(config);
        let report = pm.discover();
        Ok((Kitchen { pm, hooks }, report))
    }

    /// The cooks and the hooks, as the arguments of `plugins` want them shown.
    pub(crate) fn plugins(&self, args: Vec<OsString>) -> Result<String, ReportUsage> {
        self.pm.report().subcommand(args)
    }

    /// Makes a meal of the order, unless a cook objects.
    pub(crate) fn cook(
        &self,
        order: Order,
        mut condiments: Condiments,
    ) -> Result<Meal, Box<dyn Error>> {
        let hooks = &self.hooks;
        hooks.check_order.call_all(&order).map_err(|objection| {
            format!("{} refuses the order: {}", objection.plugin(), objection.error())
        })?;
        let tray = hooks.choose_tray.call_first(order.guests);
        let offers = hooks.add_ingredients.call_all(&order.ingredients);
        let comments = hooks.prep_condiments.call_all(&mut condiments);
        let mut ingredients = order.ingredients;
        ingredients.extend(offers.into_iter().flatten());
        Ok(Meal { cooks: self.cooks(), ingredients, condiments, comments, tray })
    }

    fn cooks(&self) -> Vec<String> {
        let mut names: Vec<_> = self.pm.plugins().iter().map(|p| p.name().to_owned()).collect();
        names.sort();
        names
    }
}

/// What is put on the table; it prints as the waiter announces it.
pub(crate) struct Meal {
    cooks: Vec<String>,
    ingredients: Vec<String>,
    condiments: Condiments,
    comments: Vec<String>,
    tray: Option<Tray>,
}

impl fmt::Display for Meal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condiments: Vec<_> =
            self.condiments.iter().map(|(name, count)| format!("{count} {name}")).collect();
        writeln!(f, "In the kitchen: {}.", self.cooks.join(", "))?;
        writeln!(f, "Your food. Enjoy some {}.", self.ingredients.join(", "))?;
        writeln!(f, "Some condiments? We have {}.", condiments.join(", "))?;
        for comment in &self.comments {
            writeln!(f, "  {comment}")?;
        }
        match &self.tray {
            Some(tray) => write!(f, "Served on {tray}."),
            None => write!(f, "Served from hand to hand."),
        }
    }
}
