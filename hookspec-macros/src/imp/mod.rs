//! `#[hookimpl]`: an `impl` block or a function becomes a plugin's.

mod again;
mod alone;
mod check;
mod expand;
mod glue;
mod inherent;
mod lower;
mod model;
mod name;
mod next;
mod order;
mod specs;
mod submit;
mod wrapper;

use proc_macro2::{Ident, Span, TokenStream};
use syn::ItemImpl;

use crate::args::{Options, are_read, is_marked};
use crate::errors::Errors;
use crate::read::{self, Member, Read};
use crate::spec::hookspec;

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookimpl(options: TokenStream, item: TokenStream) -> TokenStream {
    if are_read(&options) {
        return item;
    }
    let mut errors = Errors::default();
    let mut tokens = match read::item(&item) {
        Read::Impl(ref block, ref members) if let Some(name) = of_no_spec(block, members) => {
            errors.push(name, "this trait is no spec: `#[hookimpl]` goes on the `impl` of one");
            item
        }
        Read::Impl(block, members) => {
            let options = Options::parse("hookimpl", options, &mut errors);
            let mut block = lower::lower_block(options, *block, members, &mut errors);
            check::check_block(&mut block, &mut errors);
            expand::expand_block(&block)
        }
        Read::Function(function) => {
            let options = Options::parse("hookimpl", options, &mut errors);
            let mut function = lower::lower_function(options, *function, &mut errors);
            check::check_function(&mut function, &mut errors);
            expand::expand_function(&function)
        }
        Read::Trait(marked, _) if is_marked(&marked.attrs, "hookspec") => {
            let message = "what is marked `#[hookspec]` can't be a plugin too: remove this";
            errors.add(syn::Error::new(Span::call_site(), message));
            item
        }
        Read::Trait(..) => {
            let message =
                "a trait with hooks is marked by the other attribute: write `#[hookspec]`";
            errors.add(syn::Error::new(Span::call_site(), message));
            hookspec(options, item)
        }
        Read::Other => {
            errors.push(
                read::head(&item),
                "`#[hookimpl]` goes on an `impl` of a spec: `impl Hooks for MyPlugin`, or on a \
                 function: `#[hookimpl(Hooks)] fn …`",
            );
            item
        }
        Read::Nothing => item,
    };
    tokens.extend(errors.into_tokens());
    tokens
}

/// The name of a trait that everybody knows, and which is no spec: of one that no `dyn` goes
/// with, rustc says that and more. A spec may be called so, and has other methods.
fn of_no_spec<'a>(block: &'a ItemImpl, members: &[Member]) -> Option<&'a Ident> {
    const METHODS: &[(&str, &str)] = &[
        ("Clone", "clone"),
        ("Default", "default"),
        ("Deref", "deref"),
        ("DerefMut", "deref_mut"),
        ("FromStr", "from_str"),
        ("Future", "poll"),
        ("Hash", "hash"),
        ("IntoIterator", "into_iter"),
        ("Iterator", "next"),
        ("Ord", "cmp"),
        ("PartialEq", "eq"),
        ("PartialOrd", "partial_cmp"),
    ];
    const EMPTY: &[&str] = &["Copy", "Eq"];
    // No spec has parameters.
    const WITH_PARAMETERS: &[&str] = &[
        "Extend",
        "From",
        "FromIterator",
        "Into",
        "PartialEq",
        "PartialOrd",
        "TryFrom",
        "TryInto",
    ];
    let (specs, _) = block.trait_.as_ref()?;
    let last = specs.segments.last()?;
    let has = |name: &str| {
        members
            .iter()
            .any(|member| matches!(member, Member::Method(method) if method.sig.ident == name))
    };
    let is_known = METHODS.iter().any(|(name, method)| last.ident == name && has(method))
        || members.is_empty() && EMPTY.iter().any(|name| last.ident == name)
        || !last.arguments.is_empty() && WITH_PARAMETERS.iter().any(|name| last.ident == name);
    is_known.then_some(&last.ident)
}
