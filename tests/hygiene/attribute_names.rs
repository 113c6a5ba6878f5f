//! Attributes that were imported under other names, inside as outside.

use pluggy_core::{PluginManager, hookimpl as plugin, hookspec as spec};

#[spec]
trait Bar {
    #[spec(firstresult)]
    fn pour(&self, #[spec(skip)] guests: u32) -> Option<u32>;

    #[spec]
    fn wipe(&self);

    #[cfg_attr(all(), spec(firstresult))]
    fn pay(&self) -> Option<u32>;
}

struct Stout;

#[plugin(manual)]
impl Bar for Stout {
    fn pour(&self, guests: u32) -> Option<u32> {
        Some(guests)
    }
}

struct Ale;

#[plugin(manual)]
impl Bar for Ale {
    #[plugin(trylast)]
    fn pour(&self) -> Option<u32> {
        None
    }

    #[plugin(wrapper, specname = "pour")]
    fn one_more(&self, next: impl FnOnce() -> Option<u32>) -> Option<u32> {
        next().map(|poured| poured + 1)
    }

    #[plugin]
    fn wipe(&self) {}

    #[cfg_attr(all(), plugin(specname = "pay"))]
    #[cfg_attr(any(), plugin)]
    fn tab(&self) -> Option<u32> {
        Some(7)
    }
}

struct Porter;

#[cfg_attr(all(), plugin(manual))]
impl Bar for Porter {
    #[plugin]
    fn wipe(&self) {}
}

#[test]
fn options_inside_are_read_by_any_name() {
    let pm = PluginManager::new("bar");
    let hooks = pm.add_hookspecs::<dyn Bar>();
    pm.register(Stout).unwrap();
    pm.register(Ale).unwrap();
    pm.register(Porter).unwrap();
    assert_eq!(hooks.pour.call_first(3), Some(4));
    let is_last = hooks.pour.impls().iter().filter(|it| it.is_trylast()).count();
    assert_eq!(is_last, 1);
    assert_eq!((hooks.wipe.impls().len(), hooks.pay.call_first()), (2, Some(7)));
}
