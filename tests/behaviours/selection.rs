//! What the user chooses is settled before anything is built.

use pluggy_core::{
    Plugin, PluginManager, Problem, Registration, Selection, SkipReason, hookimpl, hookspec,
};

#[hookspec]
pub trait Hooks {
    fn serve(&self) -> &'static str;
}

macro_rules! plugins {
    ($($plugin:ident)*) => {$(
        #[derive(Default)]
        struct $plugin;

        #[hookimpl]
        impl Hooks for $plugin {
            fn serve(&self) -> &'static str {
                stringify!($plugin)
            }
        }
    )*};
}

plugins! { SelectEgg SelectHam SelectSpam }

struct Unbuildable;

impl Unbuildable {
    fn build() -> Self {
        panic!("built without need")
    }
}

#[hookimpl(name = "select-trap", new = Unbuildable::build)]
impl Hooks for Unbuildable {
    fn serve(&self) -> &'static str {
        "nothing"
    }
}

const ALL: [&str; 3] = ["SelectEgg", "SelectHam", "SelectSpam"];

/// Those who serve under a selection that leaves the trap out.
fn served(selection: Selection) -> Vec<&'static str> {
    let pm = PluginManager::new("selection");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.select(selection.without("the test", ["select-trap"]));
    let _report = pm.discover().strict().unwrap();
    hooks.serve.call_all()
}

fn problems(selection: Selection) -> Vec<String> {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(selection.without("the test", ["select-trap"]));
    pm.discover().problems().iter().map(ToString::to_string).collect()
}

fn list(list: &str) -> Selection {
    Selection::new().list("PLUGINS", list)
}

#[test]
fn one_selector_stands_alone_or_in_a_list() {
    let alone = served(Selection::new().only("--only", "select-ham"));
    assert_eq!(alone, served(Selection::new().only("--only", ["select-ham"])));
    assert_eq!(alone, ["SelectHam"]);
    let owned = [String::from("select-egg"), String::from("select-spam")];
    assert_eq!(served(Selection::new().without("--without", &owned)), alone);
    assert_eq!(served(Selection::new().without("--without", owned.join(","))), alone);
}

#[test]
fn nothing_said_selects_all() {
    assert_eq!(served(Selection::new()), ALL);
    assert_eq!(served(list("")), ALL);
    assert_eq!(served(list(" , ,")), ALL);
    assert_eq!(served(Selection::new().only("--only", [""; 0])), ALL);
    assert_eq!(served(Selection::new().env("PLUGGY_TESTS_NO_SUCH_VARIABLE")), ALL);
}

#[test]
fn a_plain_name_is_only_this() {
    assert_eq!(served(list("select-ham")), ["SelectHam"]);
    assert_eq!(served(list("select-ham, select-egg")), ["SelectEgg", "SelectHam"]);
    assert_eq!(served(Selection::new().only("--only", ["select-ham"])), ["SelectHam"]);
}

#[test]
fn a_minus_is_all_but_this() {
    assert_eq!(served(list("-select-ham")), ["SelectEgg", "SelectSpam"]);
    for names in [&["select-ham", "select-egg"][..], &["select-ham, select-egg,"]] {
        assert_eq!(served(Selection::new().without("--without", names)), ["SelectSpam"]);
    }
}

#[test]
fn of_two_selectors_the_later_counts() {
    assert_eq!(served(list("select-*,-select-ham")), ["SelectEgg", "SelectSpam"]);
    assert_eq!(served(list("-select-*,+select-ham")), ["SelectHam"]);
    assert_eq!(served(list("-select-ham,+select-*")), ALL);
}

#[test]
fn a_later_layer_has_the_last_word() {
    let layers = || list("-select-ham").list("ARGUMENTS", "+select-ham,-select-egg");
    assert_eq!(served(layers()), ["SelectHam", "SelectSpam"]);
    assert_eq!(served(layers().only("--only", ["select-egg"])), ["SelectEgg"]);
    assert_eq!(
        served(list("select-egg").with("--with", ["select-ham"])),
        ["SelectEgg", "SelectHam"]
    );
}

#[test]
fn a_selector_may_be_a_glob() {
    assert_eq!(served(list("*-ham")), ["SelectHam"]);
    assert_eq!(served(list("select-?am")), ["SelectHam"]);
    assert_eq!(served(list("-*-[eh]*")), ["SelectSpam"]);
}

#[test]
fn a_selector_may_be_a_package_or_its_crate() {
    for package in ["pluggy-tests", "behaviours", "pluggy-*"] {
        assert_eq!(served(list(package)), ALL, "{package}");
        assert_eq!(served(list(&format!("-{package}"))), [""; 0], "{package}");
    }
}

#[test]
fn what_is_not_selected_is_not_built() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(list("-select-trap"));
    let report = pm.discover().strict().unwrap();
    let skipped: Vec<_> =
        report.skipped().iter().map(|(plugin, reason)| (plugin.name(), *reason)).collect();
    assert_eq!(skipped, [("select-trap", SkipReason::NotSelected)]);
    assert!(report.to_string().contains("skipped, not selected: select-trap (pluggy-tests "));
    // The selection is asked each time.
    pm.select(Selection::new());
    assert_eq!(pm.discover().failed()[0].plugin(), "select-trap");
}

