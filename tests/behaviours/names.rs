//! Under which name a plugin is registered, and who else may have it.

use pluggy_core::{Plugin, PluginErrorKind, PluginManager, Registration, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn ring(&self) -> u32;
}

#[hookspec]
trait Others {
    fn knock(&self);
}

struct HouseCook;

#[hookimpl(manual)]
impl Hooks for HouseCook {
    fn ring(&self) -> u32 {
        1
    }
}

#[hookimpl(manual, name = "doorman")]
impl Others for HouseCook {
    fn knock(&self) {}
}

struct FrontDoor;

#[hookimpl(manual)]
impl Hooks for FrontDoor {
    fn ring(&self) -> u32 {
        0
    }
}

struct Named(u32);

#[hookimpl(manual, name = "Some Name")]
impl Hooks for Named {
    fn ring(&self) -> u32 {
        self.0
    }
}

/// A generic plugin, wherever what it wraps can be shared.
struct Wrap<T>(T);

#[hookimpl(manual)]
impl<T: Clone + Into<u32>> Hooks for Wrap<T> {
    fn ring(&self) -> u32 {
        self.0.clone().into()
    }
}

/// B021, B042.
#[test]
fn a_plugin_is_named_after_its_type() {
    let pm = PluginManager::new("names");
    let registration = pm.register(FrontDoor).unwrap();
    assert_eq!(registration, Registration::Registered("front-door".into()));
    assert_eq!(pm.register(Wrap(1_u8)).unwrap().name(), "wrap", "without its generic arguments");
    assert_eq!(pm.register(Plugin::new(std::sync::Arc::new(1))).unwrap().name(), "arc");
    assert_eq!(pm.register(Plugin::new(String::new())).unwrap().name(), "string");
}

/// B021.
#[test]
fn a_plugin_may_say_its_name() {
    let pm = PluginManager::new("names");
    assert_eq!(pm.register(Named(1)).unwrap().name(), "Some Name");
}

/// B021, B042.
#[test]
fn the_host_may_give_another_name() {
    let pm = PluginManager::new("names");
    assert_eq!(pm.register_as("other", Named(1)).unwrap().name(), "other");
    assert!(pm.has_plugin("other") && !pm.has_plugin("Some Name"));
}

/// Of several specs the first that says a name gives it.
#[test]
fn a_plugin_of_several_specs_has_the_first_name_that_they_say() {
    let pm = PluginManager::new("names");
    let both = Plugin::new(HouseCook).with::<dyn Hooks>().with::<dyn Others>();
    assert_eq!(pm.register(both).unwrap().name(), "doorman");
    assert_eq!(
        pm.register(Plugin::new(HouseCook).with::<dyn Hooks>()).unwrap().name(),
        "house-cook"
    );
}

/// B022, B043.
#[test]
fn a_name_is_taken_once() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Named(1)).unwrap();
    let error = pm.register(Named(2)).unwrap_err();
    let PluginErrorKind::NameTaken { holder, .. } = error.kind() else { panic!("{error}") };
    assert_eq!((error.plugin(), holder.name()), ("Some Name", "Some Name"));
    assert_eq!(hooks.ring.call_all(), [1], "the second left no trace");
    let text = error.to_string();
    assert!(text.contains("Some Name") && text.contains("names.rs"), "{text}");
}

/// B043, B022: two different plugins.
#[test]
fn the_error_names_both_plugins() {
    let pm = PluginManager::new("names");
    pm.register_as("spam", Named(1)).unwrap();
    let error = pm.register_as("spam", Wrap(2_u32)).unwrap_err();
    let PluginErrorKind::NameTaken { holder, .. } = error.kind() else { panic!("{error}") };
    assert_ne!(error.info().location(), holder.location());
    for info in [error.info(), holder] {
        let location = info.location().unwrap().to_string();
        assert!(error.to_string().contains(&location), "{location} in {error}");
    }
}

/// B043: several plugins of one type.
#[test]
fn several_instances_of_one_type_are_several_plugins() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register_as("one", Named(1)).unwrap();
    pm.register_as("two", Named(2)).unwrap();
    pm.register_as("wrapped", Wrap(3_u8)).unwrap();
    pm.register_as("wrapped too", Wrap(4_u16)).unwrap();
    assert_eq!(hooks.ring.call_all(), [4, 3, 2, 1]);
    assert_eq!(pm.plugin::<Named>("two").unwrap().0, 2);
    pm.unregister("one");
    assert_eq!(hooks.ring.call_all(), [4, 3, 2]);
}

/// B041.
#[test]
fn an_empty_name_is_refused() {
    let pm = PluginManager::new("names");
    let error = pm.register_as("", Named(1)).unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::EmptyName));
    assert_eq!(error.plugin(), "");
    assert!(error.to_string().contains("empty"), "{error}");
    assert!(pm.plugins().is_empty());
}

/// B039, B051.
#[test]
fn unregistering_frees_the_name() {
    let pm = PluginManager::new("names");
    for n in 1..=3 {
        pm.register(Named(n)).unwrap();
        assert!(pm.unregister("Some Name").is_some());
    }
    assert!(pm.plugins().is_empty());
}

/// Names are compared as they are.
#[test]
fn names_differ_in_case_and_space() {
    let pm = PluginManager::new("names");
    for name in ["spam", "Spam", "s pam", "späm", "spam::spam"] {
        pm.register_as(name, Named(1)).unwrap();
    }
    assert_eq!(pm.plugins().len(), 5);
}

/// One rule for all names: users choose plugins by them, and lists show them.
#[test]
fn a_name_that_no_selector_can_name_is_refused() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    for name in ["a,b", "-minus\u{1b}[31m", "+plus", " pad", "pad\n", "<extra>"] {
        let error = pm.register_as(name, Named(1)).unwrap_err();
        assert!(matches!(error.kind(), PluginErrorKind::UnfitName { .. }), "{error}");
        assert_eq!(error.plugin(), name);
        assert!(!error.to_string().contains(char::is_control), "{error}");
        let error = hooks.ring.register_fn(name, || 1).unwrap_err();
        assert!(matches!(error.kind(), PluginErrorKind::UnfitName { .. }), "{error}");
    }
    assert!(pm.plugins().is_empty());
}

#[test]
fn a_plugin_that_is_refused_is_given_back() {
    let pm = PluginManager::new("names");
    pm.register(Named(1)).unwrap();
    for refused in
        [pm.register(Named(2)), pm.register_as("", Named(2)), pm.register_as("a,b", Named(2))]
    {
        let plugin = refused.unwrap_err().into_plugin().unwrap();
        assert_eq!(plugin.downcast::<Named>().unwrap().0, 2);
    }
}

/// B023, B025: a plugin is known by its name alone, so one value may have two.
#[test]
fn one_value_under_two_names_is_two_plugins() {
    let pm = PluginManager::new("names");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let shared = std::sync::Arc::new(Named(7));
    for name in ["one", "other"] {
        let plugin = Plugin::from(std::sync::Arc::clone(&shared)).with::<dyn Hooks>();
        assert_eq!(pm.register_as(name, plugin).unwrap().name(), name);
    }
    assert_eq!(hooks.ring.call_all(), [7, 7]);
    assert!(pm.unregister("one").is_some());
    assert_eq!(hooks.ring.call_all(), [7]);
    assert!(pm.has_plugin("other"));
}
