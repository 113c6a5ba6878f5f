//! What an end user may get wrong, and what the program says to it.

use crate::choosing::no_effect;
use crate::kitchen::{ALL, Visit, spam, visit, waiter};
use crate::packages::APP;
use crate::program::Outcome;
use crate::troubles::{panicked, taken};

const WITHOUT_SPAM: &str = "house-cook, porter, saucier, waiter";

/// The `eggsample.toml`, and what is said of it; there is no meal.
const FATAL: [(&str, &str); 11] = [
    ("[plugins\n", "eggsample.toml:1:9: unclosed table, expected `]`"),
    (
        "# No quotes.\n[plugins]\nonly = spam\n",
        "eggsample.toml:3:8: string values must be quoted, expected literal string",
    ),
    ("[plugins.spam]\n\n[plugins.spam]\n", "eggsample.toml:3:10: duplicate key"),
    (
        "plugins = 3\n",
        "eggsample.toml:1:1: `plugins`: expected a table, found integer: a plugin has a table of its \
         own, `plugins.NAME`",
    ),
    (
        "[[plugins]]\nname = 'spam'\n",
        "eggsample.toml:1:1: `plugins`: expected a table, found array: a plugin has a table of its \
         own, `plugins.NAME`",
    ),
    (
        "[plugins]\nonyl = 'spam'\n",
        "eggsample.toml:2:1: `plugins.onyl`: no choice of plugins: did you \
         mean `only`?",
    ),
    (
        "[plugins]\nonly = 3\n",
        "eggsample.toml:2:8: `plugins.only`: invalid type: integer `3`, expected a string or an \
         array of strings",
    ),
    (
        "[plugins]\nwithout = ['spam', 3]\n",
        "eggsample.toml:2:20: `plugins.without[1]`: invalid type: integer `3`, expected a string",
    ),
    (
        "[plugins.house-cook]\nseats = 'few'\n",
        "eggsample.toml:2:9: `plugins.house-cook.seats`: invalid type: string \"few\", expected u32",
    ),
    (
        "[plugins.house-cook]\nseat = 4\n",
        "eggsample.toml:2:1: `plugins.house-cook.seat`: unknown field `seat`, expected `seats`",
    ),
    (
        "[plugins.house-cook]\nseats = -1\n",
        "eggsample.toml:2:9: `plugins.house-cook.seats`: invalid value: integer `-1`, expected u32",
    ),
];

/// The `eggsample.toml`, why `spam` is not there, and nobody else misses.
const FAILED: [(&str, &str); 6] = [
    (
        "[plugins.spam]\nsauce = 'many'\n",
        "eggsample.toml:2:9: `plugins.spam.sauce`: invalid type: string \"many\", expected u32",
    ),
    (
        "[plugins]\nspam = false\n",
        "eggsample.toml:2:8: `plugins.spam`: expected a table, found boolean: `[plugins.spam]` \
         configures the plugin, `without = [\"spam\"]` leaves it out",
    ),
    (
        "[plugins.spam]\n\nsause = 3\n",
        "eggsample.toml:3:1: `plugins.spam.sause`: unknown field `sause`, expected `praises` or \
         `sauce`",
    ),
    (
        "[plugins.spam]\npraises = 'lovely'\n",
        "eggsample.toml:2:11: `plugins.spam.praises`: invalid type: string \"lovely\", expected a \
         sequence",
    ),
    (
        "[plugins.spam]\npraises = [\n  'lovely',\n  3,\n]\n",
        "eggsample.toml:4:3: `plugins.spam.praises[1]`: invalid type: integer `3`, expected a string",
    ),
    (
        "[plugins.spam]\npraises = []\n",
        "its constructor failed: spam without praise is no spam; correct that, or leave the plugin out",
    ),
];

