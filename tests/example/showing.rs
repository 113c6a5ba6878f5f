//! The subcommand `plugins`, and `--strict`.

use std::path::PathBuf;

use serde_json::Value;

use crate::kitchen::{Visit, place, visit};
use crate::packages::APP;
use crate::program::Outcome;

/// A kitchen with a cook of each status, and a selector that is for nobody.
fn mixed(args: &[&str]) -> Visit {
    visit(&APP)
        .config("[plugins.spam]\npraises = []\n")
        .env("-porter")
        .args(["--without", "spma"])
        .args(args)
}

const PROBLEM: &str = "`spma` of --without names no plugin and no package: did you mean `spam`?";

fn prints(visit: Visit) -> String {
    let Outcome { code, stdout, stderr } = visit.outcome();
    assert_eq!((code, &*stderr), (Some(0), ""), "{stdout}");
    stdout
}

#[test]
fn plugins_shows_every_cook_with_its_status_and_every_hook() {
    let sources = PathBuf::from("examples/eggsample");
    let text = prints(mixed(&["plugins"])).replace(&*sources.to_string_lossy(), "…");
    let at = |source, text| place(source, text).replace(&*sources.to_string_lossy(), "…");
    let house = at("eggsample/src/house.rs", "EggsampleHooks for HouseCook");
    let porter = at("eggsample-sauce/src/lib.rs", "choose_tray(guests");
    let saucier = at("eggsample-sauce/src/lib.rs", "EggsampleHooks for Saucier");
    let spam = at("eggsample-spam/src/lib.rs", "EggsampleHooks for Spam");
    let waiter = at("eggsample-spam/src/waiter.rs", "choose_tray(guests");
    let expected = format!(
        "\
eggsample: 5 plugins, 3 registered; 5 hooks

PLUGIN      STATUS        PACKAGE                DESCRIPTION
house-cook  registered    eggsample 0.1.0        Cooks when nobody else does.
                                                 essential: the host can't do without it
                                                 {house}
porter      not selected  eggsample-sauce 0.1.0  Sauces for the kitchen: another plugin author's
                                                 part of the example.
                                                 left out by `-porter` of EGGSAMPLE_PLUGINS
                                                 {porter}
saucier     registered    eggsample-sauce 0.1.0  Counts the sauces, and serves nothing twice.
                                                 {saucier}
spam        failed        eggsample-spam 0.1.0   Offers spam with everything, and spam sauce.
                                                 its constructor failed: spam without praise is no
                                                 spam; correct that, or leave the plugin out
                                                 {spam}
waiter      registered    eggsample-spam 0.1.0   Brings the silver tray for company.
                                                 {waiter}

HOOK             KIND          SIGNATURE, AND WHO IS CALLED
add_ingredients  all           fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>
                               1 saucier::serve_once (wrapper)
                               2 house-cook
prep_condiments  all           fn prep_condiments(&self, condiments: &mut BTreeMap<String, u32>) -> Option<String>
                               1 house-cook
                               2 saucier (trylast)
choose_tray      first result  fn choose_tray(&self, guests: u32) -> Option<Tray>
                               1 waiter
                               2 house-cook (trylast)
check_order      all           fn check_order(&self, order: &Order) -> Result<(), KitchenError>
                               1 house-cook
configure        historic      fn configure(&self, config: &Config)
                               nobody

PROBLEMS
- {PROBLEM}
"
    );
    assert_eq!(text, expected);
}

