//! Each kind of hook, in each format.

use pluggy_core::{PluginManager, Report, hookimpl, hookspec};
use serde_json::{Value, json};

#[hookspec]
trait Plant {
    #[hookspec(waterfall)]
    fn refine(&self, ore: String) -> String;

    #[hookspec(allresults)]
    fn check(&self) -> Result<u32, String>;

    #[hookspec(oldestfirst)]
    async fn deliver(&self, to: &str);

    #[hookspec(firstresult)]
    async fn find(&self) -> Option<u32>;

    #[hookspec(waterfall)]
    async fn polish(&self, ore: String) -> Result<String, String>;

    #[hookspec(allresults, oldestfirst)]
    async fn weigh(&self) -> Option<u32>;
}

struct Mill;

#[hookimpl(manual)]
impl Plant for Mill {
    #[hookimpl(wrapper)]
    async fn find(&self, mut next: impl AsyncFnMut() -> Option<u32>) -> Option<u32> {
        next().await
    }

    fn weigh(&self) -> Option<u32> {
        None
    }
}

fn report() -> Report {
    let pm = PluginManager::new("plant");
    pm.add_hookspecs::<dyn Plant>();
    pm.register(Mill).unwrap();
    pm.report()
}

/// Whatever the columns' widths.
const TABLE: &str = "\
refine waterfall fn refine(&self, ore: String) -> String
nobody
check all results fn check(&self) -> Result<u32, String>
nobody
deliver async, all, oldest first async fn deliver(&self, to: &str)
nobody
find async, first result async fn find(&self) -> Option<u32>
1 mill (wrapper)
polish async, waterfall async fn polish(&self, ore: String) -> Result<String, String>
nobody
weigh async, all results, oldest first async fn weigh(&self) -> Option<u32>
1 mill";

#[test]
fn a_table_says_each_in_words() {
    let table = report().to_string();
    let lines = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = lines.collect::<Vec<_>>().join("\n");
    assert!(words.contains(TABLE), "{table}");
}

#[test]
fn json_has_each_by_a_name() {
    let json: Value = serde_json::from_str(&report().to_json()).unwrap();
    let hooks = json["hooks"].as_array().unwrap().iter();
    let kinds = hooks.map(|hook| json!([hook["kind"], hook["is_async"], hook["is_oldest_first"]]));
    let expected = [
        json!(["waterfall", false, null]),
        json!(["all_results", false, null]),
        json!(["all", true, true]),
        json!(["first_result", true, null]),
        json!(["waterfall", true, null]),
        json!(["all_results", true, true]),
    ];
    assert_eq!(kinds.collect::<Vec<_>>(), expected);
    assert_eq!(
        json["hooks"][3]["impls"][0]["signature"],
        "async fn find(&self, mut next: impl AsyncFnMut() -> Option<u32>) -> Option<u32>"
    );
}

#[test]
fn a_graph_has_each_at_its_hook() {
    let graph = report().to_mermaid();
    for node in [
        "[\"refine<br>waterfall\"]",
        "[\"check<br>all results\"]",
        "[\"deliver<br>async, all, oldest first\"]",
        "[\"find<br>async, first result\"]",
        "[\"polish<br>async, waterfall\"]",
        "[\"weigh<br>async, all results, oldest first\"]",
    ] {
        assert!(graph.contains(node), "{node}: {graph}");
    }
}