/// The `eggsample.toml`, and a warning; all cooks are there.
const IDLE: [(&str, &str); 11] = [
    (
        "[plugins]\nspma = false\n",
        "eggsample.toml:2:1: `[plugins.spma]` is for no plugin: did you mean `spam`? `[plugins.spam]` \
         configures it, `without = [\"spam\"]` leaves it out",
    ),
    (
        "[spam]\nsauce = 3\n",
        "eggsample.toml:1:1: `[spam]` is read by nobody: did you mean `[plugins.spam]`?",
    ),
    (
        "[eggsample-spam]\nsauce = 3\n",
        "eggsample.toml:1:1: `[eggsample-spam]` is read by nobody: did you mean \
         `[plugins.spam]`?",
    ),
    (
        "wihtout = ['waiter']\n",
        "eggsample.toml:1:1: `wihtout` is read by nobody: to choose plugins, write `without` in \
         `[plugins]`",
    ),
    (
        "[plugins.eggsample-spam]\nsauce = 3\n",
        "eggsample.toml:1:1: `[plugins.eggsample-spam]` is for no plugin: `eggsample-spam` is a \
         package, with the plugins spam, waiter",
    ),
    (
        "[plugins.spma]\nsauce = 3\n",
        "eggsample.toml:1:1: `[plugins.spma]` is for no plugin: did you mean `spam`?",
    ),
    (
        "[plugins.cellar]\n",
        "eggsample.toml:1:1: `[plugins.cellar]` is for no plugin: the plugins are house-cook, porter, \
         saucier, spam, waiter; for another, its crate must be a dependency of the program and be \
         linked",
    ),
    (
        "[plugins]\nwithout = ['eggsample-spma']\n",
        "`eggsample-spma` of eggsample.toml:2:1 names no plugin and no package: did you mean \
         `eggsample-spam`?",
    ),
    (
        "[plugins]\nwith = ['cellar']\n",
        "`cellar` of eggsample.toml:2:1 names no plugin and no package: the plugins are house-cook, \
         porter, saucier, spam, waiter; for another, its crate must be a dependency of the program \
         and be linked",
    ),
    (
        "[plugins]\nwithout = ['[spam']\n",
        "`[spam` of eggsample.toml:2:1 is no selector: in a pattern `*` stands for any text, `?` \
         for a character, `[ab]` for one of some",
    ),
    (
        "[plugins]\nwithout = ['']\n",
        "`` of eggsample.toml:2:1 is no selector: it has no name: write the name of a plugin or a \
         package",
    ),
];

/// What is said when the plugin `spam` is not there.
pub(crate) fn failed(why: &str) -> String {
    format!("plugin `spam` of eggsample-spam 0.1.0 ({}) was not registered: {why}", spam())
}

/// Everything that is said here, for the manual.
pub(crate) fn messages() -> Vec<String> {
    let own = FATAL.into_iter().chain(IDLE).map(|(_, message)| message.to_owned());
    let failed = FAILED.into_iter().map(|(_, why)| failed(why));
    let others = [
        UNREADABLE.to_owned(),
        NOT_UTF_8.to_owned(),
        no_effect("house-cook", "--without"),
        idle_waiter(),
        panicked(),
        taken(),
    ];
    own.chain(failed).chain(others).collect()
}

#[test]
fn a_file_that_makes_no_sense_ends_the_program() {
    for (config, message) in FATAL {
        visit(&APP).config(config).refuses(1, message);
        visit(&APP).config(config).args(["plugins"]).refuses(1, message);
    }
}

#[test]
fn a_section_that_its_plugin_refuses_costs_that_plugin_alone() {
    for (config, why) in FAILED {
        visit(&APP).config(config).serves_with_warnings(WITHOUT_SPAM, &[&failed(why)]);
        visit(&APP).config(config).args(["--strict"]).refuses(1, &failed(why));
    }
}

#[test]
fn what_is_for_nobody_is_a_warning() {
    for (config, warning) in IDLE {
        visit(&APP).config(config).serves_with_warnings(ALL, &[warning]);
        visit(&APP).config(config).args(["--strict"]).refuses(1, warning);
    }
}

fn idle_waiter() -> String {
    format!(
        "eggsample.toml:1:1: `[plugins.waiter]` has no effect: the plugin waiter (eggsample-spam \
         0.1.0, {}) takes no configuration; remove the section",
        waiter()
    )
}

#[test]
fn a_section_for_a_plugin_without_configuration_is_a_warning() {
    visit(&APP).config("[plugins.waiter]\ntips = 3\n").serves_with_warnings(ALL, &[&idle_waiter()]);
}

const UNREADABLE: &str = "cannot read nowhere.toml: ";
const NOT_UTF_8: &str = "eggsample.toml:2:9: the file is not UTF-8 here";

/// The end of the message is the system's.
fn assert_unreadable(visit: Visit, message: &str) {
    let Outcome { code, stdout, stderr } = visit.outcome();
    assert_eq!((code, &*stdout), (Some(1), ""), "{stderr}");
    let message = format!("eggsample: {message}");
    assert!(stderr.starts_with(&message) && stderr.lines().count() == 1, "{stderr}");
}

