//! Hosts and plugins in crates that are not like ours: of other editions, without
//! the standard library, under a wall of lints.

use bare::{Clock, Grandfather};
use edition_2018_plugin as _;
use futures_executor::block_on;
use guest::Pear;
use own_core::{Apple, Graft};
use pluggy_core::PluginManager;
use renamed::Street;
use wall_host::{Hooks, Signatures, Waiting};
use wall_plugin::Methods;

#[test]
fn hosts_and_plugins_of_all_editions_meet() {
    let pm = PluginManager::new("codegen");
    let first = pm.add_hookspecs::<dyn edition_2015::host::Codegen>();
    let oldest = pm.add_hookspecs::<dyn edition_2018::host::Codegen>();
    let old = pm.add_hookspecs::<dyn edition_2021::Codegen>();
    let new = pm.add_hookspecs::<dyn edition_2024::Codegen>();
    assert!(pm.discover().strict().is_ok());
    let mut code = String::new();
    assert_eq!(first.r#async.call_all(1, &mut code, &|number| number + 5), [7]);
    assert_eq!((code.as_str(), first.r#try.call_waterfall(String::new())), ("<", "newold".into()));
    first.r#await.call_historic_with("7", |number| assert_eq!(number, 7));
    code.clear();
    assert_eq!(oldest.emit.call_all(&mut code, 1), [3, 1]);
    assert_eq!(oldest.r#gen.call_all(1), [5, 2, 4, 3]);
    assert_eq!(old.emit.call_all(&mut code, 2), [5, 2]);
    assert_eq!(old.r#gen.call_first(4), Some(24));
    assert_eq!(new.emit.call_all(&mut code, 3), [4]);
    assert_eq!(new.r#gen.call_all(1), [5]);
    assert_eq!(code, "<zxfyo");
    oldest.told.call_historic_with("7", |number| assert_eq!(number, 7));
    let shown = oldest.bare.call_all(&1, &mut (2..4));
    let shown: Vec<_> = shown.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["1Some(2)", "1 again Some(3)"]);
    let mut code = String::new();
    assert_eq!(block_on(oldest.wait.call_all(&mut code, 1)), [1]);
    assert_eq!(
        (code, block_on(oldest.link.call_waterfall(String::new()))),
        ("ww".into(), "al".into())
    );
    assert_eq!(oldest.r#gen.spec().name(), "gen");
    assert_eq!(oldest.emit.spec().arguments(), ["gen", "depth"]);
}

#[test]
fn hosts_and_plugins_do_without_the_standard_library() {
    let pm = PluginManager::new("clock");
    let hooks = pm.add_hookspecs::<dyn Clock>();
    assert!(pm.discover().strict().is_ok());
    assert!(pm.plugin::<Grandfather>("grandfather").is_some());
    let mut log = Vec::new();
    assert_eq!(hooks.tick.call_all(1, &mut log), ["2"]);
    assert_eq!(log, [1]);
    assert_eq!(hooks.zone.call_first("here").unwrap(), Some(1));
    assert!(hooks.zone.call_first("").is_err());
    assert_eq!(hooks.round.call_waterfall(" 12 ".into()), "12");
    assert_eq!(hooks.check.call_all()[0].as_ref().unwrap_err().plugin(), "grandfather");
    let mut log = Vec::new();
    assert_eq!(block_on(hooks.alarm.call_all(6, &mut log)).unwrap(), [7]);
    assert_eq!(log, [2]);
    assert_eq!(block_on(hooks.read.call_first("6\n7")), Some("6"));
    hooks.alarm.register_fn("hands", |at, _| Box::pin(async move { Ok(at) })).unwrap();
    assert_eq!(block_on(hooks.alarm.only(["hands"]).call_all(6, &mut log)).unwrap(), [6]);
    hooks.set.call_historic_with("7", String::new(), |time| assert_eq!(time, 7));
}

#[test]
fn hosts_and_plugins_have_crates_of_the_standard_library_s_names() {
    let pm = PluginManager::new("orchard");
    let hooks = pm.add_hookspecs::<dyn Apple>();
    assert!(pm.discover().strict().is_ok());
    pm.register(Graft(3u8)).unwrap();
    let mut log = Vec::new();
    assert_eq!(hooks.seeds.call_all(2, &mut log), [[2]]);
    assert_eq!(hooks.colour.call_first("").unwrap_err().into_error(), "no name");
    assert_eq!(hooks.colour.call_first("boskoop").unwrap(), Some(7));
    hooks.ripen.call_historic_with(5, |days| assert_eq!(days, 5));
    assert_eq!(hooks.peel.call_waterfall("apple".into()), "apple-peeled");
    let tastes = hooks.taste.call_all();
    let tastes: Vec<_> = tastes.iter().map(|taste| *taste.as_ref().unwrap()).collect();
    assert_eq!(tastes, [3, 4]);
    block_on(hooks.grow.call_all(&mut log));
    assert_eq!(log, [2, 2, 0, 0]);
    hooks.peel.register_fn("cider", |apple| apple + "-pressed").unwrap();
    let peeled = hooks.peel.with_extra(|apple| apple + "-sold").call_waterfall(String::new());
    assert_eq!(peeled, "-peeled-sold-pressed");
}

#[test]
fn a_crate_has_the_runtime_by_way_of_its_host_alone() {
    let pm = PluginManager::new("orchard");
    let hooks = pm.add_hookspecs::<dyn Pear>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.colour.call_first(), Some(6));
    assert_eq!(hooks.colour.without("williams").call_first(), Some(7));
}

#[test]
fn a_crate_may_depend_on_the_runtime_under_another_name() {
    let pm = PluginManager::new("street");
    let hooks = pm.add_hookspecs::<dyn Street>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.house.call_first(1), Some(2));
}

/// That nothing is said of them, `cargo clippy` shows.
#[test]
fn hosts_and_plugins_work_behind_a_wall_of_lints() {
    let pm = PluginManager::new("wall");
    let signatures = pm.add_hookspecs::<dyn Signatures>();
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    assert!(pm.discover().strict().is_ok());
    assert!(pm.plugin::<Methods>("methods").is_some());
    assert_eq!(signatures.many.call_all(1, 2, 3, 4, 5, 6, 7, 8), [1, 8]);
    assert!(signatures.fails.call_all().is_ok_and(|all| all.is_empty()));
    assert_eq!(signatures.camelCase.call_all(3), [3, 3]);
    assert_eq!(hooks.ring.call_all(1, 2), [2, 1]);
    let waiting = pm.add_hookspecs::<dyn Waiting>();
    assert!(pm.discover().strict().is_ok());
    let mut log = Vec::new();
    assert_eq!(block_on(waiting.wait.call_all(&mut log, "x")), [1]);
    assert_eq!(log, b"x");
    assert_eq!(block_on(waiting.hand_on.call_waterfall("abc".into(), 1)).unwrap(), "bc");
    assert_eq!(block_on(waiting.report.call_concurrent()).len(), 2);
    assert_eq!(block_on(waiting.borrow.call_all("text", "")), ["text"]);
    assert_eq!(
        (waiting.pass.call_waterfall(vec![1]), waiting.all.call_all()),
        (vec![1], vec![Some(1)])
    );
}
