//! A hook that two specs name, as one can that is written by hand: there is one
//! list of it.

use std::any::TypeId;

use pluggy_core::__private::Callers;
use pluggy_core::{HookSpecs, ListSource, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Doors {
    fn ring(&self) -> u32;
}

trait AlsoDoors {}

impl HookSpecs for dyn AlsoDoors {
    type Hooks<V: ListSource> = <dyn Doors as HookSpecs>::Hooks<V>;
    type Anchors = <dyn Doors as HookSpecs>::Anchors;
    const ANCHORS: Self::Anchors = <dyn Doors as HookSpecs>::ANCHORS;
    const NAME: &'static str = "AlsoDoors";

    fn id() -> TypeId {
        TypeId::of::<dyn AlsoDoors>()
    }

    fn hooks<V: ListSource>(callers: &mut Callers<'_, V>) -> Self::Hooks<V> {
        <dyn Doors as HookSpecs>::hooks(callers)
    }
}

struct Bell(u32);

#[hookimpl(manual)]
impl Doors for Bell {
    fn ring(&self) -> u32 {
        self.0
    }
}

#[test]
fn both_relays_have_all_plugins() {
    let pm = PluginManager::new("two-specs");
    pm.register_as("waiting", Bell(1)).unwrap();
    let doors = pm.add_hookspecs::<dyn Doors>();
    pm.register_as("between", Bell(2)).unwrap();
    let also = pm.add_hookspecs::<dyn AlsoDoors>();
    pm.register_as("after", Bell(3)).unwrap();
    assert_eq!(doors.ring.call_all(), [3, 2, 1]);
    assert_eq!(also.ring.call_all(), [3, 2, 1]);
    pm.unregister("between");
    assert_eq!(doors.ring.call_all(), [3, 1]);
    assert_eq!(also.ring.call_all(), [3, 1]);
    assert_eq!(pm.hooks().len(), 1);
    drop(pm);
    assert!(doors.ring.is_empty() && also.ring.is_empty());
}
