//! Registering and unregistering: what comes onto the lists, and off again.

use std::sync::Arc;

use pluggy_core::{HookImpl, HookRelay, Plugin, PluginError, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Doors {
    fn knock(&self) -> &'static str;
    fn open(&self) -> &'static str;
}

#[hookspec]
trait Phones {
    fn ring(&self) -> &'static str;
}

/// Implements both specs, and one hook twice.
struct Butler;

#[hookimpl(manual)]
impl Doors for Butler {
    fn knock(&self) -> &'static str {
        "butler knocks"
    }

    #[hookimpl(specname = "knock", tryfirst)]
    fn knock_again(&self) -> &'static str {
        "butler knocks again"
    }
}

#[hookimpl(manual)]
impl Phones for Butler {
    fn ring(&self) -> &'static str {
        "butler rings"
    }
}

/// Implements one hook.
#[derive(Debug)]
struct Cat;

#[hookimpl(manual)]
impl Doors for Cat {
    fn open(&self) -> &'static str {
        "cat opens"
    }
}

/// Implements a spec, but none of the hooks that it has.
struct Stranger;

#[hookimpl(manual)]
impl Doors for Stranger {
    #[hookimpl(optionalhook)]
    fn vanish(&self) {}
}

struct House {
    pm: PluginManager,
    doors: HookRelay<dyn Doors>,
    phones: HookRelay<dyn Phones>,
}

impl House {
    fn new() -> Self {
        let pm = PluginManager::new("house");
        let (doors, phones) = (pm.add_hookspecs(), pm.add_hookspecs());
        House { pm, doors, phones }
    }

    /// All that the hooks answer.
    fn call_all(&self) -> Vec<&'static str> {
        let all =
            [self.doors.knock.call_all(), self.doors.open.call_all(), self.phones.ring.call_all()];
        all.concat()
    }
}

/// A plugin need not implement every hook.
#[test]
fn a_plugin_takes_part_in_the_hooks_that_it_implements() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Cat)?;
    assert_eq!(house.call_all(), ["cat opens"]);
    Ok(())
}

/// B036, B067.
#[test]
fn a_type_of_several_specs_is_one_plugin() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>())?;
    assert_eq!(house.call_all(), ["butler knocks again", "butler knocks", "butler rings"]);
    assert_eq!(house.pm.plugins().len(), 1);
    Ok(())
}

/// Only the specs that are named count.
#[test]
fn a_plugin_has_the_specs_that_it_is_registered_with() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Plugin::new(Butler).with::<dyn Phones>())?;
    assert_eq!(house.call_all(), ["butler rings"]);
    Ok(())
}

#[test]
fn naming_a_spec_twice_is_the_same_as_once() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Plugin::new(Butler).with::<dyn Phones>().with::<dyn Phones>())?;
    assert_eq!(house.call_all(), ["butler rings"]);
    Ok(())
}

/// B024.
#[test]
fn a_plugin_without_hooks_is_a_plugin() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Stranger)?;
    house.pm.register_as("forty-two", Plugin::new(42))?;
    let names: Vec<_> = house.pm.plugins().iter().map(|info| info.name().to_owned()).collect();
    assert_eq!(names, ["stranger", "forty-two"]);
    assert!(house.call_all().is_empty());
    assert_eq!(*house.pm.unregister("forty-two").unwrap().downcast::<i32>().unwrap(), 42);
    Ok(())
}

/// A host may keep a hand on its plugin.
#[test]
fn a_plugin_may_be_shared_with_the_host() -> Result<(), PluginError> {
    let house = House::new();
    let cat = Arc::new(Cat);
    house.pm.register(Plugin::from(Arc::clone(&cat)).with::<dyn Doors>())?;
    assert_eq!(house.call_all(), ["cat opens"]);
    assert!(Arc::ptr_eq(&cat, &house.pm.plugin("cat").unwrap()));
    house.pm.unregister("cat");
    assert_eq!(Arc::strong_count(&cat), 1);
    Ok(())
}

/// B051, B055.
#[test]
fn unregistering_takes_a_plugin_off_all_hooks() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>())?;
    house.pm.register(Cat)?;
    assert!(house.pm.unregister("butler").unwrap().downcast::<Butler>().is_ok());
    assert_eq!(house.call_all(), ["cat opens"]);
    assert!(house.doors.knock.impls().is_empty() && house.phones.ring.impls().is_empty());
    assert!(!house.pm.has_plugin("butler"));
    Ok(())
}

