//! `TraceWriter`: pluggy's kind of trace.

use std::io::{self, Write};
use std::sync::{Arc, Barrier, Mutex};
use std::{fmt, thread};

use pluggy_core::{HookRelay, PluginManager, TraceWriter, hookspec};

use crate::support::{panic_of, panic_quietly, without_deadlock};

/// A value whose `Debug` panics.
struct Panics;

impl fmt::Debug for Panics {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic_quietly("Debug")
    }
}

#[hookspec]
trait Hooks {
    fn ring(&self, times: u32, who: &str) -> u32;

    fn quiet(&self);

    fn check(&self, limit: u32) -> Result<u32, String>;

    fn secret(&self, #[hookspec(skip)] password: &str, stderr: &io::Stderr, done: fn());

    fn shows(&self, what: &Panics) -> u32;

    fn result(&self) -> Panics;

    #[hookspec(historic)]
    fn told(&self, what: u32) -> u32;
}

/// What was written.
#[derive(Clone, Default)]
pub(crate) struct Text(Arc<Mutex<Vec<u8>>>);

impl Text {
    pub(crate) fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

impl Write for Text {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn setup() -> (PluginManager, HookRelay<dyn Hooks>, Text) {
    let pm = PluginManager::new("traces");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let text = Text::default();
    pm.monitor(TraceWriter::new(text.clone())).detach();
    (pm, hooks, text)
}

/// B211, B213, B216: `test_hook_tracing`; an argument a line.
#[test]
fn a_call_is_written_with_its_arguments_and_its_result() {
    let (_pm, hooks, text) = setup();
    hooks.ring.register_fn("bell", |times, _| times + 1).unwrap();
    assert!(text.take().is_empty(), "plugins are not written");
    hooks.ring.call_all(2, "a\nb");
    let expected = "  ring [hook]\n      times: 2\n      who: \"a\\nb\"\n  \
                    finish ring --> [3] [hook]\n";
    assert_eq!(text.take(), expected);
    hooks.quiet.call_all();
    assert_eq!(text.take(), "  quiet [hook]\n  finish quiet --> () [hook]\n");
}

/// B214, B216, B238: two spaces a level.
#[test]
fn a_call_inside_a_call_is_indented() {
    let (_pm, hooks, text) = setup();
    let relay = hooks.clone();
    let ring = move |times: u32, _: &str| {
        if times > 0 {
            relay.ring.call_all(times - 1, "x");
        }
        relay.quiet.call_all();
        times
    };
    hooks.ring.register_fn("bell", ring).unwrap();
    hooks.ring.call_all(1, "y");
    let expected = concat!(
        "  ring [hook]\n",
        "      times: 1\n",
        "      who: \"y\"\n",
        "    ring [hook]\n",
        "        times: 0\n",
        "        who: \"x\"\n",
        "      quiet [hook]\n",
        "      finish quiet --> () [hook]\n",
        "    finish ring --> [0] [hook]\n",
        "    quiet [hook]\n",
        "    finish quiet --> () [hook]\n",
        "  finish ring --> [1] [hook]\n",
    );
    assert_eq!(text.take(), expected);
}

/// B216: an error and a panic leave no line, and the indent as it was.
#[test]
fn a_call_that_fails_has_no_finish_line() {
    let (_pm, hooks, text) = setup();
    let relay = hooks.clone();
    let check = move |limit| match limit {
        0 => Err("no".into()),
        1 => panic_quietly("one"),
        _ => {
            drop(relay.check.call_all(0));
            Ok(limit)
        }
    };
    hooks.check.register_fn("checks", check).unwrap();
    assert!(hooks.check.call_all(0).is_err());
    assert_eq!(text.take(), "  check [hook]\n      limit: 0\n");
    panic_of(|| hooks.check.call_all(1));
    assert_eq!(text.take(), "  check [hook]\n      limit: 1\n");
    assert!(hooks.check.call_all(2).is_ok());
    let expected = concat!(
        "  check [hook]\n",
        "      limit: 2\n",
        "    check [hook]\n",
        "        limit: 0\n",
        "  finish check --> Ok([2]) [hook]\n",
    );
    assert_eq!(text.take(), expected);
}

/// B174: a historic call, and each replay as a call of its own.
#[test]
fn a_historic_call_is_written_and_so_are_its_replays() {
    let (_pm, hooks, text) = setup();
    hooks.told.call_historic(1);
    let none = "  told [hook]\n      what: 1\n  finish told --> 0 results [hook]\n";
    assert_eq!(text.take(), none);
    hooks.told.register_fn("late", |what| what).unwrap();
    let one = "  told [hook]\n      what: 1\n  finish told --> 1 result [hook]\n";
    assert_eq!(text.take(), one);
}

/// What is skipped or has no text is left open.
#[test]
fn what_can_not_be_shown_is_left_open() {
    let (_pm, hooks, text) = setup();
    hooks.secret.call_all("pass", &io::stderr(), || ());
    let text = text.take();
    assert!(text.starts_with("  secret [hook]\n      password: …\n      stderr: Stderr"), "{text}");
    assert!(!text.contains("pass\""));
}

/// B219: a broken `Debug` costs its lines and nothing else.
#[test]
fn a_debug_that_panics_breaks_no_call() {
    let (_pm, hooks, text) = setup();
    hooks.shows.register_fn("shows", |_| 7).unwrap();
    hooks.result.register_fn("shows too", || Panics).unwrap();
    assert_eq!(hooks.shows.call_all(&Panics), [7]);
    assert_eq!(text.take(), "  finish shows --> [7] [hook]\n");
    assert_eq!(hooks.result.call_all().len(), 1);
    assert_eq!(text.take(), "  result [hook]\n");
    hooks.quiet.call_all();
    assert_eq!(text.take(), "  quiet [hook]\n  finish quiet --> () [hook]\n");
}

/// B212, B218: two write twice, none writes nothing.
#[test]
fn a_writer_is_a_monitor_like_any_other() {
    let (pm, hooks, text) = setup();
    let second = Text::default();
    let guard = pm.monitor(TraceWriter::new(second.clone()));
    hooks.quiet.call_all();
    assert_eq!(text.take(), second.take());
    drop(guard);
    hooks.quiet.call_all();
    assert!(second.take().is_empty() && !text.take().is_empty());
    let twice = pm.monitor(TraceWriter::new(text.clone()));
    hooks.quiet.call_all();
    assert_eq!(text.take().matches("  quiet [hook]\n").count(), 2);
    drop(twice);
    assert!(format!("{:?}", TraceWriter::new(io::sink())).contains("TraceWriter"));
}

/// B214: depth is each thread's own, and lines stay whole.
#[test]
fn each_thread_has_its_own_depth() {
    without_deadlock(|| {
        let (_pm, hooks, text) = setup();
        let (relay, both) = (hooks.clone(), Barrier::new(2));
        let ring = move |times, _: &str| {
            both.wait();
            relay.quiet.call_all();
            both.wait();
            times
        };
        hooks.ring.register_fn("bell", ring).unwrap();
        let call = |times| {
            let hooks = hooks.clone();
            thread::spawn(move || hooks.ring.call_all(times, ""))
        };
        for thread in [call(1), call(2)] {
            thread.join().unwrap();
        }
        let text = text.take();
        let mut lines: Vec<_> = text.lines().collect();
        lines.sort_unstable();
        let expected = [
            "      times: 1",
            "      times: 2",
            "      who: \"\"",
            "      who: \"\"",
            "    finish quiet --> () [hook]",
            "    finish quiet --> () [hook]",
            "    quiet [hook]",
            "    quiet [hook]",
            "  finish ring --> [1] [hook]",
            "  finish ring --> [2] [hook]",
            "  ring [hook]",
            "  ring [hook]",
        ];
        assert_eq!(lines, expected);
    });
}
