//! Which cooks take part: the file, the variable, the option, and who has the
//! last word.

use crate::kitchen::{ALL, visit};
use crate::packages::APP;

#[test]
fn the_file_of_the_working_folder_chooses() {
    for (plugins, cooks) in [
        ("only = 'spam'", "house-cook, spam"),
        ("only = ['eggsample-sauce', 'waiter']", "house-cook, porter, saucier, waiter"),
        ("only = []", "house-cook"),
        ("without = ['spam', 'port*']", "house-cook, saucier, waiter"),
        ("with = ['spam']", ALL),
        ("only = ['waiter']\nwith = ['spam']", "house-cook, spam, waiter"),
        ("without = ['spam']\nonly = ['eggsample-spam']", "house-cook, waiter"),
        ("", ALL),
    ] {
        visit(&APP).config(&format!("[plugins]\n{plugins}\n")).serves(cooks);
    }
}

#[test]
fn a_file_that_is_named_is_read_instead() {
    visit(&APP)
        .config("[plugins]\nonly = 'waiter'\n")
        .file("sunday.toml", "[plugins]\nwithout = 'waiter'\n")
        .args(["--config", "sunday.toml"])
        .serves("house-cook, porter, saucier, spam");
}

#[test]
fn the_variable_chooses() {
    for (selectors, cooks) in [
        ("spam", "house-cook, spam"),
        ("spam, waiter", "house-cook, spam, waiter"),
        ("-spam", "house-cook, porter, saucier, waiter"),
        ("-spam,-waiter", "house-cook, porter, saucier"),
        ("eggsample-spam,-waiter", "house-cook, spam"),
        ("-eggsample-spam,+waiter", "house-cook, porter, saucier, waiter"),
        ("+spam", ALL),
        ("eggsample_sauce", "house-cook, porter, saucier"),
        ("s*", "house-cook, saucier, spam"),
        ("*a*r", "house-cook, saucier, waiter"),
        ("-eggsample-*", "house-cook"),
        ("-*", "house-cook"),
        ("house-cook", "house-cook"),
        ("", ALL),
        (" , ", ALL),
    ] {
        visit(&APP).env(selectors).serves(cooks);
    }
}

#[test]
fn the_option_leaves_out_plugins_and_packages() {
    for (without, cooks) in [
        (&["spam"][..], "house-cook, porter, saucier, waiter"),
        (&["spam", "waiter"], "house-cook, porter, saucier"),
        (&["eggsample-spam"], "house-cook, porter, saucier"),
        (&["eggsample-spam", "porter"], "house-cook, saucier"),
        (&["*"], "house-cook"),
    ] {
        let args = without.iter().flat_map(|name| ["--without", name]);
        visit(&APP).args(args).serves(cooks);
    }
}

#[test]
fn the_variable_overrules_the_file_and_the_option_both() {
    let layers = |plugins: &str, selectors: &str, without: &[&str], cooks: &str| {
        let args = without.iter().flat_map(|name| ["--without", name]);
        let config = format!("[plugins]\n{plugins}\n");
        visit(&APP).config(&config).env(selectors).args(args).serves(cooks);
    };
    layers("without = 'spam'", "+spam", &[], ALL);
    layers("only = ['spam', 'porter']", "-porter", &[], "house-cook, spam");
    layers("only = 'spam'", "waiter", &[], "house-cook, waiter");
    layers("only = 'spam'", "+waiter", &["spam"], "house-cook, waiter");
    layers("without = '*'", "+spam,+waiter", &["eggsample-spam"], "house-cook");
    layers("without = 'spam'", "*", &["saucier"], "house-cook, porter, spam, waiter");
}

/// What is said to those who want to switch off the cook of the house.
pub(crate) fn no_effect(selector: &str, origin: &str) -> String {
    format!(
        "`{selector}` of {origin} has no effect: house-cook can't be switched off; remove the selector"
    )
}

#[test]
fn the_cook_of_the_house_stays() {
    visit(&APP)
        .config("[plugins]\nwithout = ['house-cook']\n")
        .env("-house-*")
        .args(["--without", "eggsample"])
        .serves_with_warnings(
            ALL,
            &[
                &no_effect("house-cook", "eggsample.toml:2:1"),
                &no_effect("-house-*", "EGGSAMPLE_PLUGINS"),
                &no_effect("eggsample", "--without"),
            ],
        );
}

#[test]
fn a_plugin_that_is_left_out_is_not_built_and_its_section_not_read() {
    let config = "[plugins.spam]\npraises = []\nsauce = 'many'\n";
    visit(&APP)
        .config(config)
        .args(["--without", "spam"])
        .serves("house-cook, porter, saucier, waiter");
}
