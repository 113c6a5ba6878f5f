//! Measures two pieces of code against each other, in turns, in one run.
//!
//! A noisy machine slows both alike within a round, so the ratio of a round
//! means something where a time does not. The median over the rounds is what
//! is printed, with the time of the faster round of each for orientation.

use std::time::{Duration, Instant};

/// How long to measure: `--quick` for a run that only shows that it runs.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    rounds: usize,
    slice: Duration,
}

impl Effort {
    /// From the program's arguments.
    pub(crate) fn from_args() -> Self {
        if std::env::args().any(|arg| arg == "--quick") {
            return Effort { rounds: 3, slice: Duration::from_micros(500) };
        }
        Effort { rounds: 101, slice: Duration::from_millis(2) }
    }

    /// Whether the numbers mean nothing.
    pub(crate) fn is_quick(self) -> bool {
        self.rounds < 10
    }
}

/// What a comparison came to: nanoseconds of each, and their ratio.
#[derive(Clone, Copy)]
pub(crate) struct Comparison {
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    pub(crate) ratio: f64,
}

/// Compares `ours` with `theirs`.
pub(crate) fn compare(
    effort: Effort,
    mut ours: impl FnMut(),
    mut theirs: impl FnMut(),
) -> Comparison {
    let calls = calls_in(effort.slice, &mut ours).max(calls_in(effort.slice, &mut theirs));
    let mut rounds: Vec<(f64, f64)> = (0..effort.rounds)
        .map(|round| match round % 2 {
            0 => {
                let ours = time(calls, &mut ours);
                (ours, time(calls, &mut theirs))
            }
            _ => {
                let theirs = time(calls, &mut theirs);
                (time(calls, &mut ours), theirs)
            }
        })
        .collect();
    let fastest = |of: fn(&(f64, f64)) -> f64| rounds.iter().map(of).fold(f64::INFINITY, f64::min);
    let (ours, theirs) = (fastest(|round| round.0), fastest(|round| round.1));
    rounds.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let (a, b) = rounds[rounds.len() / 2];
    Comparison { ours, theirs, ratio: a / b }
}

/// Nanoseconds a call. All loops over one piece of code are this one, so that each piece is
/// compiled into its loop.
#[inline(never)]
pub(crate) fn time(calls: u32, run: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

fn calls_in(slice: Duration, run: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while time(calls, run) * f64::from(calls) < slice.as_secs_f64() * 1e9 {
        calls *= 2;
    }
    calls
}

/// A line of the table: the ratio beside its goal, if it has one.
pub(crate) fn row(what: &str, measured: Comparison, goal: Option<f64>) {
    let Comparison { ours, theirs, ratio } = measured;
    let goal = match goal {
        Some(goal) if ratio <= goal => format!("≤ {goal:.2}"),
        Some(goal) => format!("≤ {goal:.2}  missed"),
        None => String::new(),
    };
    println!("{what:<44} {ours:>9.1} {theirs:>9.1} {ratio:>7.2}   {goal}");
}

/// The head of the table.
pub(crate) fn head(title: &str) {
    println!("\n{title:<44} {:>9} {:>9} {:>7}   goal", "ours, ns", "loop, ns", "ratio");
}
