//! Discoveries, selections, configurations and reports beside each other and
//! beside plugins that come and go.

use std::sync::Arc;

use pluggy_core::{
    Config, DiscoveryReport, HookRelay, Plugin, PluginInfo, PluginManager, PluginStatus, Problem,
    Registration, Report, Selection, SkipReason, hookimpl, hookspec,
};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{join, step};

#[hookspec]
pub(crate) trait Doors {
    fn open(&self) -> &'static str;

    fn close(&self) -> u32;
}

/// Is on both lists, on one more than once.
#[derive(Default)]
struct Front;

#[hookimpl]
impl Doors for Front {
    fn open(&self) -> &'static str {
        "front"
    }

    #[hookimpl(specname = "open")]
    fn open_again(&self) -> &'static str {
        "front again"
    }

    #[hookimpl(wrapper, specname = "open")]
    fn around(&self, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        next()
    }

    fn close(&self) -> u32 {
        0
    }
}

/// Is configured.
struct Rear(Marks);

#[derive(Default, serde::Deserialize)]
struct Marks {
    one: u32,
    two: u32,
}

impl Rear {
    fn new(marks: Marks) -> Self {
        step();
        Rear(marks)
    }
}

#[hookimpl(new = Rear::new, config = Marks)]
impl Doors for Rear {
    fn open(&self) -> &'static str {
        "rear"
    }

    fn close(&self) -> u32 {
        10 * self.0.one + self.0.two
    }
}

#[derive(Clone)]
struct House {
    pm: Arc<PluginManager>,
    doors: HookRelay<dyn Doors>,
}

impl House {
    fn new() -> Self {
        let pm = Arc::new(PluginManager::new("house"));
        House { doors: pm.add_hookspecs::<dyn Doors>(), pm }
    }

    fn spawn<T: Send + 'static>(
        &self,
        run: impl FnOnce(&House) -> T + Send + 'static,
    ) -> thread::JoinHandle<T> {
        let house = self.clone();
        thread::spawn(move || run(&house))
    }

    fn discover(&self) -> Found {
        Found::new(&self.pm.discover())
    }

    fn register(&self) -> Registration {
        self.pm.register(Plugin::new(Front).with::<dyn Doors>()).unwrap()
    }
}

fn only(name: &str) -> Selection {
    Selection::new().only("the test", [name])
}

/// What became of the linked plugins in a discovery.
#[derive(PartialEq, Eq, Debug)]
struct Found {
    registered: Vec<String>,
    skipped: Vec<(String, SkipReason)>,
}

