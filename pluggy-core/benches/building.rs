//! What it costs to build who uses this crate: a host that calls 100 hooks, 1,000 plugins of
//! two hooks; and what a host that discovers takes on disk. Beside each is what one writes
//! by hand.
//!
//! `cargo bench -p pluggy-core --bench building`; `-- --quick` only shows that it runs. It
//! writes packages below the target folder, and builds each anew, in turns: without
//! incremental compilation, and without debug information.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

fn main() {
    let is_quick = env::args().any(|arg| arg == "--quick");
    let (hooks, blocks, rounds) = if is_quick { (10, 10, 1) } else { (100, 1_000, 5) };
    let goal = |goal| (!is_quick).then_some(goal);
    println!("\n{:<44} {:>7} {:>8} {:>7}   goal", "s to build", "ours", "by hand", "ratio");
    let both = [Package::calls(hooks), Package::calls_by_hand(hooks)];
    let what = format!("{hooks} hooks that are called, debug");
    compare(&what, rounds, &both, Profile::Debug, goal(Goal::Seconds(1.2)));
    let both = [Package::plugins(blocks), Package::plugins_by_hand(blocks)];
    for (profile, name) in [(Profile::Debug, "debug"), (Profile::Release, "release")] {
        let what = format!("{blocks} plugins of two hooks, {name}");
        compare(&what, rounds, &both, profile, goal(Goal::Ratio(2.0)));
    }
    let [host, empty] = [Package::host(), Package::empty()].map(|package| package.size());
    println!("\na stripped host that discovers, over an empty program");
    println!("{:>44} KB  (goal: 250)", (host - empty) / 1_000);
}

/// A package that is written and built.
struct Package {
    name: &'static str,
    folder: PathBuf,
    source: PathBuf,
}

#[derive(Clone, Copy)]
enum Profile {
    Debug,
    Release,
}

#[derive(Clone, Copy)]
enum Goal {
    Seconds(f64),
    Ratio(f64),
}

/// Builds ours and what is by hand in turns; prints the fastest round of each.
fn compare(what: &str, rounds: u32, both: &[Package; 2], profile: Profile, goal: Option<Goal>) {
    let mut fastest = [f64::INFINITY; 2];
    for _ in 0..rounds {
        for (fastest, package) in fastest.iter_mut().zip(both) {
            *fastest = fastest.min(package.time(profile));
        }
    }
    let [ours, by_hand] = fastest;
    let ratio = ours / by_hand;
    let goal = goal.map(|goal| match goal {
        Goal::Seconds(most) => (format!("≤ {most} s"), ours <= most),
        Goal::Ratio(most) => (format!("≤ {most:.2}"), ratio <= most),
    });
    let (goal, is_met) = goal.unwrap_or_else(|| (String::new(), true));
    let missed = if is_met { "" } else { "  missed" };
    println!("{what:<44} {ours:>7.2} {by_hand:>8.2} {ratio:>7.2}   {goal}{missed}");
}

impl Package {
    /// A host that calls each of its hooks once.
    fn calls(hooks: u32) -> Self {
        let (signatures, calls) = (repeat(hooks, SIGNATURE), repeat(hooks, CALL));
        let source = HOST_OF_MANY.replace("SIGNATURES", &signatures).replace("CALLS", &calls);
        Package::new("building-calls", "main.rs", &source, OURS)
    }

    fn calls_by_hand(hooks: u32) -> Self {
        let (signatures, calls) = (repeat(hooks, SIGNATURE), repeat(hooks, CALL_BY_HAND));
        let source = MANY_BY_HAND.replace("SIGNATURES", &signatures).replace("CALLS", &calls);
        Package::new("building-calls-by-hand", "main.rs", &source, "")
    }

    /// A crate of linked plugins.
    fn plugins(blocks: u32) -> Self {
        let plugin = PLUGIN.replace("impl ", "@[hookimpl]\nimpl ");
        let source = [SPEC, &repeat(blocks, &plugin)].concat();
        Package::new("building-plugins", "lib.rs", &source, OURS)
    }

    fn plugins_by_hand(blocks: u32) -> Self {
        let source = [SPEC_BY_HAND, &repeat(blocks, &[PLUGIN, SUBMITTED].concat())].concat();
        Package::new("building-plugins-by-hand", "lib.rs", &source, "inventory = \"0.3.20\"")
    }

    /// A host of one hook, with one plugin.
    fn host() -> Self {
        Package::new("building-host", "main.rs", HOST, OURS)
    }

