//! The flowchart, as Mermaid reads it.

use pluggy_core::Plugin;

use crate::kitchen::{closed, open};
use crate::settled;

const GRAPH: &str = r#"flowchart LR
    subgraph plugins ["plugins of kitchen"]
        plugin0["baker<br>pluggy-tests 0.1.0<br>failed"]
        plugin1["butler<br>pluggy-tests 0.1.0<br>no spec here"]
        plugin2["chef<br>pluggy-tests 0.1.0"]
        plugin3["host"]
        plugin4["host<br>pluggy-tests 0.1.0<br>replaced"]
        plugin5["porter<br>pluggy-tests 0.1.0<br>not selected"]
        plugin6["rolls"]
        plugin7["thief<br>blocked"]
        plugin8["twin<br>pluggy-tests 0.1.0"]
        plugin9["twin<br>pluggy-tests 0.1.0<br>failed"]
        plugin10["waiter<br>pluggy-tests 0.1.0<br>blocked"]
    end
    subgraph spec0 ["Kitchen"]
        hook0["offer<br>all"]
        hook1["choose_tray<br>first result"]
        hook2["configure<br>historic"]
    end
    plugin2 -->|"1 wrapper tryfirst"| hook0
    plugin6 -->|"2"| hook0
    plugin2 -->|"3 trylast"| hook0
    plugin2 -->|"1 optionalhook"| hook2
    classDef absent stroke-dasharray: 5 5
    class plugin0,plugin1,plugin4,plugin5,plugin7,plugin9,plugin10 absent"#;

#[test]
fn a_graph_leads_from_plugins_to_hooks() {
    assert_eq!(settled(&open().report().to_mermaid()), GRAPH);
}

#[test]
fn a_name_says_nothing_to_mermaid() {
    let pm = closed();
    pm.register_as("\"]<b>\n#1; `a` fa:fa-ban", Plugin::new(1)).unwrap();
    let graph = pm.report().to_mermaid();
    let node = "plugin0[\"#34;#93;#60;b#62;<br>#35;1#59; #96;a#96; fa#58;fa-ban\"]\n";
    assert!(graph.contains(node), "{graph}");
}
