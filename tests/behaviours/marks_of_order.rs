//! `before` and `after`: what plugins ask of each other's places.

use std::sync::Arc;
use std::thread;

use pluggy_core::{
    BoxPlugin, HookImpl, HookRelay, OrderMark, Plugin, PluginErrorKind, PluginManager, hookimpl,
    hookspec,
};

#[hookspec]
trait Hooks {
    fn ring(&self) -> &'static str;
    fn knock(&self) -> &'static str;
}

#[hookspec]
trait Later {
    fn open(&self) -> &'static str;
}

/// Plugins of `ring`, each with its own marks.
macro_rules! plugins {
    ($($plugin:ident($($mark:tt)*))*) => {$(
        struct $plugin;

        #[hookimpl(manual)]
        impl Hooks for $plugin {
            #[hookimpl($($mark)*)]
            fn ring(&self) -> &'static str {
                stringify!($plugin)
            }
        }
    )*};
}

plugins! {
    A()
    B()
    C()
    BeforeA(before = "a")
    AfterC(after = "c")
    BeforeBoth(before = ["a", "b"])
    AfterGlob(after = "[ab]")
    BeforeAll(before = "*")
    AfterPackage(after = "pluggy-tests")
    AfterCrate(after = "behaviours")
    BeforeNobody(before = "nobody", after = ["zz-*"])
    Last(trylast)
    First(tryfirst)
    BeforeFirst(before = "first")
    AfterLast(after = "last")
    AfterFirst(after = "first")
    LastBeforeLast(trylast, before = "l*")
    BeforeC(before = "c")
    AfterB(after = "b")
}

fn manager() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("marks");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

fn order(hooks: &HookRelay<dyn Hooks>) -> String {
    let imps = hooks.ring.impls();
    let names: Vec<_> = imps.iter().map(HookImpl::plugin).collect();
    assert_eq!(hooks.ring.call_all().len(), names.len());
    names.join(" ")
}

macro_rules! assert_order {
    ([$($plugin:ident),*], $expected:literal) => {{
        let (pm, hooks) = manager();
        $(pm.register($plugin).unwrap();)*
        assert_eq!(order(&hooks), $expected);
    }};
}

#[test]
fn a_mark_moves_who_would_stand_on_the_other_side() {
    assert_order!([BeforeA, A], "before-a a");
    assert_order!([C, AfterC], "c after-c");
    assert_order!([BeforeA, B, A], "b before-a a");
    assert_order!([B, BeforeBoth, A], "before-both a b");
}

#[test]
fn otherwise_the_order_stays() {
    assert_order!([A, B, BeforeA, C], "c before-a b a");
    assert_order!([A, C, BeforeNobody], "before-nobody c a");
}

/// Of those that are ready, the one that stood first comes first.
#[test]
fn who_waits_lets_others_pass_and_no_more() {
    assert_order!([A, B, C, AfterB], "c b after-b a");
    assert_order!([BeforeA, C, B, A], "b c before-a a");
}

#[test]
fn a_name_is_a_plugins_a_packages_a_crates_or_a_glob() {
    assert_order!([A, C, B, AfterGlob], "b c a after-glob");
    assert_order!([BeforeAll, A, B], "before-all b a");
    assert_order!([A, AfterPackage, B], "b a after-package");
    assert_order!([A, AfterCrate, B], "b a after-crate");
}

#[test]
fn a_mark_counts_inside_a_band() {
    assert_order!([Last, LastBeforeLast], "last-before-last last");
    assert_order!([First, BeforeA, AfterFirst, A], "first after-first before-a a");
}

#[test]
fn the_order_of_registration_does_not_matter_to_it() {
    for turn in 0..3 {
        let (pm, hooks) = manager();
        for i in 0..3 {
            match (turn + i) % 3 {
                0 => pm.register(BeforeA).unwrap(),
                1 => pm.register(A).unwrap(),
                _ => pm.register(AfterGlob).unwrap(),
            };
        }
        assert_eq!(order(&hooks), "before-a a after-glob");
    }
}

