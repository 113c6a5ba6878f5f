//! Signatures of every shape: results by aliases, none and many arguments.

#![allow(
    clippy::needless_arbitrary_self_type,
    unused_parens,
    reason = "a type may be written in parentheses, and `self` with its type"
)]

use std::borrow::Cow;
use std::fmt;
use std::io;

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

const LENGTH: usize = 1;

type Result<T = (), E = Error> = std::result::Result<T, E>;

mod aliases {
    pub type Result<T> = std::result::Result<T, String>;
    pub type Option<T> = std::option::Option<T>;

    pub mod check {
        /// For checks, which give nothing.
        pub type Result<E = String> = std::result::Result<(), E>;
    }
}

#[derive(Debug, PartialEq, Clone)]
pub struct Error(u32);

macro_rules! of {
    ($ty:ty) => {
        $ty
    };
}

#[hookspec]
pub trait Signatures {
    fn nothing(&self);
    fn check(&self) -> aliases::check::Result<u32>;
    #[hookspec(historic)]
    fn check_all(&self, number: u32) -> aliases::check::Result<u8>;
    fn unit(&self) -> ();
    fn read(&self) -> io::Result<Vec<u8>>;
    fn write(&self) -> fmt::Result;
    fn local(&self) -> Result<u32>;
    fn local_unit(&self) -> Result;
    fn other(&self) -> Result<u32, u8>;
    fn aliased(&self) -> aliases::Result<aliases::Option<u32>>;
    #[hookspec(firstresult)]
    fn first(&self) -> io::Result<Option<u32>>;
    fn plain(&self) -> (Option<u32>,);
    fn array(&self) -> [u32; LENGTH + 1];
    fn function(&self) -> fn(u32) -> u32;
    fn boxed(&self) -> Box<dyn Fn(u32) -> u32 + Send>;
    #[rustfmt::skip]
    fn parenthesized(&self, of: &(u32), pair: (&str)) -> (u32);
    #[hookspec(historic)]
    fn told(&self) -> Option<u32>;
    #[hookspec(historic)]
    fn told_or_not(&self, what: &str, owned: String, fixed: &'static str) -> io::Result<u32>;
    fn nested_tuple(&self, value: ((u32, String), [Option<Vec<u8>>; 1])) -> usize;
    fn with_trailing_comma(self: &Self, a: u32, b: u32) -> u32;
    fn pointer(self: &'_ Self, pointer: *const u8) -> bool;
    fn hidden(&self, formatter: &mut fmt::Formatter, text: Cow<str>) -> usize;
    fn by_macro(&self, text: &of!(str), list: &mut Vec<of!(u32)>) -> of!(Vec<usize>);
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
impl Signatures for Plugin {
    fn nothing(&self) {}

    fn unit(&self) {}

    fn read(&self) -> io::Result<Vec<u8>> {
        Ok(vec![1])
    }

    fn write(&self) -> fmt::Result {
        Err(fmt::Error)
    }

    fn local(&self) -> Result<u32> {
        Err(Error(1))
    }

    fn local_unit(&self) -> Result {
        Err(Error(2))
    }

    fn other(&self) -> Result<u32, u8> {
        Err(3)
    }

    fn aliased(&self) -> std::result::Result<Option<u32>, String> {
        Ok(None)
    }

    #[hookimpl(wrapper, specname = "aliased")]
    fn around(
        &self,
        next: impl FnOnce() -> aliases::Result<Vec<u32>>,
    ) -> aliases::Result<Vec<u32>> {
        let mut all = next()?;
        all.push(1);
        Ok(all)
    }

    fn first(&self) -> Result<Option<u32>, io::Error> {
        Ok(Some(4))
    }

    fn plain(&self) -> (Option<u32>,) {
        (None,)
    }

    fn array(&self) -> [u32; 2] {
        [1, 2]
    }

    fn function(&self) -> fn(u32) -> u32 {
        |number| number + 1
    }

    fn boxed(&self) -> Box<dyn Fn(u32) -> u32 + Send> {
        Box::new(|number| number + 2)
    }

    fn parenthesized(&self, of: &u32, pair: &str) -> u32 {
        *of + u32::try_from(pair.len()).unwrap()
    }

    fn told(&self) -> Option<u32> {
        Some(5)
    }

    fn told_or_not(&self, fixed: &'static str, owned: String, what: &str) -> io::Result<u32> {
        format!("{what}{owned}{fixed}").parse().map_err(io::Error::other)
    }

    fn nested_tuple(&self, value: ((u32, String), [Option<Vec<u8>>; 1])) -> usize {
        value.0.1.len()
    }

    fn with_trailing_comma(&self, b: u32) -> u32 {
        b
    }

    fn hidden(&self, text: Cow<str>) -> usize {
        text.len()
    }

    #[hookimpl(wrapper, specname = "hidden")]
    fn around_hidden(
        &self,
        formatter: &mut fmt::Formatter,
        next: impl FnOnce(&mut fmt::Formatter) -> Vec<usize>,
    ) -> Vec<usize> {
        formatter.write_str("<").unwrap();
        next(formatter)
    }

    fn by_macro(&self, list: &mut of!(Vec<u32>), text: &str) -> of!(Vec<usize>) {
        vec![list.len(), text.len()]
    }

    fn pointer(self: &'_ Self, pointer: *const u8) -> bool {
        pointer.is_null()
    }

    // An argument may be mutable where it is the plugin's own.
    #[hookimpl(specname = "nested_tuple")]
    fn mutable(&self, mut value: ((u32, String), [Option<Vec<u8>>; 1])) -> usize {
        value.0.1.push('!');
        value.0.1.len()
    }
}

struct Shown<'a>(&'a HookRelay<dyn Signatures>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert_eq!(self.0.hidden.call_all(formatter, "ab".into()), [2]);
        Ok(())
    }
}

#[test]
fn results_are_read_by_the_names_of_their_types() {
    let pm = PluginManager::new("signatures");
    let hooks = pm.add_hookspecs::<dyn Signatures>();
    assert!(pm.discover().strict().is_ok());
    hooks.nothing.call_all();
    hooks.unit.call_all();
    assert_eq!(hooks.read.call_all().unwrap(), [[1]]);
    assert_eq!(hooks.write.call_all().unwrap_err().into_error(), fmt::Error);
    assert_eq!(hooks.local.call_all().unwrap_err().into_error(), Error(1));
    assert_eq!(hooks.local_unit.call_all().unwrap_err().into_error(), Error(2));
    assert_eq!(hooks.other.call_all().unwrap_err().into_error(), 3);
    assert_eq!(hooks.aliased.call_all().unwrap(), [1]);
    assert_eq!(hooks.first.call_first().unwrap(), Some(4));
    assert_eq!(hooks.plain.call_all(), [(None,)]);
}

#[test]
fn arguments_have_any_shape() {
    let pm = PluginManager::new("signatures");
    let hooks = pm.add_hookspecs::<dyn Signatures>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.array.call_all(), [[1, 2]]);
    assert_eq!(hooks.function.call_all()[0](1), 2);
    assert_eq!(hooks.boxed.call_all()[0](1), 3);
    assert_eq!(hooks.parenthesized.call_all(&1, "ab"), [3]);
    hooks.told.call_historic_with(|number: u32| assert_eq!(number, 5));
    let parsed = |number: std::result::Result<u32, _>| assert_eq!(number.unwrap(), 123);
    hooks.told_or_not.call_historic_with("1", "2".to_owned(), "3", parsed);
    assert_eq!(hooks.nested_tuple.call_all(((1, "ab".to_owned()), [None])), [3, 2]);
    assert_eq!(hooks.with_trailing_comma.call_all(1, 2), [2]);
    assert_eq!(Shown(&hooks).to_string(), "<");
    assert_eq!(hooks.by_macro.call_all("ab", &mut vec![1]), [[1, 2]]);
    assert_eq!(hooks.pointer.call_all(std::ptr::null()), [true]);
}

#[test]
fn an_alias_of_a_result_may_have_its_error_for_a_parameter() {
    let pm = PluginManager::new("signatures");
    let hooks = pm.add_hookspecs::<dyn Signatures>();
    hooks.check.register_fn("ready", || Ok(())).unwrap();
    assert_eq!(hooks.check.call_all().unwrap(), [()]);
    hooks.check.register_fn("wary", || Err(3)).unwrap();
    assert_eq!(hooks.check.call_all().unwrap_err().into_error(), 3);
    hooks.check_all.call_historic_with(1, |checked| assert!(checked.is_err()));
    hooks.check_all.register_fn("all", |_| Err(3)).unwrap();
}
