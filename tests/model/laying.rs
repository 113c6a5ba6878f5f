//! First calls after a change, which lay the list out, beside further changes.

use std::sync::Arc;

use pluggy_core::{HookRelay, PluginManager, hookspec};
use shuttle::thread;

use crate::explore::explore;
use crate::support::{Log, join};

#[hookspec]
trait Bells {
    fn ring(&self) -> u32;
}

/// Logs its end.
struct Ends(Log, u32);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.push(self.1);
    }
}

/// Registers what rings so often, under that name.
fn register(bells: &HookRelay<dyn Bells>, dropped: &Log, number: u32) {
    let ends = Ends(dropped.clone(), number);
    let ring = move || {
        let Ends(_, number) = &ends;
        *number
    };
    bells.ring.register_fn(number.to_string(), ring).unwrap();
}

/// What there is to be called, one after another.
const STATES: [&[u32]; 4] = [&[1], &[2, 1], &[2], &[3, 2]];

fn state(bells: &HookRelay<dyn Bells>) -> usize {
    let rung = bells.ring.call_all();
    STATES.iter().position(|state| *state == rung).unwrap_or_else(|| panic!("{rung:?}"))
}

#[test]
fn a_call_has_what_came_before_it_and_nothing_that_had_left() {
    explore(3, || {
        let pm = Arc::new(PluginManager::new("house"));
        let (bells, dropped) = (pm.add_hookspecs::<dyn Bells>(), Log::default());
        register(&bells, &dropped, 1);
        let calling = [(); 2].map(|()| {
            let bells = bells.clone();
            // It never goes back.
            thread::spawn(move || assert!(state(&bells) <= state(&bells)))
        });
        register(&bells, &dropped, 2);
        assert_eq!(state(&bells), 1);
        drop(pm.unregister("1").unwrap());
        register(&bells, &dropped, 3);
        assert_eq!(state(&bells), 3);
        join(calling);
        assert_eq!(state(&bells), 3);
        assert_eq!(dropped.get(), [1], "dropped with the last call that saw it");
    });
}

/// A call that finds the list locked lays it out for itself, and keeps no plugin longer
/// than that.
#[test]
fn nobody_calls_and_nothing_stays() {
    explore(3, || {
        let pm = Arc::new(PluginManager::new("house"));
        let (bells, dropped) = (pm.add_hookspecs::<dyn Bells>(), Log::default());
        let changing = [1, 2].map(|number| {
            let (pm, bells, dropped) = (Arc::clone(&pm), bells.clone(), dropped.clone());
            thread::spawn(move || {
                register(&bells, &dropped, number);
                drop(pm.unregister(&number.to_string()).unwrap());
            })
        });
        bells.ring.call_all();
        join(changing);
        let mut ends = dropped.get();
        ends.sort_unstable();
        assert_eq!(ends, [1, 2]);
    });
}