#[test]
fn threads_that_register_at_once_come_to_one_order() {
    for _ in 0..50 {
        let (pm, hooks) = manager();
        let pm = Arc::new(pm);
        let threads: Vec<_> = (0..4)
            .map(|i| {
                let pm = Arc::clone(&pm);
                thread::spawn(move || match i {
                    0 => pm.register(A),
                    1 => pm.register(BeforeBoth),
                    2 => pm.register(B),
                    _ => pm.register(AfterGlob),
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
        let order = order(&hooks);
        let expected = ["before-both a b after-glob", "before-both b a after-glob"];
        assert!(expected.contains(&&*order), "{order}");
    }
}

#[test]
fn who_leaves_takes_its_marks_along() {
    let (pm, hooks) = manager();
    pm.register(BeforeA).unwrap();
    pm.register(C).unwrap();
    pm.register(A).unwrap();
    assert_eq!(order(&hooks), "c before-a a");
    pm.unregister("before-a").unwrap();
    assert_eq!(order(&hooks), "a c");
    pm.register(B).unwrap();
    assert_eq!(order(&hooks), "b a c");
    pm.register_as("x", BeforeC).unwrap();
    pm.unregister("c").unwrap();
    pm.register(C).unwrap();
    assert_eq!(order(&hooks), "x c b a");
}

#[test]
fn who_is_meant_leaves_and_all_stand_as_before() {
    let (pm, hooks) = manager();
    pm.register(BeforeA).unwrap();
    pm.register(C).unwrap();
    pm.register(A).unwrap();
    pm.unregister("a").unwrap();
    assert_eq!(order(&hooks), "c before-a");
}

/// On the whole block: for each of its hooks, beside those of the method.
struct Block;

#[hookimpl(manual, before = "a")]
impl Hooks for Block {
    #[hookimpl(before = ["b"])]
    fn ring(&self) -> &'static str {
        "block"
    }

    fn knock(&self) -> &'static str {
        "block"
    }
}

#[test]
fn a_block_has_marks_for_all_its_methods() {
    let (pm, hooks) = manager();
    pm.register(Block).unwrap();
    pm.register(A).unwrap();
    pm.register(B).unwrap();
    assert_eq!(order(&hooks), "block b a");
    let [imp] = &hooks.knock.impls()[..] else { panic!() };
    assert_eq!((imp.before(), imp.after()), (&["a"][..], &[][..]));
    assert_eq!(hooks.ring.impls()[0].before(), ["a", "b"]);
}

struct Around(&'static str);

#[hookimpl(manual, name = "around", before = "a", after = "other")]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        let mut all = vec![self.0];
        all.extend(next());
        all
    }
}

struct Other;

#[hookimpl(manual)]
impl Hooks for Other {
    #[hookimpl(wrapper)]
    fn ring(&self, next: impl FnOnce() -> Vec<&'static str>) -> Vec<&'static str> {
        let mut all = vec!["other"];
        all.extend(next());
        all
    }
}

#[test]
fn wrappers_have_an_order_among_themselves() {
    let (pm, hooks) = manager();
    pm.register(A).unwrap();
    pm.register(Other).unwrap();
    pm.register(Around("around")).unwrap();
    assert_eq!(hooks.ring.call_all(), ["other", "around", "A"]);
    // An implementation is inside of all wrappers anyway.
    pm.unregister("other").unwrap();
    pm.register_as("other", B).unwrap();
    assert_eq!(hooks.ring.call_all(), ["around", "B", "A"]);
}

#[test]
fn closures_are_meant_too() {
    let (pm, hooks) = manager();
    pm.register(BeforeC).unwrap();
    hooks.ring.register_fn("c", || "closure").unwrap();
    assert_eq!(order(&hooks), "before-c c");
}

fn texts(marks: &[OrderMark]) -> Vec<String> {
    marks.iter().map(|mark| format!("{} of {}", mark.mark, mark.plugin.name())).collect()
}

#[test]
fn the_newcomer_that_closes_a_circle_is_refused() {
    let (pm, hooks) = manager();
    pm.register_as("c", BeforeA).unwrap();
    let error = pm.register_as("a", BeforeC).unwrap_err();
    let PluginErrorKind::OrderCircle { marks, .. } = error.kind() else { panic!("{error}") };
    assert_eq!(texts(marks), ["before = \"c\" of a", "before = \"a\" of c"]);
    assert_eq!((marks[0].hook, marks[0].location.line() > 0), ("ring", true));
    assert!(error.into_plugin().is_some());
    assert!(!pm.has_plugin("a"));
    assert_eq!(order(&hooks), "c");
}

/// It has no mark itself.
#[test]
fn who_stands_between_two_may_close_a_circle() {
    struct AfterABeforeX;

    #[hookimpl(manual, after = "a", before = "x")]
    impl Hooks for AfterABeforeX {
        fn ring(&self) -> &'static str {
            "y"
        }
    }

    let (pm, hooks) = manager();
    pm.register_as("x", BeforeA).unwrap();
    pm.register_as("y", AfterABeforeX).unwrap();
    let error = pm.register_as("a", A).unwrap_err();
    let text = error.to_string();
    let end = "; remove one of them, or leave a plugin out";
    assert!(text.contains("on the hook `ring` the marks lead round in a circle: "), "{text}");
    assert!(text.contains("`after = \"a\"` of y (pluggy-tests "), "{text}");
    assert!(text.contains("`before = \"x\"` of y (") && text.ends_with(end), "{text}");
    assert_eq!(order(&hooks), "y x");
    pm.unregister("y").unwrap();
    pm.register_as("a", A).unwrap();
    assert_eq!(order(&hooks), "x a");
}

/// Plugins by their numbers, of which four have a name.
fn plugin(number: usize) -> BoxPlugin {
    macro_rules! all {
        ($($plugin:ident)*) => {[$(|| Plugin::new($plugin).with::<dyn Hooks>().boxed()),*]};
    }
    let all: [fn() -> BoxPlugin; 8] =
        all! { A BeforeA AfterC BeforeC AfterB AfterGlob BeforeFirst First };
    all[number % 8]().named(["a", "b", "c", "first"][number / 8])
}

/// Whether all can be there together, as one batch is asked.
fn can_be_together(plugins: impl Iterator<Item = usize>) -> bool {
    let (pm, _hooks) = manager();
    pm.register_all(plugins.map(plugin)).iter().all(Result::is_ok)
}

/// One by one or several at once, and whoever has left meanwhile.
#[test]
fn a_newcomer_is_refused_where_it_could_not_come_with_all_others() {
    let mut state = 3_usize;
    let mut random = |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    let (mut came, mut refused) = (0, 0);
    for _ in 0..60 {
        let (pm, _hooks) = manager();
        let mut there: Vec<usize> = Vec::new();
        for _ in 0..20 {
            if !there.is_empty() && random(3) == 0 {
                let leaving = there.swap_remove(random(there.len()));
                pm.unregister(&plugin(leaving).name()).expect("it is there");
            }
            let count = if random(5) == 0 { 6 } else { 1 };
            let mut new: Vec<usize> = (0..count).map(|_| random(32)).collect();
            new.sort_unstable();
            new.dedup_by_key(|number| *number / 8);
            new.retain(|number| there.iter().all(|other| other / 8 != number / 8));
            let answers = pm.register_all(new.iter().map(|number| plugin(*number)));
            let is_possible = can_be_together(there.iter().chain(&new).copied());
            assert_eq!(answers.iter().all(Result::is_ok), is_possible, "{there:?} {new:?}");
            came += answers.iter().filter(|answer| answer.is_ok()).count();
            refused += answers.iter().filter(|answer| answer.is_err()).count();
            let stay = new.iter().zip(&answers).filter(|(_, answer)| answer.is_ok());
            there.extend(stay.map(|(number, _)| *number));
            assert!(can_be_together(there.iter().copied()), "{there:?}");
        }
    }
    assert!(came > 300 && refused > 100, "{came} {refused}");
}

#[test]
fn a_plugin_that_names_itself_is_refused() {
    let (pm, _) = manager();
    let error = pm.register_as("a", BeforeA).unwrap_err();
    assert!(matches!(error.kind(), PluginErrorKind::OrderOfItself { .. }));
    let text = error.to_string();
    let start = "it can't come before or after itself, as `before = \"a\"` of a (pluggy-tests ";
    assert!(text.contains(start), "{text}");
    assert!(text.ends_with(" on the hook `ring`; name others, or remove that"), "{text}");
}

#[test]
fn a_mark_against_the_bands_is_refused() {
    let (pm, hooks) = manager();
    pm.register(First).unwrap();
    let error = pm.register(BeforeFirst).unwrap_err();
    let PluginErrorKind::OrderAgainstBands { mark, other, bands, .. } = error.kind() else {
        panic!("{error}")
    };
    assert_eq!((mark.plugin.name(), other.name()), ("before-first", "first"));
    assert_eq!(bands, "first is `tryfirst`, and before-first is neither");
    let text = error.to_string();
    let start = "on the hook `ring` `before = \"first\"` of before-first (";
    assert!(text.contains(start), "{text}");
    assert_eq!(order(&hooks), "first");
    // The other way round it is the other who comes, and is named.
    pm.register(AfterLast).unwrap();
    let error = pm.register(Last).unwrap_err();
    let PluginErrorKind::OrderAgainstBands { mark, other, .. } = error.kind() else {
        panic!("{error}")
    };
    assert_eq!((error.plugin(), mark.plugin.name(), other.name()), ("last", "after-last", "last"));
}

/// So that a spec can always be added.
#[test]
fn marks_on_hooks_that_are_not_here_are_checked_too() {
    struct One;

    #[hookimpl(manual, before = "two")]
    impl Later for One {
        fn open(&self) -> &'static str {
            "one"
        }
    }

    struct Two;

    #[hookimpl(manual, before = "one")]
    impl Later for Two {
        fn open(&self) -> &'static str {
            "two"
        }
    }

    struct Three;

    #[hookimpl(manual)]
    impl Later for Three {
        fn open(&self) -> &'static str {
            "three"
        }
    }

    let (pm, _) = manager();
    pm.register(One).unwrap();
    assert!(pm.register(Two).is_err());
    pm.register_as("two", Three).unwrap();
    assert_eq!(pm.add_hookspecs::<dyn Later>().open.call_all(), ["one", "three"]);
}

#[test]
fn a_plugin_for_a_while_has_its_marks() {
    let (pm, hooks) = manager();
    pm.register(A).unwrap();
    pm.register_as("c", BeforeA).unwrap();
    pm.register(B).unwrap();
    let for_a_while = hooks.with_plugin(AfterC).unwrap();
    assert_eq!(for_a_while.ring.call_all(), ["B", "BeforeA", "AfterC", "A"]);
    let error = hooks.with_plugin(AfterAAndBeforeC).err().unwrap();
    assert!(matches!(error.kind(), PluginErrorKind::OrderCircle { .. }), "{error}");
    assert!(error.into_plugin().is_some());
    let for_a_while = hooks.without(["c"]).with_plugin(AfterAAndBeforeC).unwrap();
    assert_eq!(for_a_while.ring.call_all(), ["B", "A", "after both"]);
}

struct AfterAAndBeforeC;

#[hookimpl(manual, before = "c", after = "a")]
impl Hooks for AfterAAndBeforeC {
    fn ring(&self) -> &'static str {
        "after both"
    }
}