#[test]
fn what_is_blocked_stays_so() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.block("select-ham");
    pm.select(list("select-ham"));
    let report = pm.discover().strict().unwrap();
    assert!(report.registered().is_empty());
    let (ham, reason) = &report.skipped()[1];
    assert_eq!((ham.name(), *reason), ("select-ham", SkipReason::Blocked));
}

#[test]
fn plugins_of_the_host_are_selected_too() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(list("-house"));
    let registration = pm.register_as("house", Plugin::new(1)).unwrap();
    assert_eq!(registration, Registration::NotSelected("house".into()));
    assert!(!registration.is_registered() && !registration.is_blocked());
    assert_eq!((registration.name(), pm.has_plugin("house")), ("house", false));
    // The selector has found it, so nothing is wrong.
    assert!(pm.discover().problems().is_empty());
}

#[test]
fn what_is_registered_stays() {
    let pm = PluginManager::new("selection");
    pm.register_as("house", Plugin::new(1)).unwrap();
    pm.select(list("-house"));
    assert!(pm.has_plugin("house"));
}

#[test]
fn what_is_essential_cannot_be_switched_off() {
    let essential = || Selection::new().essential(["select-egg"]);
    assert_eq!(served(essential().list("PLUGINS", "select-ham")), ["SelectEgg", "SelectHam"]);
    assert_eq!(served(essential().list("PLUGINS", "-select-[eh]*")), ["SelectEgg", "SelectSpam"]);
    assert_eq!(
        problems(essential().list("PLUGINS", "-select-egg")),
        ["`-select-egg` of PLUGINS has no effect: select-egg can't be switched off; remove the \
          selector"]
    );
    assert_eq!(
        problems(Selection::new().essential(["select-eg"])),
        ["`select-eg` of the host's essential plugins names no plugin and no package: did you \
          mean `select-egg`?"]
    );
}

#[test]
fn a_selector_that_matches_nothing_is_reported_with_the_nearest_name() {
    assert_eq!(
        problems(list("-select-hma").without("--without", ["pluggy-test"])),
        [
            "`-select-hma` of PLUGINS names no plugin and no package: did you mean `select-ham`?",
            "`pluggy-test` of --without names no plugin and no package: did you mean \
             `pluggy-tests`?",
        ]
    );
    let [far] = &problems(list("-zzz"))[..] else { panic!() };
    let start = "`-zzz` of PLUGINS names no plugin and no package: the plugins are ";
    let end = " more; for another, its crate must be a dependency of the program and be linked";
    assert!(far.starts_with(start) && far.ends_with(end), "{far}");
}

#[test]
fn a_selector_that_makes_no_sense_is_reported() {
    assert_eq!(
        problems(list("-, a**b").without("--without", ["", "-select-ham"])),
        [
            "`-` of PLUGINS is no selector: it has no name: write the name of a plugin or a \
             package",
            "`a**b` of PLUGINS is no selector: in a pattern `*` stands for any text, `?` for a \
             character, `[ab]` for one of some",
            "`` of --without is no selector: it has no name: write the name of a plugin or a \
             package",
            "`-select-ham` of --without is no selector: a sign has no meaning here: write \
             `select-ham`",
        ]
    );
}

#[test]
fn a_list_of_what_makes_no_sense_is_not_all() {
    assert_eq!(served_by_some(list("[select")), [""; 0]);
    assert_eq!(served_by_some(Selection::new().only("--only", ["[select"])), [""; 0]);
    assert_eq!(served_by_some(list("-[select")), ALL);
}

/// Those who serve, whatever is wrong.
fn served_by_some(selection: Selection) -> Vec<&'static str> {
    let pm = PluginManager::new("selection");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.select(selection.without("the test", ["select-trap"]));
    let _report = pm.discover();
    hooks.serve.call_all()
}

#[derive(Default)]
struct Bracket;

#[hookimpl(name = "select-[x]")]
impl Bracketed for Bracket {
    fn serve(&self) {}
}

#[hookspec]
trait Bracketed {
    fn serve(&self);
}

#[test]
fn a_name_is_itself_also_where_it_looks_like_a_glob() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Bracketed>();
    pm.select(list("-select-[x]"));
    let report = pm.discover().strict().unwrap();
    assert_eq!(report.skipped()[0].1, SkipReason::NotSelected);
}

/// A pattern that is none may still be a name.
#[test]
fn a_name_is_itself_also_where_it_is_no_glob() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(list("-house [a"));
    assert!(!pm.register_as("house [a", Plugin::new(1)).unwrap().is_registered());
    assert!(pm.discover().problems().is_empty());
}

#[test]
fn a_blocked_name_is_known() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Bracketed>();
    pm.block("cellar");
    pm.select(list("-cellar"));
    assert!(pm.discover().strict().is_ok());
}

#[test]
fn strict_makes_an_error_of_problems() {
    let pm = PluginManager::new("selection");
    pm.add_hookspecs::<dyn Hooks>();
    pm.select(list("-select-hma"));
    let error = pm.discover().strict().unwrap_err();
    assert_eq!((error.failed().len(), error.problems().len()), (1, 1));
    assert!(matches!(&error.problems()[0], Problem::UnmatchedSelector { selector, .. }
        if selector == "-select-hma"));
    let text = error.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "2 problems with the plugins");
    assert!(lines[1].contains("its constructor panicked: built without need; "), "{text}");
    assert!(lines[2].starts_with("- `-select-hma` of PLUGINS"), "{text}");
    // All others are there.
    assert!(pm.has_plugin("select-ham"));
}
