//! A kitchen, and a plugin for each thing that may become of one.

use pluggy_core::{Plugin, PluginManager, Selection, hookimpl, hookspec};

/// What a cook may do.
#[hookspec]
pub(crate) trait Kitchen {
    /// Offers more.
    fn offer(&self, guests: u32) -> Vec<String>;

    #[hookspec(firstresult)]
    fn choose_tray(&self) -> Option<String>;

    #[hookspec(historic)]
    fn configure(&self, is_open: bool);
}

#[hookspec]
pub(crate) trait Cellar {
    fn fetch(&self, bottle: &str);
}

#[derive(Default)]
struct Chef;

/// Looks after what the others offer,
/// and counts "it".
///
/// Not shown.
#[hookimpl]
impl Kitchen for Chef {
    #[hookimpl(wrapper, tryfirst, specname = "offer")]
    fn count(&self, next: impl FnOnce() -> Vec<Vec<String>>) -> Vec<Vec<String>> {
        next()
    }

    #[hookimpl(trylast)]
    fn offer(&self) -> Vec<String> {
        Vec::new()
    }

    #[hookimpl(optionalhook)]
    fn configure(&self) {}
}

struct Baker;

impl Baker {
    fn new() -> Result<Self, String> {
        Err("the oven is cold:\n  10 degrees".into())
    }
}

/// Bakes what is so long to describe that a line of a terminal can't have it all.
#[hookimpl(new = Baker::new)]
impl Kitchen for Baker {
    fn offer(&self) -> Vec<String> {
        Vec::new()
    }
}

#[derive(Default)]
struct Porter;

/// Opens.
#[hookimpl]
impl Kitchen for Porter {
    fn choose_tray(&self) -> Option<String> {
        None
    }
}

#[derive(Default)]
struct Host;

/// Is replaced.
#[hookimpl]
impl Kitchen for Host {
    fn configure(&self) {}
}

#[derive(Default)]
struct Twin;

/// The first.
#[hookimpl]
impl Kitchen for Twin {
    /// Not in this build.
    #[cfg(any())]
    fn configure(&self) {}
}

#[derive(Default)]
struct OtherTwin;

/// The second.
#[hookimpl(name = "twin")]
impl Kitchen for OtherTwin {
    fn configure(&self) {}
}

#[derive(Default)]
pub(crate) struct Butler;

/// Knows the cellar.
#[hookimpl]
impl Cellar for Butler {
    fn fetch(&self) {}
}

#[hookimpl(Kitchen, name = "waiter")]
fn choose_tray() -> Option<String> {
    None
}

/// A manager with the spec, and nothing discovered yet.
pub(crate) fn closed() -> PluginManager {
    let pm = PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Kitchen>();
    pm
}

/// One where all has happened that can.
pub(crate) fn open() -> PluginManager {
    let pm = closed();
    pm.select(Selection::new().without("--without", ["porter", "nobody"]));
    pm.block("waiter");
    pm.block("thief");
    pm.register_as("host", Plugin::new(1)).unwrap();
    pm.add_hookspecs::<dyn Kitchen>().offer.register_fn("rolls", |_| Vec::new()).unwrap();
    let report = pm.discover();
    assert_eq!(report.failed().len(), 2, "{report}");
    pm
}
