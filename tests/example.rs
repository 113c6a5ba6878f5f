//! `examples/eggsample` as its end user runs it: what it prints and how it
//! ends, with each plugin crate linked and not.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use program::{Outcome, build, root, run, scratch};

/// The plugin crates of the end user's program, by their lines in `main.rs`.
const PLUGINS: [&str; 2] = ["use eggsample_sauce as _;\n", "use eggsample_spam as _;\n"];

/// The example's program, and the same without some of the lines of [`PLUGINS`].
struct Programs {
    all: PathBuf,
    without_sauce: PathBuf,
    without_spam: PathBuf,
    alone: PathBuf,
}

static PROGRAMS: LazyLock<Programs> = LazyLock::new(|| {
    let target = scratch("example");
    let built = build(&target, &root().join("Cargo.toml"), &["-p", "eggsample-app"]);
    let all = built.join("eggsample-app");

    // What an end user does who takes a plugin out: the line goes.
    let package = scratch("example-variants");
    let bins = package.join("src/bin");
    fs::create_dir_all(&bins).unwrap();
    let example = root().join("examples/eggsample");
    let main = fs::read_to_string(example.join("eggsample-app/src/main.rs")).unwrap();
    let [sauce, spam] = PLUGINS;
    for (name, lines) in
        [("without-sauce", &[sauce][..]), ("without-spam", &[spam]), ("alone", &[sauce, spam])]
    {
        let rest = lines.iter().fold(main.clone(), |rest, line| {
            assert!(rest.contains(line), "`main.rs` has no line {line:?}");
            rest.replace(line, "")
        });
        fs::write(bins.join(name).with_extension("rs"), rest).unwrap();
    }
    let dependencies = ["eggsample", "eggsample-sauce", "eggsample-spam"]
        .map(|name| format!("{name}.path = '{}'\n", example.join(name).display()))
        .concat();
    let manifest = package.join("Cargo.toml");
    let variants = "[package]\nname = \"variants\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(&manifest, format!("{variants}\n[dependencies]\n{dependencies}")).unwrap();
    // The same versions as the workspace's, and no look into the index.
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let built = build(&target, &manifest, &[]);

    Programs {
        all,
        without_sauce: built.join("without-sauce"),
        without_spam: built.join("without-spam"),
        alone: built.join("alone"),
    }
});

/// Runs a program in a folder that has the files of these tests.
fn serve(program: &Path, args: &[&str]) -> Outcome {
    run(program, &KITCHEN, args)
}

static KITCHEN: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = scratch("example-kitchen");
    fs::create_dir_all(&folder).unwrap();
    for (name, content) in FILES {
        fs::write(folder.join(name), content).unwrap();
    }
    folder
});

const FILES: [(&str, &[u8]); 7] = [
    ("condiments", "# today\n\nsteak sauce = 4\n  honey=7  \ncrème fraîche = 1\n".as_bytes()),
    ("no-count", b"honey = 7\nketchup\n"),
    ("no-name", b"= 4"),
    ("no-number", b"\n\nketchup = some\n"),
    ("negative", b"ketchup = -1\n"),
    ("twice", b"honey = 7\nketchup = 1\nhoney = 8\n"),
    ("not-utf-8", b"\xff\xfe = 4\n"),
];

/// Programs that serve say so on standard output alone.
fn assert_serves(program: &Path, args: &[&str], meal: &str) {
    let expected = Outcome { code: Some(0), stdout: meal.into(), stderr: String::new() };
    assert_eq!(serve(program, args), expected, "{args:?}");
}

/// Programs that do not serve say why on standard error alone.
fn assert_refuses(program: &Path, args: &[&str], code: i32, message: &str) {
    let stderr = format!("eggsample: {message}\n");
    let expected = Outcome { code: Some(code), stdout: String::new(), stderr };
    assert_eq!(serve(program, args), expected, "{args:?}");
}

#[test]
fn all_linked_cooks_take_part() {
    assert_serves(
        &PROGRAMS.all,
        &[],
        "In the kitchen: house-cook, porter, saucier, spam, waiter.\n\
         Your food. Enjoy some egg, lovely spam, wonderous spam, salt, pepper.\n\
         Some condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, 42 spam sauce.\n\
         \x20 Now this is what I call a condiments tray!\n\
         \x20 Jars of sauce, says the saucier: 43.\n\
         Served on a silver tray.\n",
    );
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../examples/eggsample/README.md");
    let meal = serve(&PROGRAMS.all, &[]).stdout;
    assert!(readme.contains(&format!("$ cargo run -p eggsample-app\n{meal}```")), "{meal}");
    let refusal = serve(&PROGRAMS.all, &["egg", "no spam"]).stderr;
    let order = "$ cargo run -p eggsample-app -- egg \"no spam\"";
    assert!(readme.contains(&format!("{order}\n{refusal}```")), "{refusal}");
}

