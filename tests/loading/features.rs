//! What the features of pluggy-core bring, and what is said without them.

use crate::Printed;
use crate::packages::{choice, unconfigured, unlinked};

const NO_REGISTRY: &str = "this build of pluggy-core has no link-time registry, so no plugin can be \
    discovered: enable its feature `inventory` or `linkme`, or register plugins by hand";

/// The user's layer works on what is linked, whatever collects it.
#[track_caller]
fn assert_chooses(features: &str) {
    let choice = |selectors, config| choice(features, &[selectors, config]);
    let all = choice("", "");
    assert_eq!(all.pours, "pour: ale of tavern-ale, 0 cups of mead, water");
    assert_eq!(all.error, None);

    let chosen = choice("-house,-ale", "[plugins.mead]\ncups = 3");
    let expected = Printed {
        discovery: "by hand: NotSelected(\"house\")\n\
            registered: mead (tavern-mead 1.4.0, tavern-mead/src/lib.rs:21:6)\n\
            skipped, not selected: ale (tavern-ale 1.1.0, tavern-ale/src/lib.rs:4:4)"
            .into(),
        pours: "pour: 3 cups of mead".into(),
        plugins: "\
PLUGIN  STATUS        PACKAGE            DESCRIPTION
ale     not selected  tavern-ale 1.1.0   left out by `-ale` of the arguments
                                         tavern-ale/src/lib.rs:4:4
house   not selected  choice 1.0.0       Is registered by hand.
                                         left out by `-house` of the arguments
                                         choice/src/main.rs:12:6
mead    registered    tavern-mead 1.4.0  Pours mead.
                                         tavern-mead/src/lib.rs:21:6"
            .into(),
        problems: None,
        error: None,
    };
    assert_eq!(chosen, expected);

    let mistaken = choice("+stout", "[plugins.mead]\ncups = 'x'");
    assert_eq!(mistaken.pours, "pour: ale of tavern-ale, water");
    assert_eq!(
        mistaken.error.unwrap(),
        "2 problems with the plugins\n\
         - plugin `mead` of tavern-mead 1.4.0 (tavern-mead/src/lib.rs:21:6) was not registered: \
         tavern.toml:2:8: `plugins.mead.cups`: invalid type: string \"x\", expected u32\n\
         - `+stout` of the arguments names no plugin and no package: `tavern-stout` is an optional \
         dependency of choice, which is left out: to have it, build choice with `--features \
         tavern-stout`"
    );
}

#[test]
fn a_user_chooses_and_configures_with_inventory() {
    assert_chooses("inventory");
}

#[test]
fn a_user_chooses_and_configures_with_linkme() {
    assert_chooses("linkme");
}

#[test]
fn without_a_registry_there_is_what_is_registered_by_hand() {
    let printed = choice("", &["", ""]);
    assert_eq!(printed.discovery, format!("by hand: Registered(\"house\")\n{NO_REGISTRY}"));
    assert_eq!(printed.pours, "pour: water");
    assert_eq!(printed.error.as_deref(), Some(NO_REGISTRY));
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS      PACKAGE       DESCRIPTION
house   registered  choice 1.0.0  Is registered by hand.
                                  choice/src/main.rs:12:6"
    );

    let printed = choice("", &["-house", ""]);
    assert_eq!(printed.pours, "pour:");
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS        PACKAGE       DESCRIPTION
house   not selected  choice 1.0.0  Is registered by hand.
                                    left out by `-house` of the arguments
                                    choice/src/main.rs:12:6"
    );
}

#[test]
fn a_configuration_without_its_feature_is_a_compile_error() {
    let errors = unconfigured();
    assert!(errors[1].ends_with("due to 1 previous error"), "{errors:?}");
    assert_eq!(
        errors[..1],
        ["src/lib.rs:21:38: error: `config` needs a feature of pluggy-core: write `pluggy-core = \
          { …, features = [\"config\"] }` in Cargo.toml"]
    );
}

#[test]
fn link_plugins_without_its_feature_is_a_compile_error() {
    assert_eq!(
        unlinked()[0],
        "src/lib.rs:1:1: error: `link_plugins!` needs a feature of pluggy-core, which the host \
         enables: write `pluggy-core = { …, features = [\"link\"] }` in its Cargo.toml"
    );
}
