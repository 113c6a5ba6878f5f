//! What is named or written nearly as what can't be, and is another.

use std::fmt::Write;

use pluggy_core::{hookimpl, hookspec};

/// As `lyon` has it.
mod path {
    #[derive(Clone, PartialEq, Debug)]
    pub(crate) struct Path;
}

/// One of code.
struct Formatter;

/// What is copied when it is written to, without a lifetime.
struct Cow<T>(T);

/// As `erased_serde` has it, and a trait of a name that everybody knows.
mod erased {
    pub(crate) trait Hash {
        fn hashed(&self) -> u64;
    }

    pub(crate) trait Serialize {
        fn text(&self) -> String;
    }
}

#[hookspec]
trait Extend {
    fn outline(&self, path: path::Path) -> path::Path;
    fn saved(&self, value: &dyn erased::Serialize) -> String;
    fn is(&self, value: &dyn PartialEq<u32>) -> bool;
    fn shared(&self, value: &Cow<u32>) -> u32;
    fn hashed(&self, value: &dyn erased::Hash) -> u64;
    fn written<'a>(&self, out: &'a mut (dyn Write + 'a));
    fn formatters(&self, list: &mut Vec<Formatter>);
}

#[hookspec]
trait Copy {
    fn before_copy(&self, from: &str) -> usize;
}

#[derive(Default)]
struct Plugin;

#[hookimpl]
impl Extend for Plugin {
    fn outline(&self, path: path::Path) -> path::Path {
        path
    }

    fn saved(&self, value: &dyn erased::Serialize) -> String {
        value.text()
    }

    fn is(&self, value: &dyn PartialEq<u32>) -> bool {
        *value == 7
    }

    fn shared(&self, value: &Cow<u32>) -> u32 {
        value.0
    }

    fn hashed(&self, value: &dyn erased::Hash) -> u64 {
        value.hashed()
    }

    fn written<'a>(&self, out: &'a mut (dyn Write + 'a)) {
        out.write_str("spam").unwrap();
    }

    fn formatters(&self, list: &mut Vec<Formatter>) {
        list.push(Formatter);
    }
}

#[hookimpl]
impl Copy for Plugin {
    fn before_copy(&self, from: &str) -> usize {
        from.len()
    }
}

impl erased::Hash for u32 {
    fn hashed(&self) -> u64 {
        u64::from(*self) * 31
    }
}

impl erased::Serialize for u32 {
    fn text(&self) -> String {
        self.to_string()
    }
}

#[test]
fn what_only_looks_like_it_is_what_it_is() {
    let pm = pluggy_core::PluginManager::new("alike");
    let (extend, copy) = (pm.add_hookspecs::<dyn Extend>(), pm.add_hookspecs::<dyn Copy>());
    let plugin = pluggy_core::Plugin::new(Plugin).with::<dyn Extend>().with::<dyn Copy>();
    pm.register(plugin).unwrap();
    assert_eq!(extend.outline.call_all(path::Path), [path::Path]);
    assert_eq!(extend.saved.call_all(&7_u32), ["7"]);
    assert_eq!(extend.is.call_all(&7_u32), [true]);
    assert_eq!(extend.shared.call_all(&Cow(7)), [7]);
    assert_eq!(extend.hashed.call_all(&2_u32), [62]);
    let mut text = String::new();
    extend.written.call_all(&mut text);
    assert_eq!(text, "spam");
    let mut formatters = Vec::new();
    extend.formatters.call_all(&mut formatters);
    assert_eq!(formatters.len(), 1);
    assert_eq!(copy.before_copy.call_all("eggs"), [4]);
}
