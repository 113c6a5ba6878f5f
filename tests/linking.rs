//! What is linked does not depend on how: one output for every profile and
//! every link-time registry, from the crates of `linking/`.

mod program;

use std::sync::{Mutex, PoisonError};

use program::{Outcome, build, root, run};

/// How to optimize: arguments of Cargo.
const PROFILES: [&[&str]; 6] = [
    &[],
    &["--release"],
    &["--release", "--config", "profile.release.lto='fat'"],
    &["--release", "--config", "profile.release.lto='thin'"],
    &["--release", "--config", "profile.release.codegen-units=1"],
    &["--release", "--config", "profile.release.codegen-units=256"],
];

/// What has no plugins is built once for few units of code and for many.
const UNITS: [&str; 4] = [
    "--config",
    "profile.release.package.pluggy-core.codegen-units=16",
    "--config",
    "profile.release.package.'*'.codegen-units=16",
];

/// Plugins by name, calls in the order of the names inside each band, and the
/// functions of one plugin from its last to its first: newest first. Those that
/// a macro writes have the order of its uses.
const OUTPUT: &str = "\
registry: true
plugin: aardvark of link-modules
plugin: bear of link-several
plugin: functions of link-several
plugin: link-function of link-function
plugin: monkey of link-several
plugin: rules of link-several
plugin: zebra of link-modules
step impls: bear::around functions::step_first functions::step link-function::step \
monkey::step_again monkey::step zebra::step bear::step
step: bear( functions-first functions function monkey-again monkey zebra bear )bear
answer impls: bear::answer monkey::answer
answer: Some(\"monkey\")
turn impls: functions::turn aardvark::turn monkey::turn rules::turn rules::turn rules::turn \
rules::turn rules::turn
turn: functions aardvark monkey c b a second first
";

/// Builds `link-app` and runs it.
fn link(features: &str, profile: &[&str]) -> Outcome {
    // Two builds write one program.
    static BUILDING: Mutex<()> = Mutex::new(());
    let _building = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut args = vec!["-p", "link-app", "--no-default-features", "--features", features];
    args.extend(UNITS.iter().chain(profile));
    let built = build(&root().join("Cargo.toml"), &args);
    run(&built.join("link-app"), root(), &[])
}

fn assert_links_alike(features: &str) {
    let expected = Outcome { code: Some(0), stdout: OUTPUT.into(), stderr: String::new() };
    for profile in PROFILES {
        assert_eq!(link(features, profile), expected, "{features} {profile:?}");
    }
}

#[test]
fn plugins_and_order_with_inventory_are_the_same_in_every_profile() {
    assert_links_alike("inventory");
}

#[test]
fn plugins_and_order_with_linkme_are_the_same_in_every_profile() {
    assert_links_alike("linkme");
    assert_links_alike("inventory,linkme");
}

#[test]
fn a_build_without_a_registry_says_so() {
    let Outcome { code, stdout, stderr } = link("", &[]);
    assert_eq!(code, Some(1));
    assert!(stdout.starts_with("registry: false\nstep impls: \n"), "{stdout}");
    assert_eq!(
        stderr,
        "this build of pluggy-core has no link-time registry, so no plugin can be discovered: \
         enable its feature `inventory` or `linkme`, or register plugins by hand\n"
    );
}
