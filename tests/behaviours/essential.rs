//! What a host named essential is registered, or the host is told in time.

use pluggy_core::{
    Config, DiscoveryError, DiscoveryReport, Plugin, PluginManager, Problem, Selection, hookimpl,
    hookspec,
};
use serde::Deserialize;

#[hookspec]
pub trait Gate {
    fn admit(&self, user: &str) -> bool;
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GuardConfig {
    #[allow(dead_code, reason = "it is only read")]
    realm: String,
}

struct EssentialGuard;

impl EssentialGuard {
    fn new(_: GuardConfig) -> Self {
        EssentialGuard
    }
}

#[hookimpl(new = EssentialGuard::new, config = GuardConfig)]
impl Gate for EssentialGuard {
    fn admit(&self) -> bool {
        false
    }
}

struct EssentialBanner;

impl EssentialBanner {
    fn new() -> Result<Self, String> {
        Err("no paint".into())
    }
}

#[hookimpl(new = EssentialBanner::new)]
impl Gate for EssentialBanner {
    fn admit(&self) -> bool {
        false
    }
}

#[hookspec]
pub trait Garden {
    fn water(&self);
}

#[derive(Default)]
struct EssentialGardener;

#[hookimpl]
impl Garden for EssentialGardener {
    fn water(&self) {}
}

fn gate() -> PluginManager {
    let pm = PluginManager::new("gate");
    pm.add_hookspecs::<dyn Gate>();
    pm
}

fn essential(selector: &str) -> Selection {
    Selection::new().essential([selector])
}

fn discover(selection: Selection) -> Result<DiscoveryReport, DiscoveryError> {
    let pm = gate();
    pm.select(selection);
    pm.discover().essential()
}

fn message(selection: Selection) -> String {
    discover(selection).unwrap_err().to_string()
}

/// The report is given back, for the host to go on and to tell of the others.
#[test]
fn others_may_fail() {
    let report = discover(essential("essential-guard")).unwrap();
    assert_eq!(report.registered()[0].name(), "essential-guard");
    assert_eq!(report.failed()[0].plugin(), "essential-banner");
    assert!(!report.failed()[0].is_essential());
    assert!(report.strict().is_err());
    assert!(discover(Selection::new()).is_ok());
}

#[test]
fn one_that_is_absent_is_an_error() {
    assert_eq!(
        message(essential("essential-gaurd")),
        "`essential-gaurd` of the host's essential plugins names no plugin and no package: did you \
         mean `essential-guard`?",
    );
}

#[test]
fn one_whose_section_is_wrong_is_an_error() {
    let pm = gate();
    pm.select(essential("essential-guard"));
    let config = Config::from_toml("gate.toml", "[plugins.essential-guard]\nrelam = 'castle'");
    pm.configure(config.unwrap());
    let error = pm.discover().essential().unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("essential plugin `essential-guard` of pluggy-tests "), "{text}");
    assert!(
        text.contains("gate.toml:2:1: `plugins.essential-guard.relam`: unknown field"),
        "{text}"
    );
    assert!(!text.contains("banner"), "{text}");
    // The whole report is there all the same.
    assert_eq!(error.into_report().failed().len(), 2);
}

#[test]
fn one_whose_constructor_fails_is_an_error() {
    let text = message(essential("essential-banner"));
    assert!(text.ends_with("its constructor failed: no paint; correct that"), "{text}");
}

#[test]
fn one_that_is_blocked_is_an_error() {
    let pm = gate();
    pm.select(essential("essential-guard"));
    pm.block("essential-guard");
    let report = pm.discover();
    assert!(
        matches!(report.problems(), [Problem::MissingEssential { plugin, .. }] if plugin == "essential-guard")
    );
    assert_eq!(
        report.essential().unwrap_err().to_string(),
        "essential plugin `essential-guard` is not registered: the host blocks its name: unblock it",
    );
}

/// Another one under its name is not it.
#[test]
fn one_whose_name_is_another_packages_is_an_error() {
    let pm = PluginManager::new("gate");
    pm.add_hookspecs::<dyn Gate>();
    pm.select(essential("pluggy-tests"));
    let error = pm.discover().essential().unwrap_err();
    assert!(error.to_string().contains("essential-banner"), "{error}");
}

#[test]
fn one_for_another_host_is_an_error() {
    let text = message(essential("essential-gardener"));
    assert!(text.contains("`essential-gardener` is not registered: it is for no spec"), "{text}");
}

