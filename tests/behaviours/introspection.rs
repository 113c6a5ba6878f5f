//! What can be asked of managers, plugins, hooks and implementations.

use pluggy_core::{HookKind, HookRelay, Plugin, PluginInfo, PluginManager, hookimpl, hookspec};

/// What happens at the door.
#[hookspec]
trait Doors {
    /// Somebody knocks:
    ///     knock, knock.
    fn knock(&self, times: u32, who: &str) -> Option<String>;

    #[hookspec(firstresult)]
    #[doc = "Opens."]
    fn open<'a>(&self, key: &'a [u8]) -> Result<Option<&'a [u8]>, std::fmt::Error>;

    #[hookspec(historic)]
    fn r#move(&self);
}

struct FrontDoor;

#[hookimpl(manual, name = "front")]
impl Doors for FrontDoor {
    /// Listens.
    #[hookimpl(tryfirst)]
    fn knock(&self, who: &str) -> Option<String> {
        Some(who.into())
    }

    #[hookimpl(trylast, wrapper, specname = "knock")]
    fn around(&self, next: impl FnOnce() -> Vec<String>) -> Vec<String> {
        next()
    }

    fn r#move(&self) {}

    #[hookimpl(optionalhook)]
    fn open(&self) -> Result<Option<&'static [u8]>, std::fmt::Error> {
        Ok(None)
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Doors>) {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Doors>();
    (pm, hooks)
}

/// B198.
#[test]
fn a_manager_tells_its_name_and_plugins() {
    let (pm, _) = setup();
    assert_eq!(pm.name(), "house");
    pm.register(FrontDoor).unwrap();
    pm.register_as("answer", Plugin::new(42)).unwrap();
    let debug = format!("{pm:?}");
    for part in ["house", "front", "answer"] {
        assert!(debug.contains(part), "{part} in {debug}");
    }
}

/// B194, B195, B176, B004.
#[test]
fn a_hook_tells_what_its_spec_says() {
    let (_pm, hooks) = setup();
    assert_eq!(hooks.knock.name(), "knock");
    let knock = hooks.knock.spec();
    assert_eq!(knock.name(), "knock");
    assert_eq!(knock.specs(), "Doors");
    assert_eq!(knock.kind(), HookKind::All);
    assert_eq!(knock.arguments(), ["times", "who"]);
    assert_eq!(knock.signature(), "fn knock(&self, times: u32, who: &str) -> Option<String>");
    assert_eq!(knock.docs(), "Somebody knocks:\n    knock, knock.");
    assert_eq!(knock.module(), module_path!());

    let open = hooks.open.spec();
    assert_eq!(open.kind(), HookKind::FirstResult);
    assert_eq!(open.docs(), "Opens.");
    assert_eq!(
        open.signature(),
        "fn open<'a>(&self, key: &'a [u8]) -> Result<Option<&'a [u8]>, std::fmt::Error>"
    );

    let moved = hooks.r#move.spec();
    assert_eq!(
        (moved.name(), moved.kind(), moved.docs()),
        ("move", HookKind::Historic, String::new())
    );
    assert!(moved.arguments().is_empty());
}

/// B195: the place is the name's in the source.
#[test]
fn a_spec_tells_where_it_stands() {
    let (_pm, hooks) = setup();
    let [knock, open] = [hooks.knock.spec().location(), hooks.open.spec().location()];
    assert!(knock.file().ends_with("introspection.rs"));
    assert!(knock.line() < open.line());
    let text = format!("{}:{}:{}", knock.file(), knock.line(), knock.column());
    assert_eq!(knock.to_string(), text);
    let line = include_str!("introspection.rs").lines().nth(knock.line() as usize - 1).unwrap();
    let column = knock.column() as usize - 1;
    assert_eq!(&line[column..column + "knock".len()], "knock");
}

/// B050, B192, B193, B196, B006.
#[test]
fn a_hook_lists_its_implementations_with_their_flags() {
    let (pm, hooks) = setup();
    pm.register_as("door", FrontDoor).unwrap();
    let imps = hooks.knock.impls();
    let [around, knock] = &imps[..] else { panic!("{imps:?}") };

    assert_eq!((knock.plugin(), knock.hook(), knock.function()), ("door", "knock", "knock"));
    assert_eq!(knock.signature(), "fn knock(&self, who: &str) -> Option<String>");
    assert_eq!(knock.docs(), "Listens.");
    assert!(knock.is_tryfirst() && !knock.is_trylast());
    assert!(!knock.is_wrapper() && !knock.is_optional());

    assert_eq!((around.plugin(), around.hook(), around.function()), ("door", "knock", "around"));
    assert!(around.is_trylast() && around.is_wrapper() && !around.is_tryfirst());
    assert!(knock.location().file().ends_with("introspection.rs"));
    assert!(knock.location().line() < around.location().line());

    let open = &hooks.open.impls()[0];
    assert!(open.is_optional() && !open.is_tryfirst() && !open.is_trylast());

    let moved = &hooks.r#move.impls()[0];
    assert_eq!((moved.hook(), moved.function(), moved.docs()), ("move", "move", String::new()));
    assert_eq!(moved.signature(), "fn r#move(&self)");
}

