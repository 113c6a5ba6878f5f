//! What a plugin's options must not say.

use syn::{LitStr, Type, TypePath};

use crate::errors::Errors;
use crate::imp::model::PluginOptions;
use crate::imp::name;
use crate::lifetimes::Lifetimes;

pub(super) fn check_new(options: &mut PluginOptions, errors: &mut Errors) {
    let Some(new) = &options.new else { return };
    if options.manual.is_some() {
        errors.push(new, "a `manual` plugin is built by its host: remove `new`, or `manual`");
    } else if is_default(new) && !options.is_mistaken {
        errors.push(
            new,
            "a plugin is built by its `Default` anyway, and this doesn't say of which type: remove `new`",
        );
        options.is_mistaken = true;
    }
}

pub(super) fn check_config(options: &mut PluginOptions, errors: &mut Errors) {
    let Some(config) = &options.config else { return };
    let mistake = if options.manual.is_some() {
        "a `manual` plugin is built by its host, which reads its section by `Config::section`: \
         remove `config`, or `manual`"
    } else if options.new.is_none() {
        "`config` needs a constructor that takes it: write `new = path` too"
    } else if is_borrowed(config) {
        "the text of a section is gone when the plugin runs, so this type can't borrow from it: \
         name an owned one, with `String` for `&str`"
    } else if !cfg!(feature = "config") {
        "`config` needs a feature of pluggy-core: write `pluggy-core = { …, features = \
         [\"config\"] }` in Cargo.toml"
    } else {
        return;
    };
    errors.push(config, mistake);
    // Nothing is said of a constructor that is not called as it should be.
    options.is_mistaken = true;
    options.config = None;
}

pub(super) fn check_name(given: Option<&LitStr>, errors: &mut Errors) {
    if let Some(given) = given
        && let Some(mistake) = name::mistake(&given.value())
    {
        errors.push(given, mistake);
    }
}

/// Whether a path is that by which each type is built that has a `Default`.
fn is_default(TypePath { qself, path, .. }: &TypePath) -> bool {
    let names: Vec<_> = path.segments.iter().rev().map(|segment| &segment.ident).take(2).collect();
    qself.is_none() && matches!(names[..], [last, of] if last == "default" && of == "Default")
}

fn is_borrowed(config: &TypePath) -> bool {
    let Lifetimes { named, elided, .. } = Lifetimes::of(&Type::Path(config.clone()));
    !named.is_empty() || !elided.is_empty()
}