#[test]
fn what_names_nobody_that_could_be_is_an_error() {
    let text = message(essential("essential-[guard"));
    assert!(text.contains("is no selector: in a pattern"), "{text}");
    assert!(discover(essential("essential-g*d")).is_ok());
    assert!(message(essential("essential-x*")).contains("names no plugin"));
}

#[test]
fn one_that_the_host_registered_is_there() {
    let pm = gate();
    pm.select(essential("porter"));
    pm.register_as("porter", Plugin::new(1)).unwrap();
    assert!(pm.discover().essential().is_ok());
    pm.unregister("porter");
    assert!(pm.discover().essential().is_err());
}

#[test]
fn strict_contains_it() {
    let pm = gate();
    let selection = essential("essential-guard").without("--without", ["essential-banner"]);
    pm.select(selection);
    assert!(pm.discover().strict().is_ok());
    pm.unregister("essential-guard");
    pm.block("essential-guard");
    let error = pm.discover().strict().unwrap_err();
    assert!(error.to_string().starts_with("essential plugin `essential-guard`"), "{error}");
}

#[test]
fn the_report_shows_who_is_essential() {
    let pm = gate();
    pm.select(essential("essential-b*").essential(["essential-guard"]));
    let error = pm.discover().strict().unwrap_err();
    assert!(error.failed()[0].is_essential());
    let report = pm.report();
    let is_essential = |name: &str| {
        report.plugins().iter().find(|plugin| plugin.name == name).unwrap().is_essential
    };
    assert!(is_essential("essential-guard") && is_essential("essential-banner"));
    assert!(!is_essential("essential-gardener"));
    let table = report.to_string();
    assert_eq!(table.matches("essential: the host can't do without it").count(), 2, "{table}");
}

/// It stays, and no selector that has others in mind too is a mistake; who looks, sees
/// why it is there.
#[test]
fn the_report_shows_what_an_essential_plugin_stays_against() {
    for (selection, overruled) in [
        (essential("essential-guard"), None),
        (
            essential("essential-guard").only("--only", ["essential-banner"]),
            Some("others are chosen by --only"),
        ),
        (
            essential("essential-guard").without("--without", ["*"]),
            Some("left out by `*` of --without"),
        ),
        (essential("essential-guard").list("GATE", "-*,+essential-guard"), None),
    ] {
        let pm = gate();
        pm.select(selection);
        let discovered = pm.discover().essential().unwrap();
        assert!(discovered.problems().is_empty(), "{discovered}");
        let report = pm.report();
        let mut plugins = report.plugins().iter();
        let guard = plugins.find(|plugin| plugin.name == "essential-guard").unwrap();
        assert_eq!(guard.overruled.as_deref(), overruled);
        assert!(plugins.all(|other| other.overruled.is_none()), "{report}");
        let row = overruled.map_or_else(
            || "essential: the host can't do without it".to_owned(),
            |overruled| format!("essential: it stays, though {overruled}"),
        );
        let words = report.to_string();
        let words: Vec<&str> = words.split_whitespace().collect();
        assert!(words.join(" ").contains(&row), "{report}");
        let json = overruled.map(|overruled| format!("\"overruled\": \"{overruled}\""));
        assert!(report.to_json().contains(json.as_deref().unwrap_or("\"is_essential\": true")));
    }
}

/// What is chosen while plugins are built counts for the next discovery.
#[test]
fn what_the_user_chose_is_asked_once() {
    use std::sync::OnceLock;

    #[hookspec]
    trait Late {
        fn ring(&self);
    }

    static MANAGER: OnceLock<PluginManager> = OnceLock::new();

    struct Chooser;

    impl Chooser {
        fn new() -> Self {
            let pm = MANAGER.get().unwrap();
            pm.select(Selection::new().essential(["nobody"]).only("later", ["nobody"]));
            Chooser
        }
    }

    #[hookimpl(new = Chooser::new)]
    impl Late for Chooser {
        fn ring(&self) {}
    }

    let pm = MANAGER.get_or_init(|| PluginManager::new("late"));
    pm.add_hookspecs::<dyn Late>();
    assert!(pm.discover().strict().is_ok());
    let problems = pm.discover().mistakes().map(|mistake| mistake.to_string()).collect::<Vec<_>>();
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[2].starts_with("`select` came too late: `chooser` is registered, and others"));
}