#[test]
fn without_its_line_a_plugin_crate_is_not_there() {
    assert_serves(
        &PROGRAMS.without_sauce,
        &[],
        "In the kitchen: house-cook, spam, waiter.\n\
         Your food. Enjoy some egg, lovely spam, wonderous spam, salt, pepper, egg.\n\
         Some condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, 42 spam sauce.\n\
         \x20 Now this is what I call a condiments tray!\n\
         Served on a silver tray.\n",
    );
    assert_serves(
        &PROGRAMS.without_spam,
        &[],
        "In the kitchen: house-cook, porter, saucier.\n\
         Your food. Enjoy some egg, salt, pepper.\n\
         Some condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, 4 steak sauce.\n\
         \x20 Jars of sauce, says the saucier: 5.\n\
         Served on a small tray.\n",
    );
    assert_serves(
        &PROGRAMS.alone,
        &[],
        "In the kitchen: house-cook.\n\
         Your food. Enjoy some egg, salt, pepper, egg.\n\
         Some condiments? We have 1 mint sauce, 2 mushy peas, 13 pickled walnuts, 4 steak sauce.\n\
         Served on a small tray.\n",
    );
}

#[test]
fn the_order_and_the_configuration_reach_the_cooks() {
    assert_serves(
        &PROGRAMS.all,
        &["--vegetarian", "--guests", "7", "--condiments", "condiments", "--", "bacon", "--help"],
        "In the kitchen: house-cook, porter, saucier, spam, waiter.\n\
         Your food. Enjoy some bacon, --help, splendiferous tofu, magnificent tofu, salt, pepper, \
         egg.\n\
         Some condiments? We have 1 crème fraîche, 7 honey, 1 mint sauce, 42 spam sauce.\n\
         \x20 Now this is what I call a condiments tray!\n\
         \x20 Jars of sauce, says the saucier: 43.\n\
         Served on a large tray.\n",
    );
}

#[test]
fn an_objection_names_its_cook_and_ends_the_program() {
    let order = ["egg", "no spam"];
    let message = "spam refuses the order: there is no meal without spam";
    assert_refuses(&PROGRAMS.all, &order, 1, message);
    assert_eq!(serve(&PROGRAMS.without_spam, &order).code, Some(0));
    let message = "house-cook refuses the order: we have 12 seats";
    assert_refuses(&PROGRAMS.all, &["--guests", "13"], 1, message);
    assert_refuses(&PROGRAMS.alone, &["--guests", "13"], 1, message);
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    // The end of the message is the system's.
    for (file, message) in [
        ("nowhere", "eggsample: cannot read the condiments of nowhere: "),
        (".", "eggsample: cannot read the condiments of .: "),
        ("not-utf-8", "eggsample: cannot read the condiments of not-utf-8: "),
    ] {
        let Outcome { code, stdout, stderr } = serve(&PROGRAMS.all, &["--condiments", file]);
        assert_eq!((code, &*stdout), (Some(1), ""), "{file}");
        assert!(stderr.starts_with(message) && stderr.lines().count() == 1, "{file}: {stderr}");
    }
}

#[test]
fn a_malformed_line_is_an_error_at_its_place() {
    for (file, message) in [
        ("no-count", "no-count:2: expected `name = count`, found `ketchup`"),
        ("no-name", "no-name:1: expected `name = count`, found `= 4`"),
        ("no-number", "no-number:3: `some` is no count of ketchup: invalid digit found in string"),
        ("negative", "negative:1: `-1` is no count of ketchup: invalid digit found in string"),
        ("twice", "twice:3: this condiment has a line above"),
    ] {
        assert_refuses(&PROGRAMS.all, &["--condiments", file], 1, message);
    }
}

#[test]
fn a_command_line_that_makes_no_sense_is_answered_with_the_usage() {
    let help = serve(&PROGRAMS.all, &["--help"]);
    assert_eq!((help.code, &*help.stderr), (Some(0), ""));
    assert!(help.stdout.starts_with("usage: eggsample-app [options]"), "{}", help.stdout);
    for (args, message) in [
        (&["egg", "--spam"][..], "unknown option `--spam`"),
        (&["-g"], "unknown option `-g`"),
        (&["--condiments"], "`--condiments` needs a value"),
        (&["--guests"], "`--guests` needs a value"),
        (&["--guests", "many"], "`many` is no number of guests: invalid digit found in string"),
    ] {
        let message = format!("{message}\n\n{}", help.stdout.trim_end());
        assert_refuses(&PROGRAMS.all, args, 2, &message);
    }
}
