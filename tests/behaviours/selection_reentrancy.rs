//! Plugins' own code may choose, configure, discover and report: no lock is
//! held while it runs.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::panic;
use std::sync::{Arc, Weak};

use pluggy_core::{
    Config, DiscoveryReport, Monitor, Plugin, PluginErrorKind, PluginInfo, PluginManager,
    PluginStatus, Selection, SkipReason, hookimpl, hookspec,
};
use serde::{Deserialize, Deserializer};

use crate::discovery::names;
use crate::support::{panic_quietly, without_deadlock};

#[hookspec]
trait Hooks {
    fn say(&self) -> u32;
}

thread_local! {
    /// The manager of this thread's test, and what is done with it where.
    static WORLD: RefCell<World> = RefCell::new(World::default());
}

#[derive(Default)]
struct World {
    pm: Weak<PluginManager>,
    acts: Vec<(Moment, Act)>,
}

type Act = fn(&PluginManager);

/// Where plugins' own code runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Moment {
    Deserialize,
    Construct,
    ShowError,
    DropError,
    DropPayload,
    Announce,
}

fn at(moment: Moment) {
    let acts = WORLD.with_borrow(|world| {
        let acts = world.acts.iter().filter(|(other, _)| *other == moment);
        Some((world.pm.upgrade()?, acts.map(|(_, act)| *act).collect::<Vec<_>>()))
    });
    if let Some((pm, acts)) = acts {
        for act in acts {
            act(&pm);
        }
    }
}

#[derive(Default)]
struct Number(u32);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        at(Moment::Deserialize);
        u32::deserialize(deserializer).map(Number)
    }
}

#[derive(Default, Deserialize)]
struct Numbers {
    #[serde(default)]
    number: Number,
}

/// An error, or a panic's payload, with code of its own.
struct Wild(Moment);

impl fmt::Debug for Wild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wild")
    }
}

impl fmt::Display for Wild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        at(Moment::ShowError);
        f.write_str("wild")
    }
}

impl Error for Wild {}

impl Drop for Wild {
    fn drop(&mut self) {
        at(self.0);
    }
}

/// `WildEarly`, `WildFails`, `WildMiddle`, `WildPanics`: built from the last.
macro_rules! plugin {
    ($plugin:ident, $new:expr) => {
        struct $plugin(u32);

        impl $plugin {
            fn new(numbers: Numbers) -> Result<Self, Wild> {
                let new: fn(u32) -> Result<Self, Wild> = $new;
                new(numbers.number.0)
            }
        }

        #[hookimpl(new = $plugin::new, config = Numbers)]
        impl Hooks for $plugin {
            fn say(&self) -> u32 {
                self.0
            }
        }
    };
}

plugin!(WildEarly, |number| Ok(Self(number)));
plugin!(WildFails, |_| Err(Wild(Moment::DropError)));
plugin!(WildMiddle, |number| {
    at(Moment::Construct);
    Ok(Self(number))
});
plugin!(WildPanics, |_| panic::resume_unwind(Box::new(Wild(Moment::DropPayload))));

struct Announces;

impl Monitor for Announces {
    fn plugin_registered(&self, _: &PluginInfo) {
        at(Moment::Announce);
    }
}

fn config(number: u32) -> Config {
    let names = ["wild-early", "wild-middle"];
    let sections = names.map(|name| format!("[plugins.{name}]\nnumber = {number}\n"));
    Config::from_toml("wild.toml", &sections.concat()).unwrap()
}

/// A manager, of which plugins' code does this.
fn world(acts: &[(Moment, Act)]) -> Arc<PluginManager> {
    let pm = Arc::new(PluginManager::new("wild"));
    pm.add_hookspecs::<dyn Hooks>();
    pm.configure(config(1));
    WORLD.set(World { pm: Arc::downgrade(&pm), acts: acts.to_vec() });
    pm
}

fn said(pm: &PluginManager) -> Vec<u32> {
    pm.add_hookspecs::<dyn Hooks>().say.call_all()
}

fn failed(report: &DiscoveryReport) -> Vec<&str> {
    report.failed().iter().map(pluggy_core::PluginError::plugin).collect()
}

thread_local! {
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
    static TIMES: Cell<u32> = const { Cell::new(0) };
}

