//! Which schedules a program is run under.

use std::env;

use shuttle::scheduler::{PctScheduler, RandomScheduler, Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, Runner};

/// How many schedules a test tries at random, as many by PCT, and at most ten
/// times as many one after another.
fn budget() -> usize {
    let schedules = env::var("PLUGGY_SCHEDULES").ok();
    schedules.and_then(|schedules| schedules.parse().ok()).unwrap_or(5000)
}

/// Runs a program under random schedules, under those that PCT chooses, and
/// under all that have so many preemptions at most.
pub(crate) fn explore(preemptions: usize, program: fn()) {
    let schedules = budget();
    let random = run(RandomScheduler::new(schedules), program);
    let pct = run(PctScheduler::new(4, schedules), program);
    let few = FewPreemptions::new(preemptions, schedules * 10);
    let few = run(few, program);
    let all = if few < schedules * 10 { "all" } else { "the first" };
    println!("{random} random schedules, {pct} of PCT, {all} {few} of {preemptions} preemptions");
}

fn run(scheduler: impl Scheduler + 'static, program: fn()) -> usize {
    let mut config = Config::default();
    config.silence_warnings = true;
    Runner::new(scheduler, config).run(program)
}

/// All schedules in which a thread is taken from what it can still do no more
/// than so many times. Most races need one or two such moments.
struct FewPreemptions {
    preemptions: usize,
    schedules: usize,
    /// At each step: which choice was taken, and of how many.
    path: Vec<(usize, usize)>,
    step: usize,
    taken: usize,
}

impl FewPreemptions {
    fn new(preemptions: usize, schedules: usize) -> Self {
        FewPreemptions { preemptions, schedules, path: Vec::new(), step: 0, taken: 0 }
    }

    /// Which of so many choices this schedule takes here.
    fn choose(&mut self, of: usize) -> usize {
        if self.step == self.path.len() {
            self.path.push((0, of));
        }
        let (choice, before) = self.path[self.step];
        assert_eq!(of, before, "the program depends on more than its schedule");
        self.step += 1;
        choice
    }
}

impl Scheduler for FewPreemptions {
    fn new_execution(&mut self) -> Option<Schedule> {
        self.schedules = self.schedules.checked_sub(1)?;
        if self.step > 0 {
            while self.path.pop_if(|(choice, of)| *choice + 1 == *of).is_some() {}
            self.path.last_mut()?.0 += 1;
        }
        (self.step, self.taken) = (0, 0);
        Some(Schedule::new(0))
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<TaskId>,
        is_yielding: bool,
    ) -> Option<TaskId> {
        let mut choices: Vec<_> = runnable.iter().map(|task| task.id()).collect();
        let current = choices.iter().position(|task| Some(*task) == current && !is_yielding);
        if let Some(current) = current {
            choices.swap(0, current);
            if self.taken == self.preemptions {
                choices.truncate(1);
            }
        }
        let choice = if choices.len() > 1 { self.choose(choices.len()) } else { 0 };
        self.taken += usize::from(current.is_some() && choice > 0);
        Some(choices[choice])
    }

    fn next_u64(&mut self) -> u64 {
        0
    }
}
