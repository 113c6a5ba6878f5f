//! What monitors are shown of arguments: nothing but text.

use std::cell::Cell;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pluggy_core::{Call, HookImpl, HookRelay, Monitor, Outcome, PluginManager, hookimpl, hookspec};

use crate::support::Trace;

/// Without `Debug`.
#[derive(Clone)]
struct Opaque;

/// Counts how often it is formatted.
struct Counts(AtomicU32);

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "counted {}", self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

#[derive(Debug)]
struct Tray<'t>(#[expect(dead_code, reason = "it is shown")] &'t str);

#[hookspec]
trait Hooks {
    fn kinds(&self, shared: &str, lent: &mut Vec<u32>, owned: Option<u32>);

    fn opaque(&self, shared: &Opaque, lent: &mut Opaque, owned: Opaque, number: u32);

    fn secret(&self, user: &str, #[hookspec(skip)] password: &str);

    fn counts(&self, counts: &Counts);

    fn lives<'t>(&self, tray: &mut Tray<'t>, names: &[&'t str], cell: &Cell<u32>);

    fn formats(&self, f: &mut fmt::Formatter<'_>);

    #[hookspec(historic)]
    fn told(&self, what: &str, opaque: Opaque, #[hookspec(skip)] hidden: u32);
}

struct Grows;

#[hookimpl(manual)]
impl Hooks for Grows {
    fn kinds(&self, lent: &mut Vec<u32>) {
        lent.push(1);
    }

    #[hookimpl(wrapper, specname = "kinds")]
    fn around(&self, lent: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u32>)) {
        lent.push(0);
        next(lent);
    }
}

/// Logs the arguments that it is shown.
struct Shows(Trace);

impl Monitor for Shows {
    fn call_started(&self, call: &Call<'_>) {
        self.0.log(call.arguments().to_string());
        assert_eq!(
            format!("{:?}", call.arguments()),
            format!("CallArguments({})", call.arguments())
        );
    }

    fn impl_started(&self, call: &Call<'_>, imp: &HookImpl) {
        self.0.log(format!("{} {}", imp.function(), call.arguments()));
    }

    fn impl_ended(&self, call: &Call<'_>, _: &HookImpl, _: &Outcome<'_>, _: Duration) {
        assert_eq!(call.arguments().iter().count(), 0);
    }

    fn call_ended(&self, call: &Call<'_>, _: &Outcome<'_>, _: Duration) {
        assert_eq!(call.arguments().to_string(), "");
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Trace) {
    let pm = PluginManager::new("arguments");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let log = Trace::default();
    pm.monitor(Shows(log.clone())).detach();
    (pm, hooks, log)
}

/// B201: in the order of the spec, as they are when something begins.
#[test]
fn arguments_are_shown_where_something_begins() {
    let (pm, hooks, log) = setup();
    pm.register(Grows).unwrap();
    hooks.kinds.call_all("a \"b\"", &mut vec![7], Some(3));
    let all = [
        r#"shared: "a \"b\"", lent: [7], owned: Some(3)"#,
        r#"around shared: "a \"b\"", lent: [7], owned: Some(3)"#,
        r#"kinds shared: "a \"b\"", lent: [7, 0], owned: Some(3)"#,
    ];
    assert_eq!(log.take(), all);
}

/// B219: what has no text needs none.
#[test]
fn arguments_without_debug_are_left_open() {
    let (_pm, hooks, log) = setup();
    hooks.opaque.call_all(&Opaque, &mut Opaque, Opaque, 1);
    assert_eq!(log.take(), ["shared: …, lent: …, owned: …, number: 1"]);
}

/// `#[hookspec(skip)]`: never shown, also at a replay.
#[test]
fn an_argument_that_is_skipped_is_never_shown() {
    let (_pm, hooks, log) = setup();
    hooks.secret.call_all("ada", "lovelace");
    assert_eq!(log.take(), ["user: \"ada\", password: …"]);
    hooks.told.call_historic("a", Opaque, 7);
    assert_eq!(log.take(), ["what: \"a\", opaque: …, hidden: …"]);
    hooks.told.register_fn("late", |_, _, _| ()).unwrap();
    let all = ["what: \"a\", opaque: …, hidden: …", "<closure> what: \"a\", opaque: …, hidden: …"];
    assert_eq!(log.take(), all);
}

/// Lends its formatter to a hook.
struct Formats<'a>(&'a HookRelay<dyn Hooks>);

impl fmt::Display for Formats<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.formats.call_all(f);
        Ok(())
    }
}

/// Types with lifetimes of their own, or that are not `Sync`, are shown too.
#[test]
fn arguments_of_any_type_are_shown() {
    let (_pm, hooks, log) = setup();
    let name = String::from("spam");
    hooks.lives.call_all(&mut Tray(&name), &[&name], &Cell::new(1));
    assert_eq!(log.take(), [r#"tray: Tray("spam"), names: ["spam"], cell: Cell { value: 1 }"#]);
    assert_eq!(Formats(&hooks).to_string(), "");
    assert_eq!(log.take(), ["f: …"]);
}

/// Asks whether an argument can be shown, or shows it.
struct Looks(bool, Arc<Mutex<Vec<String>>>);

impl Monitor for Looks {
    fn call_started(&self, call: &Call<'_>) {
        for (name, value) in call.arguments().iter() {
            let text = if self.0 { format!("{value:?}") } else { value.is_some().to_string() };
            self.1.lock().unwrap().push(format!("{name} {text}"));
        }
    }
}

/// B213, B219: nothing is formatted that nobody asks for.
#[test]
fn an_argument_is_formatted_when_a_monitor_formats_it() {
    let pm = PluginManager::new("arguments");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let (counts, log) = (Counts(AtomicU32::new(0)), Arc::default());
    hooks.counts.call_all(&counts);
    let looks = pm.monitor(Looks(false, Arc::clone(&log)));
    hooks.counts.call_all(&counts);
    assert_eq!(counts.0.load(Ordering::SeqCst), 0);
    drop(looks);
    let _looks = pm.monitor(Looks(true, Arc::clone(&log)));
    hooks.counts.call_all(&counts);
    assert_eq!(log.lock().unwrap()[..], ["counts true", "counts Some(counted 1)"]);
}