    fn empty() -> Self {
        Package::new("building-empty", "main.rs", "fn main() {}\n", "")
    }

    fn new(name: &'static str, file: &str, source: &str, dependency: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("building").join(name);
        let source_path = folder.join("src").join(file);
        fs::create_dir_all(folder.join("src")).expect("a folder");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n\
             [profile.dev]\ndebug = 0\n\n[profile.release]\nstrip = true\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        fs::write(&source_path, source).expect("a source");
        // The versions of the workspace, so that a run is like another.
        fs::copy(LOCK, folder.join("Cargo.lock")).expect("the workspace's lock file");
        let package = Package { name, folder, source: source_path };
        // What it depends on is built before it is timed.
        package.build(Profile::Debug);
        package
    }

    /// Seconds that a build takes when its source alone has changed.
    fn time(&self, profile: Profile) -> f64 {
        self.build(profile);
        let source = fs::read(&self.source).expect("its source");
        fs::write(&self.source, source).expect("its source");
        let start = Instant::now();
        self.build(profile);
        start.elapsed().as_secs_f64()
    }

    /// The bytes of its program in a release.
    fn size(&self) -> u64 {
        self.build(Profile::Release);
        let program = format!("{}{}", self.name, env::consts::EXE_SUFFIX);
        fs::metadata(target().join("release").join(program)).expect("its program").len()
    }

    fn build(&self, profile: Profile) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
        if let Profile::Release = profile {
            cargo.arg("--release");
        }
        let status = cargo.status().expect("Cargo runs");
        assert!(status.success(), "{} does not build", self.name);
    }
}

const OURS: &str = concat!("pluggy-core = { path = \"", env!("CARGO_MANIFEST_DIR"), "\" }");

const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");

/// Where all are built, to share what they depend on.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("building").join("target")
}

/// A text so often, with a number for each `#`, and a `#` for each `@`.
fn repeat(count: u32, text: &str) -> String {
    (0..count).map(|n| text.replace('#', &n.to_string()).replace('@', "#")).collect()
}

const SIGNATURE: &str = "
    fn hook_#(&self, names: &[String], count: &mut u32) -> Vec<String>;";
const CALL: &str = r#"
    println!("{}", hooks.hook_#.call_all(&names, &mut count).len());"#;
const CALL_BY_HAND: &str = r#"
    println!("{}", plugins.iter().map(|plugin| plugin.hook_#(&names, &mut count)).count());"#;

const HOST_OF_MANY: &str = r#"
#[pluggy_core::hookspec]
pub trait Hooks {SIGNATURES
}

fn main() {
    let pm = pluggy_core::PluginManager::new("host");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let (names, mut count) = (vec![String::from("a")], 0);CALLS
}
"#;

const MANY_BY_HAND: &str = r#"
pub trait Hooks {SIGNATURES
}

fn main() {
    let plugins: Vec<Box<dyn Hooks>> = Vec::new();
    let (names, mut count) = (vec![String::from("a")], 0);CALLS
}
"#;

const SPEC: &str = "
use pluggy_core::{hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn add(&self, items: &[String]) -> Vec<String>;
    #[hookspec(firstresult)]
    fn choose(&self, n: u32) -> Option<u32>;
}
";

const SPEC_BY_HAND: &str = "
pub trait Hooks: Send + Sync {
    fn add(&self, items: &[String]) -> Vec<String>;
    fn choose(&self, n: u32) -> Option<u32>;
}

pub struct Linked {
    pub name: &'static str,
    pub make: fn() -> Box<dyn Hooks>,
}

inventory::collect!(Linked);
";

const PLUGIN: &str = r#"
@[derive(Default)]
pub struct P#;

impl Hooks for P# {
    fn add(&self, items: &[String]) -> Vec<String> {
        let mut items = items.to_vec();
        items.push(String::from("p#"));
        items
    }

    fn choose(&self, n: u32) -> Option<u32> {
        (n > #).then_some(n)
    }
}
"#;

const SUBMITTED: &str = r#"
inventory::submit! { Linked { name: "p#", make: || Box::new(P#::default()) } }
"#;

const HOST: &str = r#"
use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Hooks {
    fn told(&self, x: u64) -> u64;
}

#[derive(Default)]
struct P;

#[hookimpl]
impl Hooks for P {
    fn told(&self, x: u64) -> u64 {
        x + 1
    }
}

fn main() {
    let pm = PluginManager::new("host");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let _ = pm.discover();
    println!("{:?}", hooks.told.call_all(1));
}
"#;
