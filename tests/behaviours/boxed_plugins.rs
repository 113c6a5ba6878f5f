//! `BoxPlugin`: a plugin whose type is forgotten.

use pluggy_core::{BoxPlugin, Plugin, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Doors {
    fn ring(&self) -> u32;
}

#[hookspec]
trait Phones {
    fn call(&self) -> u32;
}

#[hookspec]
trait House {
    /// Who lives here?
    fn open(&self, guest: &str) -> BoxPlugin;
    #[hookspec(firstresult)]
    fn hire(&self) -> Option<BoxPlugin>;
}

struct Bell(u32);

#[hookimpl(manual)]
impl Doors for Bell {
    fn ring(&self) -> u32 {
        self.0
    }
}

struct Butler;

#[hookimpl(manual, name = "jeeves")]
impl Doors for Butler {
    fn ring(&self) -> u32 {
        10
    }
}

#[hookimpl(manual)]
impl Phones for Butler {
    fn call(&self) -> u32 {
        20
    }
}

fn bell(number: u32) -> BoxPlugin {
    Plugin::new(Bell(number)).with::<dyn Doors>().boxed()
}

fn butler() -> BoxPlugin {
    Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>().boxed()
}

#[test]
fn it_registers_like_any_other() {
    let pm = PluginManager::new("boxed");
    let doors = pm.add_hookspecs::<dyn Doors>();
    let phones = pm.add_hookspecs::<dyn Phones>();
    let plugins: Vec<BoxPlugin> = [bell(1), butler()].into_iter().collect();
    for plugin in plugins {
        assert!(pm.register(plugin).unwrap().is_registered());
    }
    pm.register_as("side", bell(3)).unwrap();
    assert_eq!(doors.ring.call_all(), [3, 10, 1]);
    assert_eq!(phones.call.call_all(), [20]);
    let names: Vec<_> = pm.plugins().iter().map(|plugin| plugin.name().to_owned()).collect();
    assert_eq!(names, ["bell", "jeeves", "side"]);
    assert!(pm.plugins()[0].location().is_some());
    assert!(pm.register(bell(4)).is_err());
}

#[test]
fn its_type_is_still_found() {
    let pm = PluginManager::new("boxed");
    pm.register(bell(1)).unwrap();
    assert_eq!(pm.plugin::<Bell>("bell").unwrap().0, 1);
    assert!(pm.plugin::<BoxPlugin>("bell").is_none());
    let refused = pm.register(bell(2)).unwrap_err().into_plugin().unwrap();
    assert_eq!(refused.downcast::<Bell>().unwrap().0, 2);
    assert_eq!(pm.unregister("bell").unwrap().downcast::<Bell>().unwrap().0, 1);
}

#[test]
fn it_is_what_a_hook_returns() {
    struct Factory(u32);

    #[hookimpl(manual)]
    impl House for Factory {
        fn open(&self, guest: &str) -> BoxPlugin {
            bell(self.0 + u32::try_from(guest.len()).unwrap())
        }

        fn hire(&self) -> Option<BoxPlugin> {
            (self.0 > 1).then(butler)
        }
    }

    let pm = PluginManager::new("boxed");
    let house = pm.add_hookspecs::<dyn House>();
    let doors = pm.add_hookspecs::<dyn Doors>();
    pm.register_as("one", Factory(1)).unwrap();
    pm.register_as("two", Factory(2)).unwrap();
    let mut visit = doors.snapshot();
    for plugin in house.open.call_all("Ada") {
        visit = visit.with_plugin(plugin).unwrap();
    }
    assert_eq!(visit.ring.call_all(), [4, 5]);
    assert!(doors.ring.is_empty());
    pm.register(house.hire.call_first().unwrap()).unwrap();
    assert_eq!(doors.ring.call_all(), [10]);
}

#[test]
fn its_name_is_what_it_registers_under() {
    assert_eq!((bell(1).name(), butler().name()), ("bell".to_owned(), "jeeves".to_owned()));
    assert_eq!(format!("{:?}", butler()), "BoxPlugin { name: \"jeeves\", .. }");
}