#[test]
fn a_file_that_cannot_be_read_ends_the_program() {
    let missing = visit(&APP).args(["--config", "nowhere.toml"]);
    assert_unreadable(missing, UNREADABLE);
    let folder = visit(&APP).folder("sunday").args(["--config", "sunday"]);
    assert_unreadable(folder, "cannot read sunday: ");
    assert_unreadable(visit(&APP).folder("eggsample.toml"), "cannot read eggsample.toml: ");
    visit(&APP).file("eggsample.toml", b"[plugins]\nonly = '\xff'\n").refuses(1, NOT_UTF_8);
}

#[test]
fn a_selector_that_names_nobody_is_a_warning_with_the_nearest_name() {
    let unknown = |selector: &str, origin: &str, near: &str| {
        format!("`{selector}` of {origin} names no plugin and no package: did you mean `{near}`?")
    };
    for (selectors, cooks, near) in [
        ("spma", "house-cook", "spam"),
        ("-spma", ALL, "spam"),
        ("+wiater", ALL, "waiter"),
        ("Spam", "house-cook", "spam"),
        ("eggsample-sause", "house-cook", "eggsample-sauce"),
    ] {
        let warning = unknown(selectors, "EGGSAMPLE_PLUGINS", near);
        visit(&APP).env(selectors).serves_with_warnings(cooks, &[&warning]);
    }
    visit(&APP).args(["--without", "spma", "--without", "waiter"]).serves_with_warnings(
        "house-cook, porter, saucier, spam",
        &[&unknown("spma", "--without", "spam")],
    );
}

#[test]
fn a_selector_that_is_none_is_a_warning_and_the_others_count() {
    let pattern =
        "in a pattern `*` stands for any text, `?` for a character, `[ab]` for one of some";
    let nameless = "it has no name: write the name of a plugin or a package";
    for (selectors, selector, mistake) in
        [("-,-spam", "-", nameless), ("-spam,+", "+", nameless), ("-spam,-[a", "-[a", pattern)]
    {
        let warning = format!("`{selector}` of EGGSAMPLE_PLUGINS is no selector: {mistake}");
        visit(&APP).env(selectors).serves_with_warnings(WITHOUT_SPAM, &[&warning]);
    }
    // A list of what makes no sense does not choose all.
    let warning = format!("`[a` of EGGSAMPLE_PLUGINS is no selector: {pattern}");
    visit(&APP).env("[a").serves_with_warnings("house-cook", &[&warning]);
    let warning = format!("`` of --without is no selector: {nameless}");
    visit(&APP)
        .args(["--without", "", "--without", "spam"])
        .serves_with_warnings(WITHOUT_SPAM, &[&warning]);
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_is_told() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let bytes = OsString::from_vec(b"-spam\xff".to_vec());
    let warning = "`-spam\u{fffd}` of EGGSAMPLE_PLUGINS is no selector: it is not UTF-8, and ignored: set the \
                   variable anew";
    visit(&APP).env(&bytes).serves_with_warnings(ALL, &[warning]);
    let outcome = visit(&APP).args([OsString::from("--without"), bytes]).outcome();
    assert_eq!((outcome.code, &*outcome.stdout), (Some(2), ""));
    assert!(outcome.stderr.starts_with("error: invalid UTF-8 "), "{}", outcome.stderr);
}

/// What is needed is there, or there is no meal: whatever befell it.
#[test]
fn the_kitchen_fails_closed() {
    let need = |name: &str| visit(&APP).args(["--need", name]);
    need("spam").serves(ALL);
    need("eggsample-s*").serves(ALL);
    need("spma").refuses(
        1,
        "`spma` of the host's essential plugins names no plugin and no package: did you mean `spam`?",
    );
    let wrong = "[plugins.spam]\nsuace = 3";
    let Outcome { code, stdout, stderr } = need("spam").config(wrong).outcome();
    assert_eq!((code, &*stdout), (Some(1), ""));
    let (start, why) =
        ("eggsample: essential plugin `spam` of eggsample-spam ", "unknown field `suace`");
    assert!(stderr.starts_with(start) && stderr.contains(why), "{stderr}");
    // Another one that fails does not matter.
    let Outcome { code, stdout, .. } = need("saucier").config(wrong).outcome();
    assert_eq!(code, Some(0));
    assert!(stdout.starts_with("In the kitchen: house-cook, porter, saucier, waiter."), "{stdout}");
    // Nor does it help to leave it out.
    need("spam").args(["--without", "spam"]).serves_with_warnings(
        ALL,
        &["`spam` of --without has no effect: spam can't be switched off; remove the selector"],
    );
}
