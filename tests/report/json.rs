//! The JSON, which other programs read.

use serde_json::{Value, json};

use crate::kitchen::{closed, open};
use crate::settled;

fn parsed() -> Value {
    serde_json::from_str(&settled(&open().report().to_json())).unwrap()
}

#[test]
fn fields_have_their_order() {
    let start = r#"{
  "host": "kitchen",
  "plugins": [
    {
      "name": "baker",
      "status": "failed",
      "reason": "its constructor failed: the oven is cold: 10 degrees; correct that, or leave the plugin out",
      "package": "pluggy-tests",
      "version": "0.1.0",
      "description": "Bakes what is so long to describe that a line of a terminal can't have it all.",
      "module": "report::kitchen",
      "location": "tests/report/kitchen.rs:1:2",
      "hooks": [
        "offer"
      ]
    },
    {
      "name": "butler",
      "status": "no_spec",
      "specs": [
        "report::kitchen::Cellar"
      ],
"#;
    let json = settled(&open().report().to_json());
    assert!(json.starts_with(start), "{json}");
    assert!(json.ends_with("\n}"), "{json}");
}

#[test]
fn plugins_have_their_status_and_what_goes_with_it() {
    let plugins = parsed()["plugins"].clone();
    let statuses = plugins.as_array().unwrap().iter().map(|plugin| {
        let [name, status, reason] = ["name", "status", "reason"].map(|key| &plugin[key]);
        json!([name, status, reason])
    });
    let failures = closed().discover();
    let [cold, taken] = failures.failed() else { panic!("{failures}") };
    let [cold, taken] = [cold, taken].map(|error| settled(&error.kind().to_string()));
    let expected = [
        json!(["baker", "failed", cold]),
        json!(["butler", "no_spec", null]),
        json!(["chef", "registered", null]),
        json!(["host", "registered", null]),
        json!(["host", "replaced", "the name is taken by host"]),
        json!(["porter", "not_selected", "left out by `porter` of --without"]),
        json!(["rolls", "registered", null]),
        json!(["thief", "blocked", null]),
        json!(["twin", "registered", null]),
        json!(["twin", "failed", taken]),
        json!(["waiter", "blocked", null]),
    ];
    assert_eq!(statuses.collect::<Vec<_>>(), expected);
    let closed: Value = serde_json::from_str(&closed().report().to_json()).unwrap();
    assert_eq!(closed["plugins"][0]["status"], "not_discovered");
}

#[test]
fn what_is_unknown_is_null() {
    let rolls = json!({
        "name": "rolls",
        "status": "registered",
        "package": null,
        "version": null,
        "description": "",
        "module": null,
        "location": null,
        "hooks": ["offer"],
    });
    assert_eq!(parsed()["plugins"][6], rolls);
}

#[test]
fn hooks_have_their_implementations_in_call_order() {
    let hooks = parsed()["hooks"].clone();
    let count = json!({
        "plugin": "chef",
        "function": "count",
        "signature": "fn count(&self, next: impl FnOnce() -> Vec<Vec<String>>) -> Vec<Vec<String>>",
        "location": "tests/report/kitchen.rs:1:2",
        "is_wrapper": true,
        "is_tryfirst": true,
        "is_trylast": false,
        "is_optional": false,
    });
    assert_eq!(hooks[0]["impls"][0], count);
    assert_eq!(hooks[0]["impls"][1]["function"], "<closure>");
    assert_eq!(hooks[0]["impls"][2]["is_trylast"], true);
    assert_eq!(hooks[2]["impls"][0]["is_optional"], true);
    let choose_tray = json!({
        "name": "choose_tray",
        "specs": "Kitchen",
        "package": "pluggy-tests",
        "version": "0.1.0",
        "module": "report::kitchen",
        "kind": "first_result",
        "is_async": false,
        "signature": "fn choose_tray(&self) -> Option<String>",
        "docs": "",
        "location": "tests/report/kitchen.rs:1:2",
        "impls": [],
    });
    assert_eq!(hooks[1], choose_tray);
    assert_eq!((&hooks[0]["kind"], &hooks[2]["kind"]), (&json!("all"), &json!("historic")));
    assert_eq!(hooks[0]["docs"], "Offers more.");
}

#[test]
fn problems_are_texts() {
    let problems = parsed()["problems"].clone();
    let [Value::String(blocked), Value::String(problem)] = &problems.as_array().unwrap()[..] else {
        panic!("{problems}")
    };
    assert!(blocked.starts_with("the host blocks `thief`, "), "{blocked}");
    assert!(problem.starts_with("`nobody` of --without names no plugin"), "{problem}");
}