/// B052, B053.
#[test]
fn unregistering_nobody_answers_nothing() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Cat)?;
    assert!(house.pm.unregister("dog").is_none());
    assert!(house.pm.unregister("cat").is_some());
    assert!(house.pm.unregister("cat").is_none());
    Ok(())
}

/// B039, B051.
#[test]
fn an_unregistered_plugin_can_be_registered_again() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Cat)?;
    let cat: Arc<Cat> = house.pm.unregister("cat").unwrap().downcast().unwrap();
    house.pm.register_as("tom", Plugin::from(cat).with::<dyn Doors>())?;
    assert_eq!(house.call_all(), ["cat opens"]);
    Ok(())
}

/// B058.
#[test]
fn a_hook_stays_when_its_last_plugin_leaves() -> Result<(), PluginError> {
    let house = House::new();
    assert!(house.doors.open.is_empty());
    house.pm.register(Cat)?;
    assert!(!house.doors.open.is_empty());
    house.pm.unregister("cat");
    assert!(house.doors.open.is_empty() && house.call_all().is_empty());
    Ok(())
}

/// B071: impls before specs.
#[test]
fn a_spec_may_come_after_its_plugins() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.register(Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>())?;
    pm.register(Cat)?;
    pm.register_as("tom", Cat)?;
    pm.register_as("gone", Cat)?;
    pm.unregister("gone");
    let doors = pm.add_hookspecs::<dyn Doors>();
    assert_eq!(doors.knock.call_all(), ["butler knocks again", "butler knocks"]);
    let imps = doors.open.impls();
    assert_eq!(imps.iter().map(HookImpl::plugin).collect::<Vec<_>>(), ["tom", "cat"]);
    let phones = pm.add_hookspecs::<dyn Phones>();
    assert_eq!(phones.ring.call_all(), ["butler rings"]);
    pm.unregister("butler");
    assert!(doors.knock.is_empty() && phones.ring.is_empty());
    Ok(())
}

/// B069: here the same relay answers again.
#[test]
fn adding_a_spec_again_gives_the_same_hooks() -> Result<(), PluginError> {
    let house = House::new();
    house.pm.register(Cat)?;
    let again = house.pm.add_hookspecs::<dyn Doors>();
    assert_eq!(again.open.call_all(), ["cat opens"]);
    house.pm.unregister("cat");
    assert!(again.open.is_empty());
    Ok(())
}

mod same_names {
    use super::*;

    #[hookspec]
    pub(super) trait Doors {
        fn open(&self) -> u32;
    }

    struct Dog;

    #[hookimpl(manual)]
    impl Doors for Dog {
        fn open(&self) -> u32 {
            1
        }
    }

    #[hookimpl(manual)]
    impl super::Doors for Dog {
        #[hookimpl(specname = "open")]
        fn open_the_other(&self) -> &'static str {
            "dog opens"
        }
    }

    /// B069: here hooks belong to their trait.
    #[test]
    fn hooks_of_different_specs_may_share_a_name() -> Result<(), PluginError> {
        let house = House::new();
        let others = house.pm.add_hookspecs::<dyn Doors>();
        house.pm.register(Plugin::new(Dog).with::<dyn Doors>().with::<dyn super::Doors>())?;
        assert_eq!(others.open.call_all(), [1]);
        assert_eq!(house.call_all(), ["dog opens"]);
        Ok(())
    }
}

mod optional {
    use super::*;

    struct Modern;

    #[hookimpl(manual)]
    impl Phones for Modern {
        fn ring(&self) -> &'static str {
            "modern rings"
        }

        #[hookimpl(optionalhook)]
        fn vibrate(&self, pattern: &[u32], out: &mut Vec<u32>) {
            out.extend(pattern);
        }

        #[hookimpl(optionalhook, wrapper)]
        fn video(&self, out: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u32>) -> u32) -> u32 {
            next(out)
        }
    }

    struct Early;

    #[hookimpl(manual)]
    impl Phones for Early {
        #[hookimpl(optionalhook, tryfirst)]
        fn ring(&self) -> &'static str {
            "early rings"
        }
    }

    /// B088, B089.
    #[test]
    fn an_optional_hook_may_be_missing_or_there() -> Result<(), PluginError> {
        let house = House::new();
        house.pm.register(Early)?;
        house.pm.register(Modern)?;
        assert_eq!(house.call_all(), ["early rings", "modern rings"]);
        let optional: Vec<_> =
            house.phones.ring.impls().iter().map(HookImpl::is_optional).collect();
        assert_eq!(optional, [true, false]);
        house.pm.unregister("modern");
        assert_eq!(house.call_all(), ["early rings"]);
        Ok(())
    }
}
