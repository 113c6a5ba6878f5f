//! The host of these packages. It prints the plugins that it finds, and with an
//! argument all dependencies that were read.

pub use pluggy_core;
use pluggy_core::__private::{Dependencies, inventory};

#[pluggy_core::hookspec]
pub trait Cook {
    fn cook(&self);
}

#[macro_export]
macro_rules! link_plugins {
    () => {
        $crate::pluggy_core::link_plugins!("kitchen-*");
    };
}

pub fn plugins() -> String {
    let pm = pluggy_core::PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Cook>();
    pm.discover().strict().unwrap();
    let mut names: Vec<_> = pm.plugins().iter().map(|it| it.name().to_string()).collect();
    names.sort();
    names.join(" ")
}

pub fn main() {
    println!("{}", plugins());
    if std::env::args().len() > 1 {
        for package in inventory::iter::<Dependencies> {
            for it in package.list {
                let (matched, linked, dev) = (it.is_matched, it.is_linked, it.is_dev);
                let (features, target) = (it.features, it.target);
                println!("{} {}: {matched} {linked} {dev} {features:?} {target:?}", package.package, it.package);
            }
        }
    }
}