#[test]
fn plugins_as_json_has_the_statuses_and_the_problems() {
    let report: Value = serde_json::from_str(&prints(mixed(&["plugins", "--json"]))).unwrap();
    let plugins = report["plugins"].as_array().unwrap();
    let shown: Vec<_> = plugins
        .iter()
        .map(|plugin| ["name", "status", "package", "reason"].map(|key| plugin[key].as_str()))
        .collect();
    let (host, sauce, spam) = (Some("eggsample"), Some("eggsample-sauce"), Some("eggsample-spam"));
    let failure = "its constructor failed: spam without praise is no spam; correct that, or leave the \
                   plugin out";
    assert_eq!(
        shown,
        [
            [Some("house-cook"), Some("registered"), host, None],
            [
                Some("porter"),
                Some("not_selected"),
                sauce,
                Some("left out by `-porter` of EGGSAMPLE_PLUGINS")
            ],
            [Some("saucier"), Some("registered"), sauce, None],
            [Some("spam"), Some("failed"), spam, Some(failure)],
            [Some("waiter"), Some("registered"), spam, None],
        ]
    );
    assert_eq!(report["host"], "eggsample");
    assert_eq!(report["problems"], serde_json::json!([PROBLEM]));
    let hooks = report["hooks"].as_array().unwrap();
    let tray = hooks.iter().find(|hook| hook["name"] == "choose_tray").unwrap();
    let cooks: Vec<_> = tray["impls"].as_array().unwrap().iter().map(|i| &i["plugin"]).collect();
    assert_eq!(cooks, ["waiter", "house-cook"]);
}

#[test]
fn plugins_as_a_graph_leads_from_cooks_to_hooks() {
    assert_eq!(
        prints(mixed(&["plugins", "--graph"])),
        r#"flowchart LR
    subgraph plugins ["plugins of eggsample"]
        plugin0["house-cook<br>eggsample 0.1.0"]
        plugin1["porter<br>eggsample-sauce 0.1.0<br>not selected"]
        plugin2["saucier<br>eggsample-sauce 0.1.0"]
        plugin3["spam<br>eggsample-spam 0.1.0<br>failed"]
        plugin4["waiter<br>eggsample-spam 0.1.0"]
    end
    subgraph spec0 ["EggsampleHooks"]
        hook0["add_ingredients<br>all"]
        hook1["prep_condiments<br>all"]
        hook2["choose_tray<br>first result"]
        hook3["check_order<br>all"]
        hook4["configure<br>historic"]
    end
    plugin2 -->|"1 wrapper"| hook0
    plugin0 -->|"2"| hook0
    plugin0 -->|"1"| hook1
    plugin2 -->|"2 trylast"| hook1
    plugin4 -->|"1"| hook2
    plugin0 -->|"2 trylast"| hook2
    plugin0 -->|"1"| hook3
    classDef absent stroke-dasharray: 5 5
    class plugin1,plugin3 absent
"#
    );
}

#[test]
fn other_arguments_of_plugins_are_answered_with_its_usage() {
    let usage = prints(visit(&APP).args(["plugins", "--help"]));
    assert!(usage.starts_with("usage: plugins [--json | --graph | --help]\n"), "{usage}");
    for (args, unexpected) in [
        (&["plugins", "--foo"][..], "--foo"),
        (&["plugins", "spam"], "spam"),
        (&["plugins", "--json", "--graph"], "--graph"),
    ] {
        let message = format!("unexpected argument `{unexpected}`\n\n{}", usage.trim_end());
        visit(&APP).args(args.iter().copied()).refuses(2, &message);
    }
}

#[test]
fn strict_makes_an_error_of_one_mistake() {
    visit(&APP).args(["--strict", "--without", "spma"]).refuses(1, PROBLEM);
}

#[test]
fn strict_shows_the_plugins_first() {
    let Outcome { code, stdout, stderr } =
        visit(&APP).args(["plugins", "--strict", "--without", "spma"]).outcome();
    assert_eq!((code, stderr), (Some(1), format!("eggsample: {PROBLEM}\n")));
    assert!(stdout.ends_with(&format!("\n\nPROBLEMS\n- {PROBLEM}\n")), "{stdout}");
}

#[test]
fn strict_lists_several_mistakes() {
    let spam = crate::kitchen::spam();
    let message = format!(
        "2 problems with the plugins\n\
         - plugin `spam` of eggsample-spam 0.1.0 ({spam}) was not registered: its constructor failed: \
         spam without praise is no spam; correct that, or leave the plugin out\n\
         - {PROBLEM}"
    );
    mixed(&["--strict"]).refuses(1, &message);
}

#[test]
fn strict_does_not_mind_a_choice() {
    visit(&APP)
        .args(["--strict", "--without", "spam"])
        .serves("house-cook, porter, saucier, waiter");
}
