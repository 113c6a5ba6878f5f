//! What is written becomes what it means: options and methods are read, and what has no
//! meaning is told.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Attribute, FnArg, ItemImpl, LitStr, Pat, Path, Signature, Visibility};

use super::alone::Alone;
use super::model::{HookImpl, ImplBlock, ImplFn, Marks, Method, Order, Param, PluginOptions};
use super::next::lower_next;
use super::specs::{block_specs, function_specs};
use crate::args::{Given, Options, is_ours, own_crate, take_marks};
use crate::attrs::cfgs;
use crate::cfg_attr::variants;
use crate::errors::Errors;
use crate::lifetimes::check_lent;
use crate::paths::{argument_name, in_any_edition};
use crate::read::{self, End, Member, Other, check_unread};
use crate::text;

/// Options of `#[hookimpl]` on a block.
pub(crate) const BLOCK_OPTIONS: &[&str] =
    &["name", "new", "config", "manual", "crate", "before", "after"];
/// Options of `#[hookimpl]` on a method.
pub(super) const METHOD_OPTIONS: &[&str] =
    &["tryfirst", "trylast", "wrapper", "optionalhook", "specname", "before", "after"];
const NAME_ON_METHOD: &str = "`name` is a plugin's, above its `impl`; a method says which hook it \
                              implements by `specname`";
const GUESSED: &str = "a method says which hook it implements by `specname`";
/// Options of `#[hookimpl]` on a function, after the spec.
pub(super) const FUNCTION_OPTIONS: &[&str] = &[
    "name",
    "crate",
    "tryfirst",
    "trylast",
    "wrapper",
    "optionalhook",
    "specname",
    "before",
    "after",
];
/// Those of a block that a function can't have, for reasons of their own.
pub(super) const BLOCK_ALONE: &[&str] = &["new", "config", "manual"];

/// Reads a block.
pub(crate) fn lower_block(
    mut options: Options,
    mut item: ItemImpl,
    members: Vec<Member>,
    errors: &mut Errors,
) -> ImplBlock {
    options.mend("an `impl`", BLOCK_OPTIONS, errors);
    let plugin_options = plugin_options(&mut options, errors);
    let specs = block_specs(&item, &mut options, errors);
    let order = order(&mut options, errors);
    // Which of its methods is meant to be one, nobody knows.
    let is_wrapper = options.has("wrapper");
    options.finish("an `impl`", BLOCK_OPTIONS, errors);
    take_marks("hookimpl", &mut item.attrs, errors);
    let mut methods: Vec<Method> = Vec::new();
    let is_empty = members.is_empty();
    for member in members {
        match member {
            Member::Method(method) => {
                let is_ours = |attr: &Attribute| is_ours(attr, METHOD_OPTIONS);
                methods.extend(variants(*method, &is_ours).into_iter().map(|method| {
                    errors.within(cfgs(&method.attrs), |errors| lower_method(method, errors))
                }));
            }
            Member::Other(Other::Macro, tokens) => errors.push(
                tokens,
                "what a macro stands for is not seen here: write the methods out, or let the \
                 macro write the whole `impl`",
            ),
            Member::Other(_, tokens) => errors.push(
                tokens,
                format_args!(
                    "a plugin's `impl` has only methods, each of them a hookimpl: put this into \
                     `impl {}`",
                    text::of(&item.self_ty)
                ),
            ),
            Member::Unread(word) => check_unread(word.as_ref(), errors),
        }
    }
    if is_wrapper {
        for method in &mut methods {
            method.hookimpl = None;
        }
    }
    ImplBlock { item, specs, methods, is_empty, order, options: plugin_options, is_mistaken: false }
}

fn lower_method(mut item: read::Method, errors: &mut Errors) -> Method {
    check_written(&item, errors);
    let mistakes = errors.len();
    let mut options = Options::take("hookimpl", METHOD_OPTIONS, &mut item.attrs, errors);
    options.correct("name", "specname", NAME_ON_METHOD, errors);
    for guessed in ["hook", "hookname", "spec"] {
        options.correct(guessed, "specname", GUESSED, errors);
    }
    options.mend("a method", METHOD_OPTIONS, errors);
    let (marks, mut specname) = marks(&mut options, errors);
    options.finish("a method", METHOD_OPTIONS, errors);
    // What is wrong may be meant to name the hook.
    if errors.len() > mistakes && matches!(specname, Given::Not) {
        specname = Given::Faulty(None);
    }
    refuse_on_arguments(&mut item.sig, errors);
    // Somebody still types at it.
    let hookimpl = match item.end {
        End::Missing => None,
        _ => lower_signature(&item.attrs, &item.sig, marks, specname, errors),
    };
    Method { item, hookimpl }
}

/// Takes our attributes off the arguments, of which the spec alone says something.
fn refuse_on_arguments(sig: &mut Signature, errors: &mut Errors) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(typed) = input {
            let options = Options::take("hookimpl", &[], &mut typed.attrs, errors);
            options.finish("an argument", &[], errors);
        }
    }
}

/// Judges what no reader of a signature sees.
fn check_written(item: &read::Method, errors: &mut Errors) {
    if let End::Semicolon(semicolon) = &item.end {
        errors.push(semicolon, "a hookimpl has a body: write `{ … }` in place of `;`");
    }
    item.check_bare(errors);
}

