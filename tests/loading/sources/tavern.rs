//! The host of these packages. It prints what it discovers, who pours, and all
//! plugins; the arguments are selectors, then a configuration.

pub use pluggy_core;
use pluggy_core::{Config, PluginManager, Selection, hookspec};

/// What a keeper may do.
#[hookspec]
pub trait Keeper {
    fn pour(&self) -> String;
}

pub fn main(prepare: fn(&PluginManager)) {
    let mut args = std::env::args().skip(1);
    let (selectors, config) = (args.next().unwrap_or_default(), args.next().unwrap_or_default());
    let config = Config::from_toml("tavern.toml", &config).unwrap();
    let pm = PluginManager::new("tavern");
    let hooks = pm.add_hookspecs::<dyn Keeper>();
    pm.add_hookspecs::<dyn Cook>();
    pm.select(Selection::new().config(&config).list("the arguments", &selectors));
    pm.configure(config);
    prepare(&pm);
    let discovery = pm.discover();
    println!("{discovery}\npour: {}\n", hooks.pour.call_all().join(", "));
    println!("{}", pm.report());
    if let Err(error) = discovery.strict() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
