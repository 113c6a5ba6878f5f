//! `check_pending`: implementations whose spec the manager lacks.

use pluggy_core::{HookImpl, PendingError, Plugin, PluginError, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Doors {
    fn open(&self) -> u32;

    fn close(&self) -> u32;
}

#[hookspec]
trait Phones {
    fn ring(&self) -> u32;
}

struct Butler;

#[hookimpl(manual)]
impl Doors for Butler {
    fn close(&self) -> u32 {
        2
    }

    #[hookimpl(specname = "open")]
    fn let_in(&self) -> u32 {
        1
    }
}

#[hookimpl(manual)]
impl Phones for Butler {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

/// Would like phones, and a hook that this version of theirs lacks.
struct Guest;

#[hookimpl(manual)]
impl Phones for Guest {
    #[hookimpl(optionalhook)]
    fn ring(&self) -> u32 {
        3
    }

    #[hookimpl(optionalhook, tryfirst)]
    fn vibrate(&self, pattern: &[u32]) -> Option<u32> {
        pattern.first().copied()
    }
}

fn butler() -> Plugin<Butler> {
    Plugin::new(Butler).with::<dyn Doors>().with::<dyn Phones>()
}

/// Each as `plugin: hook`.
fn pending(error: &PendingError) -> Vec<String> {
    error.pending().map(|(plugin, imp)| format!("{}: {}", plugin.name(), imp.hook())).collect()
}

/// B085.
#[test]
fn nothing_is_pending_where_all_specs_are_there() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    assert!(pm.check_pending().is_ok());
    pm.add_hookspecs::<dyn Doors>();
    pm.register(Plugin::new(Butler).with::<dyn Doors>())?;
    pm.register_as("answer", Plugin::new(42))?;
    assert!(pm.check_pending().is_ok());
    Ok(())
}

/// B085, B086: all of them, in the order of registration and of the source.
#[test]
fn all_that_is_pending_is_named() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.register(butler())?;
    pm.register_as("second", Plugin::new(Butler).with::<dyn Doors>())?;
    let error = pm.check_pending().unwrap_err();
    let all = ["butler: close", "butler: open", "butler: ring", "second: close", "second: open"];
    assert_eq!(pending(&error), all);
    let (plugin, imp) = error.pending().nth(1).unwrap();
    assert_eq!((plugin.package(), imp.function()), (Some("pluggy-tests"), "let_in"));

    let text = error.to_string();
    assert_eq!(text.lines().count(), 6);
    for (line, (plugin, imp)) in text.lines().skip(1).zip(error.pending()) {
        for part in [format!("`{}`", imp.hook()), plugin.to_string(), imp.location().to_string()] {
            assert!(line.contains(&part), "{part} in {line}");
        }
    }
    assert!(text.contains("pending::Doors`") && text.contains("pending::Phones`"), "{text}");
    Ok(())
}

/// B085, B071: what waited is there when its spec comes.
#[test]
fn what_is_pending_waits_for_its_spec() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.register(butler())?;
    let doors = pm.add_hookspecs::<dyn Doors>();
    let error = pm.check_pending().unwrap_err();
    assert_eq!(pending(&error), ["butler: ring"]);
    assert_eq!(doors.open.call_all(), [1]);
    let phones = pm.add_hookspecs::<dyn Phones>();
    assert!(pm.check_pending().is_ok());
    assert_eq!(phones.ring.impls().len(), 1);
    Ok(())
}

/// B088: and waits all the same.
#[test]
fn an_optional_hook_may_lack_its_spec() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.register(Guest)?;
    assert!(pm.check_pending().is_ok());
    pm.register(butler())?;
    let error = pm.check_pending().unwrap_err();
    assert!(error.pending().all(|(plugin, _)| plugin.name() == "butler"));
    let phones = pm.add_hookspecs::<dyn Phones>();
    assert_eq!(phones.ring.call_all(), [3]);
    Ok(())
}

/// B088: what the host's version of a spec lacks is listed, and waits.
#[test]
fn an_optional_hook_may_be_one_that_the_spec_lacks() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    let phones = pm.add_hookspecs::<dyn Phones>();
    pm.register(Guest)?;
    assert!(pm.check_pending().is_ok());
    assert_eq!(phones.ring.call_all(), [3]);
    let impls = pm.impls("guest").unwrap();
    let vibrate = &impls[1];
    assert_eq!(
        (vibrate.hook(), vibrate.is_optional(), vibrate.is_tryfirst()),
        ("vibrate", true, true)
    );
    assert_eq!(vibrate.signature(), "fn vibrate(&self, pattern: &[u32]) -> Option<u32>");
    assert!(!pm.hooks().iter().any(|hook| hook.name() == "vibrate"));
    Ok(())
}

/// B091.
#[test]
fn a_host_may_unregister_who_is_pending_and_check_again() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Doors>();
    pm.register(butler())?;
    pm.register_as("doors alone", Plugin::new(Butler).with::<dyn Doors>())?;
    let error = pm.check_pending().unwrap_err();
    assert_eq!(pm.plugins().len(), 2);
    for (plugin, _) in error.pending() {
        pm.unregister(plugin.name());
    }
    assert!(pm.check_pending().is_ok());
    assert!(pm.has_plugin("doors alone"));
    Ok(())
}

/// B192, B199: hooks in the order of their declaration.
#[test]
fn a_manager_lists_its_hooks() {
    let pm = PluginManager::new("house");
    assert!(pm.hooks().is_empty());
    pm.add_hookspecs::<dyn Phones>();
    pm.add_hookspecs::<dyn Doors>();
    pm.add_hookspecs::<dyn Phones>();
    let hooks: Vec<_> = pm.hooks().iter().map(|hook| (hook.specs(), hook.name())).collect();
    assert_eq!(hooks, [("Phones", "ring"), ("Doors", "open"), ("Doors", "close")]);
}

/// B192, B196: in the order of the source, whether the spec is there or not.
#[test]
fn a_manager_lists_what_a_plugin_gives() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    pm.add_hookspecs::<dyn Phones>();
    pm.register_as("james", butler())?;
    pm.register_as("answer", Plugin::new(42))?;
    let impls = pm.impls("james").unwrap();
    let functions: Vec<_> = impls.iter().map(HookImpl::function).collect();
    assert_eq!(functions, ["close", "let_in", "ring"]);
    let [close, let_in, ring] = &impls[..] else { unreachable!() };
    assert_eq!((let_in.plugin(), let_in.hook()), ("james", "open"));
    assert!(ring.is_wrapper() && !close.is_wrapper());
    assert!(close.location().line() < let_in.location().line());
    assert!(pm.impls("answer").unwrap().is_empty());
    assert!(pm.impls("butler").is_none());
    pm.unregister("james");
    assert!(pm.impls("james").is_none());
    assert_eq!(impls[0].plugin(), "james");
    Ok(())
}

/// B192: a closure gives one function; a blocked name none.
#[test]
fn a_closure_is_listed_as_what_it_gives() -> Result<(), PluginError> {
    let pm = PluginManager::new("house");
    let doors = pm.add_hookspecs::<dyn Doors>();
    doors.open.register_fn("lua", || 1)?;
    let impls = pm.impls("lua").unwrap();
    assert_eq!((impls.len(), impls[0].hook(), impls[0].plugin()), (1, "open", "lua"));
    assert!(pm.check_pending().is_ok());
    pm.block("lua");
    assert!(pm.impls("lua").is_none());
    Ok(())
}
