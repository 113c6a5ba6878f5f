//! Requests a second with 0, 1 and 8 plugins, and the share of the time that
//! dispatch takes.
//!
//! `cargo bench -p gateway-app --bench requests` takes a quarter of a minute; with
//! `-- --quick` it only shows that it runs. The gateways are asked in turns, so that
//! a noisy machine slows all alike, and the medians of the rounds are printed.

mod idle;
mod traffic;

use traffic::{Load, Measured};

gateway::link_plugins!();

/// All that there are; the first is the one plugin of "1 plugin".
const PLUGINS: [&str; 8] =
    ["auth", "access-log", "compress", "metrics", "rate-limit", "retry", "rewrite", "static-files"];
const COUNTS: [usize; 3] = [0, 1, 8];

struct Effort {
    rounds: usize,
    requests: usize,
}

fn main() {
    let is_quick = std::env::args().any(|arg| arg == "--quick");
    let effort = if is_quick {
        println!("quick: the numbers mean nothing");
        Effort { rounds: 3, requests: 80 }
    } else {
        Effort { rounds: 21, requests: 2_000 }
    };
    let load = Load::start(COUNTS.map(configuration).to_vec());
    let mut rounds = Vec::new();
    for _ in 0..effort.rounds {
        rounds.push((0..COUNTS.len()).map(|which| load.run(which, effort.requests)).collect());
    }
    show(&rounds, effort.rounds);
}

const AUTH: &str = "[plugins.auth]\ntokens = { ada = 'a-token' }\n";
/// Nobody is refused, and nothing is written.
const OTHERS: &str = "[plugins.access-log]\nfile = '/dev/null'\n\
                      [plugins.rate-limit]\nconnection = 4000000000\ntoken = 4000000000\n";

/// A gateway with the first plugins.
fn configuration(count: usize) -> String {
    let only: Vec<_> = ["routes", "proxy"].into_iter().chain(PLUGINS).take(2 + count).collect();
    let sections = match count {
        0 => [""; 2],
        1 => [AUTH, ""],
        _ => [AUTH, OTHERS],
    };
    let sections = sections.concat();
    format!("[gateway]\nlisten = '127.0.0.1:0'\n[plugins]\nonly = {only:?}\n{sections}")
}

fn show(rounds: &[Vec<Measured>], repeats: usize) {
    let of = |which: usize, value: fn(&Measured) -> f64| {
        median(rounds.iter().map(|round| value(&round[which])))
    };
    println!("{:<12} {:>12} {:>10} {:>14}", "plugins", "requests/s", "ratio", "µs of thread");
    for (which, count) in COUNTS.iter().enumerate() {
        let ratio = median(rounds.iter().map(|round| round[which].rate / round[0].rate));
        let (rate, busy) = (of(which, |m| m.rate), of(which, |m| m.busy));
        println!("{count:<12} {rate:>12.0} {ratio:>10.2} {busy:>14.1}");
    }
    println!("\n{:<12} {:>12} {:>10}", "plugins", "dispatch, µs", "share");
    for (which, count) in COUNTS.iter().enumerate() {
        let dispatch = idle::dispatch_time(*count, repeats);
        let share = 100.0 * dispatch / of(which, |m| m.busy);
        println!("{count:<12} {dispatch:>12.2} {share:>8.1} %");
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