/// B193: what was asked is a copy.
#[test]
fn a_list_that_was_asked_for_stays_as_it_was() {
    let (pm, hooks) = setup();
    pm.register(FrontDoor).unwrap();
    let imps = hooks.knock.impls();
    pm.unregister("front");
    drop(pm);
    assert_eq!(imps.len(), 2);
    assert_eq!(imps[0].plugin(), "front");
    assert!(hooks.knock.impls().is_empty());
}

/// B197.
#[test]
fn implementations_and_hooks_have_text_forms() {
    let (pm, hooks) = setup();
    pm.register(FrontDoor).unwrap();
    let imp = format!("{:?}", hooks.knock.impls()[0]);
    for part in ["front", "knock", "around", "introspection.rs"] {
        assert!(imp.contains(part), "{part} in {imp}");
    }
    let hook = format!("{:?}", hooks.knock);
    assert!(hook.contains("knock") && hook.contains("front"), "{hook}");
    assert!(format!("{hooks:?}").contains("Doors"));
}

/// B044, B047, B226: with what Cargo and the source say.
#[test]
fn plugins_are_listed_oldest_first_with_their_origin() {
    let (pm, hooks) = setup();
    pm.register_as("second name", FrontDoor).unwrap();
    pm.register_as("answer", Plugin::new(42)).unwrap();
    pm.register(FrontDoor).unwrap();
    let plugins = pm.plugins();
    let names: Vec<_> = plugins.iter().map(PluginInfo::name).collect();
    assert_eq!(names, ["second name", "answer", "front"]);

    let front = &plugins[2];
    assert_eq!(front.package(), Some("pluggy-tests"));
    assert_eq!(front.version(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(front.description(), Some(env!("CARGO_PKG_DESCRIPTION")));
    assert_eq!(front.module(), Some(module_path!()));
    let place = front.location().unwrap();
    assert!(hooks.knock.spec().location().line() < place.line());
    assert!(place.line() < hooks.knock.impls()[0].location().line());
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(front.to_string(), format!("front (pluggy-tests {version}, {place})"));

    let answer = &plugins[1];
    assert_eq!((answer.package(), answer.module(), answer.location()), (None, None, None));
    assert_eq!(answer.to_string(), "answer");
}

/// B044, B045, B046, B049.
#[test]
fn plugins_are_found_by_name_and_type() {
    let (pm, _) = setup();
    pm.register_as("answer", Plugin::new(42)).unwrap();
    assert!(pm.has_plugin("answer") && !pm.has_plugin("question"));
    assert_eq!(pm.plugin::<i32>("answer").as_deref(), Some(&42));
    assert!(pm.plugin::<u32>("answer").is_none());
    assert!(pm.plugin::<i32>("question").is_none());
}

mod documented {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn ring(&self);
    }

    struct Bell;

    /// Rings.
    ///
    /// Loudly.
    #[hookimpl(manual)]
    impl Hooks for Bell {
        fn ring(&self) {}
    }

    #[hookspec]
    trait Others {
        fn call(&self);
    }

    #[hookimpl(manual)]
    impl Others for Bell {
        fn call(&self) {}
    }

    /// B196: a plugin's documentation is that of its block, the first that has some.
    #[test]
    fn a_plugin_tells_its_documentation() {
        let pm = PluginManager::new("introspection");
        pm.register(Plugin::new(Bell).with::<dyn Hooks>()).unwrap();
        pm.register_as("other", Plugin::new(Bell).with::<dyn Others>().with::<dyn Hooks>())
            .unwrap();
        for plugin in pm.plugins() {
            assert_eq!(plugin.docs(), "Rings.\n\nLoudly.");
        }
        pm.register_as("silent", Plugin::new(Bell).with::<dyn Others>()).unwrap();
        assert_eq!(pm.plugins()[2].docs(), "");
    }
}
