//! Two packages with plugins of one name.

use crate::packages::several;

#[test]
fn the_first_by_package_has_it() {
    let printed = several("one-name", &[]);
    let failure = "plugin `ale` of tavern-ale 1.1.0 (tavern-ale/src/lib.rs:4:4) was not registered: the \
                   name is taken by ale (brewery 3.0.0, brewery/src/lib.rs:4:4); leave one of \
                   them out, or have one renamed, by `#[hookimpl(name = \"…\")]` or `register_as`";
    assert_eq!(
        printed.discovery,
        format!("registered: ale (brewery 3.0.0, brewery/src/lib.rs:4:4)\nfailed: {failure}")
    );
    assert_eq!(
        (&*printed.pours, printed.error.as_deref()),
        ("pour: ale of brewery", Some(failure))
    );
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS      PACKAGE           DESCRIPTION
ale     registered  brewery 3.0.0     brewery/src/lib.rs:4:4
ale     failed      tavern-ale 1.1.0  the name is taken by ale (brewery 3.0.0,
                                      brewery/src/lib.rs:4:4); leave one of them out, or have one
                                      renamed, by `#[hookimpl(name = \"…\")]` or `register_as`
                                      tavern-ale/src/lib.rs:4:4"
    );
}

#[test]
fn leaving_one_out_by_its_package_resolves_it() {
    for (selector, pours) in [
        ("-brewery", "pour: ale of tavern-ale"),
        ("tavern-ale", "pour: ale of tavern-ale"),
        ("tavern_ale", "pour: ale of tavern-ale"),
        ("-tavern-ale", "pour: ale of brewery"),
        ("-ale,+brew*", "pour: ale of brewery"),
        ("-ale", "pour:"),
    ] {
        let printed = several("one-name", &[selector]);
        assert_eq!((&*printed.pours, printed.error), (pours, None), "{selector}");
    }
    assert_eq!(
        several("one-name", &["-brewery"]).plugins,
        "\
PLUGIN  STATUS        PACKAGE           DESCRIPTION
ale     not selected  brewery 3.0.0     left out by `-brewery` of the arguments
                                        brewery/src/lib.rs:4:4
ale     registered    tavern-ale 1.1.0  tavern-ale/src/lib.rs:4:4"
    );
}

#[test]
fn two_versions_of_a_plugin_have_one_name() {
    let printed = several("plugin-twice", &[]);
    assert_eq!(printed.pours, "pour: ale of tavern-ale");
    assert_eq!(
        printed.plugins,
        "\
PLUGIN  STATUS      PACKAGE           DESCRIPTION
ale     registered  tavern-ale 1.0.0  tavern-ale-1/src/lib.rs:4:4
ale     failed      tavern-ale 1.1.0  another version of its package is linked, with the plugin ale
                                      (tavern-ale 1.0.0, tavern-ale-1/src/lib.rs:4:4); let all
                                      depend on one: `cargo tree --duplicates` shows who asks for
                                      which
                                      tavern-ale/src/lib.rs:4:4"
    );
}

/// A selector means all that are called so.
#[test]
fn a_plugin_may_be_called_as_another_package_is() {
    let printed = several("borrowed-name", &[]);
    assert_eq!(
        (&*printed.pours, printed.error),
        ("pour: ale of brewery, brewery of taproom", None)
    );
    for (selector, pours) in [
        ("-brewery", "pour:"),
        ("-taproom", "pour: ale of brewery"),
        ("-ale", "pour: brewery of taproom"),
    ] {
        assert_eq!(several("borrowed-name", &[selector]).pours, pours, "{selector}");
    }
}

/// Whoever came first has it, but nobody goes without a word.
#[test]
fn a_plugin_of_another_package_that_is_registered_by_hand_has_it() {
    let printed = several("usurper", &[]);
    assert_eq!(printed.pours, "pour: ale of the house");
    assert_eq!(
        printed.error.unwrap(),
        "plugin `ale` of tavern-ale 1.1.0 (tavern-ale/src/lib.rs:4:4) was not registered: the name \
         is taken by ale (several 1.0.0, several/src/bin/usurper.rs:10:6); leave one of them out, \
         or have one renamed, by `#[hookimpl(name = \"…\")]` or `register_as`"
    );
    assert_eq!(several("usurper", &["-tavern-ale"]).error, None);
    let printed = several("usurper", &["-several"]);
    assert_eq!((&*printed.pours, printed.error), ("pour: ale of tavern-ale", None));
}
