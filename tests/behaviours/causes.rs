//! No cause of an error is lost: what is behind a plugin's error is behind ours.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex};

use pluggy_core::{HookRelay, PluginManager, PluginStatus, hookimpl, hookspec};

#[hookspec]
pub(crate) trait Hooks {
    fn typed(&self) -> Result<(), NoRecipe>;
    fn boxed(&self) -> Result<(), Box<dyn Error + Send + Sync>>;
    fn shared(&self) -> Result<(), Arc<dyn Error + Send + Sync>>;
    fn local(&self) -> Result<(), Box<dyn Error>>;
    fn anyhow(&self) -> anyhow::Result<()>;
    #[hookspec(firstresult)]
    fn first(&self) -> anyhow::Result<Option<u32>>;
    #[hookspec(historic)]
    fn told(&self) -> Result<u32, NoRecipe>;
    fn text(&self) -> Result<(), String>;
    fn borrowed<'a>(&self, order: &'a str) -> Result<(), &'a str>;
}

/// An error with another one behind it.
#[derive(Debug)]
pub(crate) struct NoRecipe(io::Error);

impl fmt::Display for NoRecipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no recipe")
    }
}

impl Error for NoRecipe {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

fn burnt() -> NoRecipe {
    NoRecipe(io::Error::other("the book is burnt"))
}

fn with<T>(test: impl FnOnce(&HookRelay<dyn Hooks>) -> T) -> T {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.typed.register_fn("typed", || Err(burnt())).unwrap();
    hooks.boxed.register_fn("boxed", || Err(burnt().into())).unwrap();
    hooks.shared.register_fn("shared", || Err(Arc::new(burnt()))).unwrap();
    hooks.local.register_fn("local", || Err(burnt().into())).unwrap();
    hooks.anyhow.register_fn("anyhow", || Err(burnt().into())).unwrap();
    hooks.first.register_fn("first", || Err(burnt().into())).unwrap();
    hooks.told.register_fn("told", || Err(burnt())).unwrap();
    hooks.text.register_fn("text", || Err("no recipe".into())).unwrap();
    hooks.borrowed.register_fn("borrowed", |order| Err(order)).unwrap();
    test(&hooks)
}

/// The texts of an error and of what is behind it.
fn chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    causes.map(ToString::to_string).collect()
}

fn expected(plugin: &str) -> [String; 2] {
    let top = format!("plugin `{plugin}` failed in hook `{plugin}`: no recipe");
    [top, "the book is burnt".to_owned()]
}

#[test]
fn what_is_behind_an_error_is_behind_a_hook_error() {
    with(|hooks| {
        assert_eq!(chain(&hooks.typed.call_all().unwrap_err()), expected("typed"));
        assert_eq!(chain(&hooks.boxed.call_all().unwrap_err()), expected("boxed"));
        assert_eq!(chain(&hooks.shared.call_all().unwrap_err()), expected("shared"));
        assert_eq!(chain(&hooks.local.call_all().unwrap_err()), expected("local"));
        assert_eq!(chain(&hooks.anyhow.call_all().unwrap_err()), expected("anyhow"));
        assert_eq!(chain(&hooks.first.call_first().unwrap_err()), expected("first"));
    });
}

#[test]
fn an_error_that_is_a_text_has_nothing_behind_it() {
    with(|hooks| {
        assert!(hooks.text.call_all().unwrap_err().source().is_none());
        let error = hooks.borrowed.call_all("eggs").unwrap_err();
        assert_eq!(error.to_string(), "plugin `borrowed` failed in hook `borrowed`: eggs");
    });
}

#[test]
fn the_error_of_a_historic_call_has_its_cause() {
    with(|hooks| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let see = Arc::clone(&seen);
        hooks.told.call_historic_with(move |result| {
            see.lock().unwrap().push(chain(&result.unwrap_err()));
        });
        assert_eq!(*seen.lock().unwrap(), [expected("told")]);
    });
}

#[test]
fn a_snapshot_and_a_watched_call_have_it_too() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    hooks.typed.register_fn("typed", || Err(burnt())).unwrap();
    pm.monitor(pluggy_core::TraceWriter::new(io::sink())).detach();
    assert_eq!(chain(&hooks.typed.call_all().unwrap_err()), expected("typed"));
    assert_eq!(chain(&hooks.typed.snapshot().call_all().unwrap_err()), expected("typed"));
}

/// A host whose `main` returns `anyhow::Result` shows everything once.
#[test]
fn anyhow_shows_the_whole_chain_once() {
    fn host(hooks: &HookRelay<dyn Hooks>) -> anyhow::Result<()> {
        hooks.anyhow.call_all()?;
        Ok(())
    }
    let error = with(|hooks| host(hooks).unwrap_err());
    assert_eq!(format!("{error:#}"), expected("anyhow").join(": "));
    assert!(error.chain().any(<dyn Error>::is::<io::Error>));
}

#[test]
fn an_error_is_shown_as_one_plain_line() {
    let shown = |text: &'static str| {
        let pm = PluginManager::new("kitchen");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        hooks.text.register_fn("cook", move || Err(text.to_owned())).unwrap();
        let error = hooks.text.call_all().unwrap_err();
        assert_eq!(error.error(), text);
        error.to_string().split_once("hook `text`: ").unwrap().1.to_owned()
    };
    assert_eq!(shown("a\n\u{1b}[31mred\u{202e} herring"), "a \\u{1b}[31mred\\u{202e} herring");
    assert_eq!(shown("  "), "an error without a text");
    assert!(shown(Box::leak("x".repeat(12_000).into_boxed_str())).len() < 600);
}

#[hookspec]
pub trait Openers {
    fn open(&self);
}

struct Door;

impl Door {
    fn build() -> Result<Self, NoRecipe> {
        Err(burnt())
    }
}

#[hookimpl(new = Door::build)]
impl Openers for Door {
    fn open(&self) {}
}

const OF_DOOR: &str = "its constructor failed: no recipe";

#[test]
fn what_is_behind_a_constructors_error_is_behind_that_of_the_discovery() {
    let pm = PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Openers>();
    let error = pm.discover().strict().unwrap_err();
    let [top, cause] = &chain(&error)[..] else { panic!("{error:#}") };
    // No remedy comes between the two.
    assert!(top.ends_with(OF_DOOR), "{top}");
    assert_eq!(cause, "the book is burnt");
    let shown = format!("{error:#}");
    assert!(shown.ends_with("no recipe: the book is burnt; correct that, or leave the plugin out"));
    let whole = format!("{:#}", anyhow::Error::from(error));
    assert!(whole.ends_with(&format!("{OF_DOOR}: the book is burnt")), "{whole}");
}

/// Of a text alone nobody can ask what is behind it.
#[test]
fn a_warning_and_a_report_have_all_causes_in_their_text() {
    let pm = PluginManager::new("kitchen");
    pm.add_hookspecs::<dyn Openers>();
    let report = pm.discover();
    let expected = format!("{OF_DOOR}: the book is burnt; correct that");
    let mistakes: Vec<String> = report.mistakes().map(|mistake| mistake.to_string()).collect();
    assert!(mistakes[0].contains(&expected), "{mistakes:?}");
    assert!(report.to_string().contains(&expected), "{report}");
    let plugins = pm.report();
    let door = plugins.plugins().iter().find(|plugin| plugin.name == "door").unwrap();
    let PluginStatus::Failed { reason, .. } = &door.status else { panic!("{door:?}") };
    assert!(reason.contains(&expected), "{reason}");
}
