//! What wrappers take and hand on.

use std::fmt;

use pluggy_core::{HookError, HookRelay, PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn lend(&self, name: &str, tray: &mut Vec<String>, guests: Vec<u32>) -> u32;
}

/// An implementation.
struct Cook(u32);

#[hookimpl(manual)]
impl Hooks for Cook {
    fn lend(&self, tray: &mut Vec<String>, guests: Vec<u32>) -> u32 {
        tray.push(format!("{} for {guests:?}", self.0));
        self.0
    }
}

fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
    let pm = PluginManager::new("wrappers");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    (pm, hooks)
}

/// Takes the arguments that it asks for, and hands on those that are lent.
struct Lends;

#[hookimpl(manual)]
impl Hooks for Lends {
    #[hookimpl(wrapper)]
    fn lend(
        &self,
        tray: &mut Vec<String>,
        name: &str,
        next: impl FnOnce(&mut Vec<String>) -> Vec<u32>,
    ) -> Vec<u32> {
        tray.push(format!("{name} begins"));
        let lent = next(tray);
        tray.push(format!("{name} ends"));
        lent
    }
}

/// Takes a value, of which it gets a clone.
struct Changes;

#[hookimpl(manual)]
impl Hooks for Changes {
    #[hookimpl(wrapper)]
    fn lend(&self, mut guests: Vec<u32>, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        guests.push(9);
        next().into_iter().chain(guests).collect()
    }
}

/// Lends something else in the place of what it took.
struct Replaces;

#[hookimpl(manual)]
impl Hooks for Replaces {
    #[hookimpl(wrapper)]
    fn lend(
        &self,
        tray: &mut Vec<String>,
        next: impl FnOnce(&mut Vec<String>) -> Vec<u32>,
    ) -> Vec<u32> {
        let mut own = Vec::new();
        let lent = next(&mut own);
        tray.push(format!("{} replaced", own.len()));
        lent
    }
}

/// B138.
#[test]
fn a_wrapper_takes_any_arguments_in_any_order() {
    let (pm, hooks) = kitchen();
    pm.register(Cook(1)).unwrap();
    pm.register(Lends).unwrap();
    pm.register(Changes).unwrap();
    let mut tray = Vec::new();
    assert_eq!(hooks.lend.call_all("soup", &mut tray, vec![3]), [1, 3, 9]);
    assert_eq!(tray, ["soup begins", "1 for [3]", "soup ends"]);
}

#[test]
fn a_wrapper_may_lend_something_else_to_what_is_inside() {
    let (pm, hooks) = kitchen();
    pm.register(Cook(1)).unwrap();
    pm.register(Lends).unwrap();
    pm.register(Replaces).unwrap();
    let mut tray = Vec::new();
    assert_eq!(hooks.lend.call_all("soup", &mut tray, vec![3]), [1]);
    assert_eq!(tray, ["3 replaced"]);
}

mod lifetimes {
    use super::*;

    /// A tray that borrows.
    struct Tray<'t>(Vec<&'t str>);

    #[hookspec]
    trait Hooks {
        fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
        fn fill(&self, tray: &mut Tray<'_>, more: &mut Tray<'_>);
        fn pick<'a>(&self, words: &'a [String], into: &mut Vec<&'a str>) -> &'a str;

        #[hookspec(firstresult)]
        fn find<'a>(&self, word: &'a str) -> Result<Option<&'a str>, &'a str>;
    }

    struct Inside;

    #[hookimpl(manual)]
    impl Hooks for Inside {
        fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("inside")
        }

        fn fill(&self, more: &mut Tray<'_>, tray: &mut Tray<'_>) {
            tray.0.push("tray");
            more.0.push("more");
        }

        fn pick<'a>(&self, words: &'a [String], into: &mut Vec<&'a str>) -> &'a str {
            into.push(&words[0]);
            &words[1]
        }

        fn find<'a>(&self, word: &'a str) -> Result<Option<&'a str>, &'a str> {
            word.strip_prefix("good ").map(Some).ok_or(word)
        }
    }

    struct Around;

    #[hookimpl(manual)]
    impl Hooks for Around {
        #[hookimpl(wrapper)]
        fn write(
            &self,
            f: &mut fmt::Formatter<'_>,
            next: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
        ) -> fmt::Result {
            f.write_str("<")?;
            next(f)?;
            f.write_str(">")
        }

        #[hookimpl(wrapper)]
        fn fill<'t>(
            &self,
            more: &mut Tray<'t>,
            tray: &mut Tray<'_>,
            next: impl FnOnce(&mut Tray<'t>, &mut Tray<'_>),
        ) {
            next(more, tray);
            more.0.extend(["around", "more"]);
            tray.0.push("around");
        }

        #[hookimpl(wrapper)]
        fn pick<'a>(
            &self,
            words: &'a [String],
            next: impl FnOnce() -> Vec<&'a str>,
        ) -> Vec<&'a str> {
            let mut picked = next();
            picked.push(&words[2]);
            picked
        }

        #[hookimpl(wrapper)]
        fn find<'a>(
            &self,
            word: &'a str,
            next: impl FnOnce() -> Result<Option<&'a str>, &'a str>,
        ) -> Result<Option<&'a str>, &'a str> {
            next().map(|found| found.map(|_| word))
        }
    }

    struct Shown(HookRelay<dyn Hooks>);

    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.write.call_all(f).map_err(HookError::into_error)
        }
    }

    #[test]
    fn a_wrapper_hands_on_arguments_and_results_with_lifetimes() {
        let pm = PluginManager::new("wrappers");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Inside).unwrap();
        pm.register(Around).unwrap();

        let (mut tray, mut more) = (Tray(vec![]), Tray(vec![]));
        hooks.fill.call_all(&mut tray, &mut more);
        assert_eq!(tray.0, ["tray", "around"]);
        assert_eq!(more.0, ["more", "around", "more"]);

        let words = ["zero", "one", "two"].map(str::to_owned);
        let mut into = Vec::new();
        assert_eq!(hooks.pick.call_all(&words, &mut into), ["one", "two"]);
        assert_eq!(into, ["zero"]);

        let [good, bad] = ["good egg".to_owned(), "bad egg".to_owned()];
        assert_eq!(hooks.find.call_first(&good), Ok(Some("good egg")));
        assert_eq!(hooks.find.call_first(&bad).unwrap_err().into_error(), "bad egg");

        assert_eq!(Shown(hooks).to_string(), "<inside>");
    }
}
