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
use crate::read::{self, Read};
use crate::spec::hookspec;

/// The attribute: parse, lower, check, expand.
pub(crate) fn hookimpl(options: TokenStream, item: TokenStream) -> TokenStream {
    if are_read(&options) {
        return item;
    }
    let mut errors = Errors::default();
    let mut tokens = match read::item(&item) {
        Read::Impl(ref block, _) if let Some(name) = of_no_spec(block) => {
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
/// with, rustc says that and more.
fn of_no_spec(block: &ItemImpl) -> Option<&Ident> {
    const NAMES: &[&str] = &[
        "Clone",
        "Copy",
        "Default",
        "Deref",
        "DerefMut",
        "Eq",
        "Extend",
        "From",
        "FromIterator",
        "FromStr",
        "Future",
        "Hash",
        "Into",
        "IntoIterator",
        "Iterator",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "TryFrom",
        "TryInto",
    ];
    let (specs, _) = block.trait_.as_ref()?;
    let name = &specs.segments.last()?.ident;
    NAMES.iter().any(|known| name == known).then_some(name)
}
