//! How many instructions a call takes, by callgrind: what does not depend on the
//! machine's noise.
//!
//! `cargo bench -p pluggy-core --bench instructions` prints them beside those of
//! `instructions.txt`; with `-- --check` it fails where one is more than a twentieth
//! above; with `-- --bless` it writes the file. It needs valgrind on `x86_64`, and
//! does nothing elsewhere.
//!
//! The program runs itself under valgrind, twice a case: what more calls take more is
//! what the calls take.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::pin::pin;
use std::process::{Command, ExitCode};
use std::task::{Context, Poll, Waker};

use pluggy_core::{HookRelay, Plugin, PluginManager, hookimpl, hookspec};
use seq_macro::seq;

#[hookspec]
trait Hooks {
    fn all(&self, x: u64) -> u64;
    fn unit(&self, x: u64);
    #[hookspec(firstresult)]
    fn first(&self, x: u64) -> Option<u64>;
    fn fallible(&self, x: u64) -> Result<u64, u64>;
    #[hookspec(waterfall)]
    fn waterfall(&self, x: u64) -> u64;
    fn wrapped(&self, x: u64) -> u64;
    async fn awaited(&self, x: u64) -> u64;
}

struct P<const N: u64>;

#[hookimpl(manual)]
impl<const N: u64> Hooks for P<N> {
    fn all(&self, x: u64) -> u64 {
        x + N
    }

    fn unit(&self, x: u64) {
        black_box(x + N);
    }

    fn first(&self, x: u64) -> Option<u64> {
        (x == N).then_some(N)
    }

    fn fallible(&self, x: u64) -> Result<u64, u64> {
        if x > 1_000 { Err(x) } else { Ok(x + N) }
    }

    fn waterfall(&self, x: u64) -> u64 {
        x + N
    }

    #[hookimpl(wrapper)]
    fn wrapped(&self, next: impl FnOnce() -> Vec<u64>) -> Vec<u64> {
        next()
    }

    async fn awaited(&self, x: u64) -> u64 {
        x + N
    }
}

/// A case runs one call.
type Case = (&'static str, fn(&HookRelay<dyn Hooks>, calls: u64));

macro_rules! case {
    ($name:literal, $hooks:ident => $caller:expr, $each:ident => $call:expr) => {
        ($name, |$hooks: &HookRelay<dyn Hooks>, calls: u64| {
            let $each = $caller;
            for _ in 0..calls {
                _ = black_box($call);
            }
        })
    };
}

/// Each with one plugin, and with ten.
const CASES: &[Case] = &[
    case!("call_all", hooks => &hooks.all, it => it.call_all(black_box(1))),
    case!("snapshot.call_all", hooks => hooks.all.snapshot(), it => it.call_all(black_box(1))),
    case!("unit", hooks => &hooks.unit, it => it.call_all(black_box(1))),
    case!("snapshot, unit", hooks => hooks.unit.snapshot(), it => it.call_all(black_box(1))),
    case!("call_first", hooks => &hooks.first, it => it.call_first(black_box(0))),
    case!("in a Result", hooks => hooks.fallible.snapshot(), it => it.call_all(black_box(1))),
    case!("call_waterfall", hooks => hooks.waterfall.snapshot(), it => it.call_waterfall(black_box(1))),
    case!("wrappers", hooks => hooks.wrapped.snapshot(), it => it.call_all(black_box(1))),
    case!("without", hooks => hooks.all.without(["p0"]), it => it.call_all(black_box(1))),
    case!("each", hooks => hooks.all.each(), it => it[0].call(black_box(1))),
    case!("async", hooks => hooks.awaited.snapshot(), it => ready(it.call_all(black_box(1)))),
];

const NUMBERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|arg| arg == "--case") {
        Some(at) => run(&args[at + 1..]),
        None => measure(&args),
    }
}

/// `NAME PLUGINS CALLS`, under valgrind.
#[allow(clippy::unnecessary_semicolon, reason = "`seq!` writes it")]
fn run(args: &[String]) -> ExitCode {
    let [name, plugins, calls] = args else { return ExitCode::FAILURE };
    let number = |text: &String| text.parse::<u64>().expect("a number");
    let (plugins, calls) = (number(plugins), number(calls));
    let pm = PluginManager::new("bench");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    seq!(N in 0..10 {
        if N < plugins {
            let plugin = Plugin::new(P::<N>).with::<dyn Hooks>();
            pm.register_as(format!("p{}", N), plugin).expect("a new name");
        }
    });
    let case = CASES.iter().find(|case| case.0 == name).expect("a case");
    (case.1)(&hooks, calls);
    ExitCode::SUCCESS
}

fn measure(args: &[String]) -> ExitCode {
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    if !cfg!(target_arch = "x86_64") || Command::new("valgrind").arg("--version").output().is_err()
    {
        println!("no valgrind, no instructions");
        return ExitCode::SUCCESS;
    }
    let before = fs::read_to_string(NUMBERS).unwrap_or_default();
    let (mut text, mut is_slower) = (String::new(), false);
    println!("{:<24} {:>8} {:>8}", "instructions a call", "now", "before");
    for plugins in [1, 10] {
        for (name, _) in CASES {
            let now = instructions(name, plugins);
            let line = format!("{name}, {plugins}: ");
            let then = before.lines().find_map(|known| known.strip_prefix(&line)?.parse().ok());
            let is_worse = then.is_some_and(|then: u64| now > then + then / 20 + 2);
            is_slower |= is_worse;
            let then = then.map_or_else(|| "-".to_owned(), |then| then.to_string());
            let verdict = if is_worse { "  slower" } else { "" };
            println!("{:<24} {now:>8} {then:>8}{verdict}", line.trim_end_matches([':', ' ']));
            text.extend([line.as_str(), &now.to_string(), "\n"]);
        }
    }
    if has("--bless") {
        fs::write(NUMBERS, text).expect("the file can be written");
    }
    ExitCode::from(u8::from(has("--check") && is_slower))
}

/// What a call takes: the difference between many and more.
fn instructions(name: &str, plugins: u64) -> u64 {
    let [few, many] = [1_000, 2_000].map(|calls| total(name, plugins, calls));
    (many - few) / 1_000
}

fn total(name: &str, plugins: u64, calls: u64) -> u64 {
    let program = std::env::args().next().expect("the program's path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(Path::new(&program))
        .args(["--case", name, &plugins.to_string(), &calls.to_string()])
        .output()
        .expect("valgrind runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told.lines().find_map(|line| line.split_once("Collected :"));
    let (_, count) = collected.unwrap_or_else(|| panic!("callgrind says how many:\n{told}"));
    count.trim().parse().expect("a number")
}

/// Polls a future that does not wait.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("it does not wait"),
    }
}