/// Reads a function.
pub(crate) fn lower_function(
    mut options: Options,
    mut item: read::Method,
    errors: &mut Errors,
) -> ImplFn {
    if let Some(receiver) = item.sig.receiver() {
        let specs = options.bare_path(METHOD_OPTIONS, |_| true);
        // Of a type's own `impl` somebody would say which spec is meant.
        let is_alone = specs.is_none() && matches!(item.vis, Visibility::Inherited);
        let alone = Alone::at(receiver);
        let specs = specs.map_or("Hooks".into(), |(path, _)| text::of(path));
        let message = format!(
            "hooks are implemented in an `impl` of the spec, which is marked as a whole: write \
             `#[hookimpl]` above `impl {specs} for …`"
        );
        if alone == Alone::First {
            errors.add(syn::Error::new(Span::call_site(), message));
        }
        let options = PluginOptions::default();
        let alone = is_alone.then_some(alone);
        return ImplFn { item, specs: None, options, hookimpl: None, alone };
    }
    check_written(&item, errors);
    options.adopt(METHOD_OPTIONS, &mut item.attrs, errors);
    let specs = function_specs(&item.sig, &mut options, errors);
    options.mend("a function", FUNCTION_OPTIONS, errors);
    let plugin_options = plugin_options(&mut options, errors);
    let (marks, specname) = marks(&mut options, errors);
    options.finish("a function", FUNCTION_OPTIONS, errors);
    refuse_on_arguments(&mut item.sig, errors);
    take_marks("hookimpl", &mut item.attrs, errors);
    let hookimpl = lower_signature(&item.attrs, &item.sig, marks, specname, errors);
    ImplFn { item, specs, options: plugin_options, hookimpl, alone: None }
}

fn plugin_options(options: &mut Options, errors: &mut Errors) -> PluginOptions {
    let new = options.path("new", "a function that takes nothing, or its `config`", errors);
    let config = options.path("config", "a struct that is `Deserialize`", errors);
    let krate = options.path("crate", "the crate", errors);
    PluginOptions {
        is_mistaken: new.is_faulty() || config.is_faulty(),
        name: options.text("name", errors).value(),
        new: new.value(),
        config: config.value(),
        manual: options.flag("manual", errors),
        krate: krate.value().map(|krate| krate.path).or_else(own_crate),
    }
}

fn marks(options: &mut Options, errors: &mut Errors) -> (Marks, Given<LitStr>) {
    let marks = Marks {
        tryfirst: options.flag("tryfirst", errors),
        trylast: options.flag("trylast", errors),
        wrapper: options.flag("wrapper", errors),
        optionalhook: options.flag("optionalhook", errors),
        order: order(options, errors),
    };
    (marks, options.text("specname", errors))
}

fn order(options: &mut Options, errors: &mut Errors) -> Order {
    let [before, after] = ["before", "after"].map(|name| options.texts(name, errors));
    Order { before, after }
}

/// Reads a signature; nothing comes of one that could not be called.
fn lower_signature(
    attrs: &[Attribute],
    sig: &Signature,
    marks: Marks,
    specname: Given<LitStr>,
    errors: &mut Errors,
) -> Option<HookImpl> {
    let hook = match specname {
        Given::Not => sig.ident.clone(),
        specname => errors.ok(hook_name(&specname.value()?))?,
    };
    let (mut params, mut written) = (Vec::new(), Vec::new());
    let mut is_sound = true;
    for input in &sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        if let Some(cfg) = typed.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
            errors.push(
                cfg,
                "an argument can't be there in some builds only: write the function twice, each \
                 with a `#[cfg]`",
            );
            is_sound = false;
        }
        match &*typed.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                let name = argument_name(&pat.ident);
                if params.iter().any(|param: &Param| param.name == name) {
                    is_sound = false;
                    // Of one name rustc says so.
                    if !written.contains(&pat.ident) {
                        let message = format!("`{name}` is asked for already: remove this one");
                        errors.push(&pat.ident, message);
                    }
                }
                written.push(pat.ident.clone());
                let mut ty = (*typed.ty).clone();
                is_sound &= check_lent(&mut ty, errors);
                params.push(Param { name, ty });
            }
            pat => {
                errors.push(
                    pat,
                    "a hookimpl asks for an argument by its name in the spec: write that, and take \
                     it apart inside; one that is not needed can be left out",
                );
                is_sound = false;
            }
        }
    }
    let next = match &marks.wrapper {
        Some(wrapper) => Some(lower_next(wrapper, sig, &mut params, errors)?),
        None => None,
    };
    is_sound.then(|| HookImpl {
        hook,
        attrs: attrs.to_vec(),
        sig: sig.clone(),
        params,
        marks,
        next,
    })
}

/// The name that `specname` gives, which may be a keyword.
fn hook_name(specname: &LitStr) -> syn::Result<Ident> {
    let name = specname.parse::<Ident>().or_else(|_| {
        let keyword = specname.parse_with(Ident::parse_any)?;
        Ok(Ident::new_raw(&keyword.to_string(), keyword.span()))
    });
    name.map(|name| in_any_edition(&name)).map_err(|_: syn::Error| {
        let last =
            specname.parse::<Path>().ok().and_then(|path| path.segments.into_iter().next_back());
        let message = match last {
            Some(last) => format!(
                "`specname` is the name of a hook alone: write `specname = \"{}\"`",
                last.ident
            ),
            None => "`specname` is the name of a hook: write the one that the spec has".into(),
        };
        syn::Error::new(specname.span(), message)
    })
}