/// All that may wait for a lock of the manager's.
fn everything(pm: &PluginManager) {
    if IS_INSIDE.replace(true) {
        return;
    }
    TIMES.set(TIMES.get() + 1);
    let report = pm.report();
    assert!(!report.to_string().is_empty() && !report.to_json().is_empty());
    pm.select(Selection::new().essential(["wild-*"]));
    pm.configure(config(1));
    drop(pm.discover());
    pm.register_as("house", Plugin::new(1)).unwrap();
    pm.block("house");
    pm.unblock("house");
    drop(pm.check_pending());
    said(pm);
    IS_INSIDE.set(false);
}

#[test]
fn everything_may_be_done_everywhere() {
    for moment in [
        Moment::Deserialize,
        Moment::Construct,
        Moment::ShowError,
        Moment::DropError,
        Moment::DropPayload,
        Moment::Announce,
    ] {
        without_deadlock(move || {
            let pm = world(&[(moment, everything)]);
            let monitor = pm.monitor(Announces);
            // The second lets go of the errors of the first.
            for _ in 0..2 {
                let report = pm.discover();
                assert_eq!(failed(&report), ["wild-fails", "wild-panics"], "{moment:?}");
                assert!(report.to_string().contains("wild;"));
                assert!(pm.report().to_string().contains("its constructor failed: wild;"));
            }
            drop(monitor);
            assert!(TIMES.get() > 0, "{moment:?}");
            assert_eq!(said(&pm), [1, 1], "{moment:?}");
            drop(pm);
        });
    }
}

#[test]
fn what_a_constructor_chooses_counts_from_the_next_discovery() {
    without_deadlock(|| {
        let act =
            |pm: &PluginManager| pm.select(Selection::new().without("middle", ["wild-early"]));
        let pm = world(&[(Moment::Construct, act)]);
        let report = pm.discover();
        assert_eq!(names(&report), (vec!["wild-early", "wild-middle"], vec![]));
        assert_eq!(failed(&report), ["wild-fails", "wild-panics"]);
        pm.unregister("wild-early");
        let report = pm.discover();
        let skipped = names(&report).1;
        assert!(skipped.contains(&("wild-early", SkipReason::NotSelected)), "{skipped:?}");
    });
}

#[test]
fn what_a_constructor_configures_counts_from_the_next_discovery() {
    without_deadlock(|| {
        let pm = world(&[(Moment::Construct, |pm| pm.configure(config(2)))]);
        drop(pm.discover());
        assert_eq!(said(&pm), [1, 1]);
        pm.unregister("wild-early");
        drop(pm.discover());
        assert_eq!(said(&pm), [2, 1]);
    });
}

/// The inner discovery builds the others, with what is configured there.
#[test]
fn a_constructor_may_configure_and_discover() {
    without_deadlock(|| {
        let act = |pm: &PluginManager| {
            pm.configure(config(3));
            let report = pm.discover();
            assert_eq!(names(&report).0, ["wild-early"]);
            assert_eq!(failed(&report), ["wild-fails", "wild-panics"]);
        };
        let pm = world(&[(Moment::Construct, act)]);
        let report = pm.discover();
        assert_eq!(names(&report).0, ["wild-middle"]);
        let mut said = said(&pm);
        said.sort_unstable();
        assert_eq!(said, [1, 3]);
    });
}

/// It was let in before.
#[test]
fn a_constructor_switches_itself_off_too_late() {
    without_deadlock(|| {
        let act = |pm: &PluginManager| {
            pm.select(Selection::new().without("middle", ["wild-middle"]));
            let report = pm.report();
            let status = |name| report.plugins().iter().find(|plugin| plugin.name == name).unwrap();
            assert!(matches!(status("wild-middle").status, PluginStatus::NotSelected { .. }));
            assert_eq!(status("wild-early").status, PluginStatus::NotDiscovered);
        };
        let pm = world(&[(Moment::Construct, act)]);
        assert_eq!(names(&pm.discover()).0, ["wild-early", "wild-middle"]);
    });
}

/// What reads the configuration is the plugin's.
#[test]
fn a_panic_of_the_configurations_type_is_its_plugins() {
    let pm = world(&[(Moment::Deserialize, |_| panic_quietly("no number"))]);
    let report = pm.discover();
    let kinds: Vec<_> = report.failed().iter().map(|error| error.kind().to_string()).collect();
    assert_eq!(failed(&report), ["wild-early", "wild-fails", "wild-middle", "wild-panics"]);
    assert!(kinds[0].starts_with("its constructor panicked: no number; "), "{kinds:?}");
    assert!(matches!(report.failed()[2].kind(), PluginErrorKind::ConstructorPanicked(_)));
    assert!(pm.plugins().is_empty());
}
