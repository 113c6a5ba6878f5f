//! How a constructor may be named.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
trait Ovens {
    fn heat(&self) -> u32;
}

#[hookspec]
trait Grills {
    fn grill(&self) -> u32;
}

struct Stove(u32);

impl Stove {
    fn lit() -> Self {
        Stove(180)
    }
}

#[hookimpl(new = Self::lit)]
impl Ovens for Stove {
    fn heat(&self) -> u32 {
        self.0
    }
}

#[hookimpl(new = Stove::lit)]
impl Grills for Stove {
    fn grill(&self) -> u32 {
        self.0 + 60
    }
}

#[test]
fn self_is_the_plugin() {
    let pm = PluginManager::new("kitchen");
    let (ovens, grills) = (pm.add_hookspecs::<dyn Ovens>(), pm.add_hookspecs::<dyn Grills>());
    pm.discover().strict().expect("the two name the same constructor");
    assert_eq!((ovens.heat.call_all(), grills.grill.call_all()), (vec![180], vec![240]));
}
