//! Two versions of a host in one program.

use crate::packages::several;

const TWO: &str = "two versions of tavern are linked: the hooks are those of 0.1.0, with ale \
    (tavern-ale 1.1.0, tavern-ale/src/lib.rs:4:4); and left out, for 0.2.0, with beer \
    (tavern-beer 1.2.0, tavern-beer/src/lib.rs:4:4) and stew (tavern-stew 1.3.0, \
    tavern-stew/src/lib.rs:10:6); let all depend on one version: `cargo tree --duplicates` shows \
    who asks for which";

#[test]
fn the_problem_names_both_versions_and_their_plugins() {
    let printed = several("two-versions", &[]);
    let ale = "registered: ale (tavern-ale 1.1.0, tavern-ale/src/lib.rs:4:4)";
    assert_eq!(printed.discovery, format!("{ale}\nproblem: {TWO}"));
    assert_eq!(printed.pours, "pour: ale of tavern-ale");
    assert_eq!(printed.error.as_deref(), Some(TWO));
}

#[test]
fn the_report_has_the_plugins_of_the_other_and_the_problem() {
    let printed = several("two-versions", &[]);
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS        PACKAGE            DESCRIPTION
ale     registered    tavern-ale 1.1.0   tavern-ale/src/lib.rs:4:4
beer    no spec here  tavern-beer 1.2.0  implements tavern::Keeper
                                         tavern-beer/src/lib.rs:4:4
stew    no spec here  tavern-stew 1.3.0  implements tavern::kitchen::Cook
                                         tavern-stew/src/lib.rs:10:6"
    );
    assert_eq!(
        printed.problems.unwrap(),
        "\
PROBLEMS
- two versions of tavern are linked: the hooks are those of 0.1.0, with ale (tavern-ale 1.1.0,
  tavern-ale/src/lib.rs:4:4); and left out, for 0.2.0, with beer (tavern-beer 1.2.0,
  tavern-beer/src/lib.rs:4:4) and stew (tavern-stew 1.3.0, tavern-stew/src/lib.rs:10:6); let all
  depend on one version: `cargo tree --duplicates` shows who asks for which"
    );
}

#[test]
fn the_hooks_are_those_of_the_manager() {
    let printed = several("newer", &[]);
    assert_eq!(printed.pours, "pour: beer of tavern-beer");
    assert_eq!(
        printed.error.unwrap(),
        "two versions of tavern are linked: the hooks are those of 0.2.0, with beer (tavern-beer \
         1.2.0, tavern-beer/src/lib.rs:4:4) and stew (tavern-stew 1.3.0, \
         tavern-stew/src/lib.rs:10:6); and left out, for 0.1.0, with ale (tavern-ale 1.1.0, \
         tavern-ale/src/lib.rs:4:4); let all depend on one version: `cargo tree --duplicates` \
         shows who asks for which"
    );
}

/// It is known by its package and its name, in whatever module.
#[test]
fn a_spec_that_has_moved_is_the_same() {
    assert_eq!(
        several("moved", &[]).error.unwrap(),
        "two versions of tavern are linked: the hooks are those of 0.1.0, with no plugin; and \
         left out, for 0.2.0, with stew (tavern-stew 1.3.0, tavern-stew/src/lib.rs:10:6); let all \
         depend on one version: `cargo tree --duplicates` shows who asks for which"
    );
}

/// Who has the same trait and the same hook in another package.
#[test]
fn another_host_is_no_version() {
    let printed = several("two-hosts", &[]);
    let ale = "registered: ale (tavern-ale 1.1.0, tavern-ale/src/lib.rs:4:4)";
    assert_eq!((&*printed.discovery, printed.problems, printed.error), (ale, None, None));
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS        PACKAGE           DESCRIPTION
ale     registered    tavern-ale 1.1.0  tavern-ale/src/lib.rs:4:4
cider   no spec here  inn-cider 1.6.0   implements inn::Keeper
                                        inn-cider/src/lib.rs:4:4"
    );
}
