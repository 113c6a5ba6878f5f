//! The kitchen's own command line.

use crate::kitchen::{ALL, meal, visit};
use crate::packages::APP;
use crate::program::Outcome;

/// A run in a folder that has the files of these tests.
fn order(args: &[&str]) -> crate::kitchen::Visit {
    FILES.iter().fold(visit(&APP), |visit, (name, content)| visit.file(name, content)).args(args)
}

const FILES: [(&str, &[u8]); 7] = [
    ("condiments", "# today\n\nsteak sauce = 4\n  honey=7  \ncrème fraîche = 1\n".as_bytes()),
    ("no-count", b"honey = 7\nketchup\n"),
    ("no-name", b"= 4"),
    ("no-number", b"\n\nketchup = some\n"),
    ("negative", b"ketchup = -1\n"),
    ("twice", b"honey = 7\nketchup = 1\nhoney = 8\n"),
    ("not-utf-8", b"\xff\xfe = 4\n"),
];

fn assert_prints(args: &[&str], stdout: &str) {
    let expected = Outcome { code: Some(0), stdout: stdout.into(), stderr: String::new() };
    assert_eq!(order(args).outcome(), expected, "{args:?}");
}

#[test]
fn all_linked_cooks_take_part() {
    let all = "In the kitchen: house-cook, porter, saucier, spam, waiter.\n\
         Your food. Enjoy some egg, lovely spam, wonderous spam, salt, pepper.\n\
         Some condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, 42 spam sauce.\n\
         \x20 Now this is what I call a condiments tray!\n\
         \x20 Jars of sauce, says the saucier: 43.\n\
         Served on a silver tray.\n";
    assert_prints(&[], all);
    assert_eq!(meal(ALL), all);
}

#[test]
fn the_order_and_the_options_reach_the_cooks() {
    assert_prints(
        &["--vegetarian", "--guests", "7", "--condiments", "condiments", "--", "bacon", "--help"],
        "In the kitchen: house-cook, porter, saucier, spam, waiter.\n\
         Your food. Enjoy some bacon, --help, lovely tofu, wonderous tofu, salt, pepper, egg.\n\
         Some condiments? We have 1 crème fraîche, 7 honey, 1 mint sauce, 42 spam sauce.\n\
         \x20 Now this is what I call a condiments tray!\n\
         \x20 Jars of sauce, says the saucier: 43.\n\
         Served on a large tray.\n",
    );
}

#[test]
fn an_objection_names_its_cook_and_ends_the_program() {
    order(&["egg", "no spam"]).refuses(1, "spam refuses the order: there is no meal without spam");
    let outcome = order(&["--without", "spam", "egg", "no spam"]).outcome();
    assert_eq!((outcome.code, &*outcome.stderr), (Some(0), ""));
    for without in ["spam", "eggsample-*"] {
        order(&["--guests", "13", "--without", without])
            .refuses(1, "house-cook refuses the order: we have 12 seats");
    }
}

#[test]
fn condiments_that_cannot_be_read_are_an_error() {
    // The end of the message is the system's.
    for (file, message) in [
        ("nowhere", "eggsample: cannot read the condiments of nowhere: "),
        (".", "eggsample: cannot read the condiments of .: "),
        ("not-utf-8", "eggsample: cannot read the condiments of not-utf-8: "),
    ] {
        let Outcome { code, stdout, stderr } = order(&["--condiments", file]).outcome();
        assert_eq!((code, &*stdout), (Some(1), ""), "{file}");
        assert!(stderr.starts_with(message) && stderr.lines().count() == 1, "{file}: {stderr}");
    }
}

#[test]
fn a_malformed_line_of_condiments_is_an_error_at_its_place() {
    for (file, message) in [
        ("no-count", "no-count:2: expected `name = count`, found `ketchup`"),
        ("no-name", "no-name:1: expected `name = count`, found `= 4`"),
        ("no-number", "no-number:3: `some` is no count of ketchup: invalid digit found in string"),
        ("negative", "negative:1: `-1` is no count of ketchup: invalid digit found in string"),
        ("twice", "twice:3: this condiment has a line above"),
    ] {
        order(&["--condiments", file]).refuses(1, message);
    }
}

#[test]
fn a_command_line_that_makes_no_sense_is_answered_with_the_usage() {
    let help = order(&["--help"]).outcome();
    assert_eq!((help.code, &*help.stderr), (Some(0), ""));
    let usage = "Usage: eggsample-app [OPTIONS] [INGREDIENT]... [COMMAND]\n";
    assert!(help.stdout.contains(usage), "{}", help.stdout);
    for (args, message) in [
        (&["egg", "--spam"][..], "unexpected argument '--spam' found"),
        (&["-g"], "unexpected argument '-g' found"),
        (&["--condiments"], "a value is required for '--condiments <FILE>'"),
        (&["--guests"], "a value is required for '--guests <N>'"),
        (&["--guests", "many"], "invalid value 'many' for '--guests <N>'"),
        (&["--config"], "a value is required for '--config <FILE>'"),
        (&["--without"], "a value is required for '--without <NAME>'"),
        (&["plugins", "--without"], "a value is required for '--without <NAME>'"),
    ] {
        let Outcome { code, stdout, stderr } = order(args).outcome();
        assert_eq!((code, &*stdout), (Some(2), ""), "{args:?}");
        assert!(stderr.starts_with(&format!("error: {message}")), "{args:?}: {stderr}");
    }
}