impl Found {
    fn new(report: &DiscoveryReport) -> Self {
        let is_late = |problem: &Problem| matches!(problem, Problem::TooLate { .. });
        assert!(report.failed().is_empty() && report.problems().iter().all(is_late), "{report}");
        let name = |plugin: &PluginInfo| plugin.name().to_owned();
        let skipped = report.skipped().iter().map(|(plugin, reason)| match reason {
            // Whether the other thread is through is not for a test to say.
            SkipReason::Pending => (name(plugin), SkipReason::Registered),
            reason => (name(plugin), *reason),
        });
        Found {
            registered: report.registered().iter().map(name).collect(),
            skipped: skipped.collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.registered.iter().any(|plugin| plugin == name)
    }
}

/// Each plugin has one row, and on each list all of its functions or none; who
/// is on a list all the while is there.
#[track_caller]
fn assert_whole(report: &Report) {
    let statuses = |name| {
        let rows = report.plugins().iter().filter(move |plugin| plugin.name == name);
        rows.map(|plugin| plugin.status.clone()).collect::<Vec<_>>()
    };
    for name in ["front", "rear"] {
        let statuses = statuses(name);
        let [status] = &statuses[..] else { panic!("{name} is {statuses:?}") };
        assert!(
            matches!(status, PluginStatus::Registered | PluginStatus::NotDiscovered),
            "{name} is {status:?}"
        );
    }
    let impls = |hook: usize, plugin: &str| {
        let impls = report.hooks()[hook].impls.iter().filter(|imp| imp.plugin == plugin);
        impls.map(|imp| imp.function).collect::<Vec<_>>()
    };
    let front = impls(0, "front");
    assert!([&[][..], &["around", "open_again", "open"]].contains(&&*front), "{front:?}");
    for list in [impls(0, "rear"), impls(1, "rear"), impls(1, "front")] {
        assert!(list.len() <= 1, "{list:?}");
    }
}

/// Who has come, and does not leave, is on the lists.
#[track_caller]
fn assert_here(report: &Report, name: &str) {
    assert!(
        report
            .plugins()
            .iter()
            .any(|plugin| { plugin.name == name && plugin.status == PluginStatus::Registered })
    );
    for hook in report.hooks() {
        assert!(hook.impls.iter().any(|imp| imp.plugin == name), "{name} in {}", hook.name);
    }
}

#[test]
fn a_report_beside_a_plugin_that_comes_and_goes() {
    explore(3, || {
        let house = House::new();
        let passing = house.spawn(|house| {
            house.register();
            assert_here(&house.pm.report(), "front");
            house.pm.unregister("front").unwrap();
            assert!(house.pm.report().hooks().iter().all(|hook| hook.impls.is_empty()));
        });
        assert_whole(&house.pm.report());
        assert_whole(&house.pm.report());
        join([passing]);
    });
}

#[test]
fn a_report_beside_a_discovery() {
    explore(2, || {
        let house = House::new();
        let discovering = house.spawn(|house| {
            house.discover();
            let report = house.pm.report();
            assert_here(&report, "front");
            assert_here(&report, "rear");
        });
        assert_whole(&house.pm.report());
        assert_whole(&house.pm.report());
        join([discovering]);
    });
}

#[test]
fn a_report_beside_a_discovery_and_an_end() {
    explore(2, || {
        let house = House::new();
        let discovering = house.spawn(|house| drop(house.pm.discover()));
        let leaving = house.spawn(|house| drop(house.pm.unregister("front")));
        let report = house.pm.report();
        join([discovering, leaving]);
        assert!(report.plugins().iter().filter(|plugin| plugin.name == "front").count() == 1);
        let report = house.pm.report();
        assert_here(&report, "rear");
        let is_here = house.pm.has_plugin("front");
        assert_eq!(house.doors.open.call_all().len(), if is_here { 3 } else { 1 });
    });
}

#[test]
fn a_registration_beside_a_selection() {
    explore(3, || {
        let house = House::new();
        let registering = house.spawn(House::register);
        let selecting = house.spawn(|house| house.pm.select(only("rear")));
        let reporting = house.spawn(|house| {
            let report = house.pm.report();
            let rows = report.plugins().iter().filter(|plugin| plugin.name == "front");
            assert_eq!(rows.count(), 1, "{report}");
        });
        let registration = registering.join().unwrap();
        join([selecting, reporting]);
        assert_eq!(registration.is_registered(), house.pm.has_plugin("front"));
        assert_eq!(house.doors.close.call_all().len(), usize::from(registration.is_registered()));
        assert!(!registration.is_blocked());
        if registration.is_registered() {
            house.pm.unregister("front").unwrap();
        }
        assert_eq!(house.register(), Registration::NotSelected("front".into()));
    });
}

/// Each plugin is let in by one of the two selections, and none that was
/// switched off before; a later discovery has all of the new one.
#[test]
fn a_discovery_beside_a_selection() {
    explore(3, || {
        let house = House::new();
        house.pm.select(only("front"));
        let discovering = house.spawn(House::discover);
        house.pm.select(only("rear"));
        let found = discovering.join().unwrap();
        assert!(found.registered.len() <= 1, "{found:?}");
        assert_eq!(found.registered.len() + found.skipped.len(), 2);
        for name in ["front", "rear"] {
            assert_eq!(found.has(name), house.pm.has_plugin(name), "{name}");
        }
        house.discover();
        assert!(house.pm.has_plugin("rear"));
        assert_eq!(house.pm.has_plugin("front"), found.has("front"));
    });
}

#[test]
fn two_discoveries_with_a_selection() {
    explore(3, || {
        let house = House::new();
        house.pm.select(only("front"));
        let discovering = [(); 2].map(|()| house.spawn(House::discover));
        let found = discovering.map(|thread| thread.join().unwrap());
        assert!(found[0].has("front") != found[1].has("front"), "{found:?}");
        for found in &found {
            let front = (!found.has("front")).then(|| ("front".into(), SkipReason::Registered));
            let rear = [("rear".into(), SkipReason::NotSelected)];
            assert_eq!(found.skipped, front.into_iter().chain(rear).collect::<Vec<_>>());
        }
        assert_eq!(house.doors.open.call_all(), ["front again", "front"]);
    });
}

/// All are in, each from one of the two, and none twice.
#[test]
fn two_discoveries_and_a_selection() {
    explore(2, || {
        let house = House::new();
        house.pm.select(only("front"));
        let discovering = [(); 2].map(|()| house.spawn(House::discover));
        house.pm.select(Selection::new());
        let found = discovering.map(|thread| thread.join().unwrap());
        assert!(found[0].has("front") != found[1].has("front"), "{found:?}");
        assert!(!(found[0].has("rear") && found[1].has("rear")), "{found:?}");
        house.discover();
        assert!(house.pm.has_plugin("front") && house.pm.has_plugin("rear"));
        assert_eq!(house.doors.open.call_all().len(), 3);
    });
}

fn config(one: u32, two: u32) -> Config {
    let config = serde_json::json!({ "plugins": { "rear": { "one": one, "two": two } } });
    Config::from_value("the test", config).unwrap()
}

/// A section is read whole, of one configuration.
#[test]
fn a_discovery_beside_a_configuration() {
    explore(3, || {
        let house = House::new();
        house.pm.configure(config(1, 1));
        house.pm.select(only("rear"));
        let discovering = house.spawn(House::discover);
        house.pm.configure(config(2, 2));
        join([discovering]);
        let closed = house.doors.close.call_all();
        assert!(closed == [11] || closed == [22], "{closed:?}");
    });
}

#[test]
fn a_discovery_has_the_old_selection_or_the_new() {
    explore(2, || {
        let house = House::new();
        house.pm.select(only("front"));
        let discovering = house.spawn(House::discover);
        house.pm.select(only("rear"));
        let found = discovering.join().unwrap();
        assert_eq!(found.registered.len(), 1, "{found:?}");
    });
}

#[hookspec]
pub(crate) trait Gates {
    fn open(&self);
}

struct Fails;

impl Fails {
    fn new() -> Result<Self, String> {
        step();
        Err("no gate".into())
    }
}

#[hookimpl(new = Fails::new)]
impl Gates for Fails {
    fn open(&self) {}
}

#[test]
fn two_discoveries_remember_a_failure() {
    explore(2, || {
        let pm = Arc::new(PluginManager::new("gates"));
        pm.add_hookspecs::<dyn Gates>();
        let other = Arc::clone(&pm);
        let discovering = thread::spawn(move || drop(other.discover()));
        drop(pm.discover());
        join([discovering]);
        let report = pm.report();
        let row = report.plugins().iter().find(|plugin| plugin.name == "fails").unwrap();
        assert!(matches!(row.status, PluginStatus::Failed { .. }), "{:?}", row.status);
    });
}
