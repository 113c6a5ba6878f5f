//! Arguments and results of any type: with lifetimes, borrowed from one another.

use std::fmt::{self, Write};

use pluggy_core::{HookError, HookRelay, PluginManager, hookimpl, hookspec};

mod lifetimes {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
        fn pick<'a>(&self, words: &'a [String], skip: &str) -> &'a str;
        fn collect<'a>(&self, words: &'a [String], into: &mut Vec<&'a str>);

        #[hookspec(firstresult)]
        fn find<'a>(&self, words: &[&'a str]) -> Option<&'a str>;

        fn check<'a>(&self, word: &'a str) -> Result<&'a str, &'a str>;
    }

    struct Second;

    #[hookimpl(manual)]
    impl Hooks for Second {
        fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("second")
        }

        fn pick<'a>(&self, words: &'a [String]) -> &'a str {
            &words[1]
        }

        fn collect<'a>(&self, into: &mut Vec<&'a str>, words: &'a [String]) {
            into.push(&words[1]);
        }

        fn find<'a>(&self, words: &[&'a str]) -> Option<&'a str> {
            words.get(1).copied()
        }

        fn check<'a>(&self, word: &'a str) -> Result<&'a str, &'a str> {
            word.strip_prefix("good ").ok_or(word)
        }
    }

    struct Shown(HookRelay<dyn Hooks>);

    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.write.call_all(f).map_err(HookError::into_error)
        }
    }

    fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
        let pm = PluginManager::new("arguments");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Second).unwrap();
        (pm, hooks)
    }

    #[test]
    fn a_lent_argument_may_have_a_lifetime() {
        let (_pm, hooks) = kitchen();
        assert_eq!(Shown(hooks).to_string(), "second");
    }

    #[test]
    fn a_result_may_borrow_from_an_argument() {
        let (pm, hooks) = kitchen();
        let words = ["egg".to_owned(), "spam".to_owned()];
        let picked = hooks.pick.call_all(&words, &String::from("gone"));
        let found = hooks.find.call_first(&[&words[0], &words[1]]);
        drop((pm, hooks));
        assert_eq!((picked, found), (vec!["spam"], Some("spam")), "longer than the plugin");
    }

    #[test]
    fn an_argument_may_be_put_into_another() {
        let (_pm, hooks) = kitchen();
        let words = ["egg".to_owned(), "spam".to_owned()];
        let mut collected = Vec::new();
        hooks.collect.call_all(&words, &mut collected);
        assert_eq!(collected, ["spam"]);
    }

    #[test]
    fn an_error_may_borrow_from_an_argument() {
        let (_pm, hooks) = kitchen();
        let [good, bad] = ["good egg".to_owned(), "bad egg".to_owned()];
        assert_eq!(hooks.check.call_all(&good), Ok(vec!["egg"]));
        assert_eq!(hooks.check.call_all(&bad).unwrap_err().into_error(), "bad egg");
    }
}

mod types {
    use super::*;

    #[hookspec]
    trait Hooks {
        #[allow(clippy::too_many_arguments, reason = "that is what is tested")]
        fn eight(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8;
        fn call(&self, f: &dyn Fn(u32) -> u32, g: fn(&str) -> usize, out: &mut dyn Write);
        fn raw(&self, r#type: &str, r#fn: (u8, [u8; 2])) -> String;
    }

    struct Spam;

    #[hookimpl(manual)]
    impl Hooks for Spam {
        fn eight(&self, h: u8, a: u8, d: u8) -> u8 {
            h * 16 + a + d
        }

        fn call(&self, out: &mut dyn Write, g: fn(&str) -> usize, f: &dyn Fn(u32) -> u32) {
            write!(out, "{} {}", f(1), g("egg")).unwrap();
        }

        fn raw(&self, r#fn: (u8, [u8; 2]), r#type: &str) -> String {
            format!("{type} {:?}", r#fn.1)
        }
    }

    /// B075.
    #[test]
    fn arguments_may_be_of_any_type_and_number() {
        let pm = PluginManager::new("arguments");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Spam).unwrap();
        assert_eq!(hooks.eight.call_all(1, 2, 3, 4, 5, 6, 7, 8), [8 * 16 + 1 + 4]);
        let mut out = String::new();
        let ten = 10;
        hooks.call.call_all(&|n| n + ten, str::len, &mut out);
        assert_eq!(out, "11 3");
        assert_eq!(hooks.raw.call_all("egg", (1, [2, 3])), ["egg [2, 3]"]);
    }
}
