//! The attributes `#[hookspec]` and `#[hookimpl]` of `pluggy-core`, and what is
//! behind its `link_plugins!`.
//!
//! They translate and decide nothing: a trait or an `impl` becomes static data
//! and calls of one line into `pluggy_core::__private`. Each runs four stages,
//! a file each: the options are parsed (`args`), the item is read into a model
//! (`model`), the model is judged (`check`), tokens are made (`expand`). All
//! mistakes of an item are reported at once, beside as much of the expansion as
//! still makes sense, so that one mistake is one error.
//!
//! With the feature `link` there is also `link_plugins!`, which reads
//! Cargo.toml.

mod args;
mod attrs;
mod cfg_attr;
mod errors;
mod imp;
mod lifetimes;
#[cfg(feature = "link")]
mod link;
mod lints;
mod paths;
mod read;
mod spec;
mod text;
mod types;

use proc_macro::TokenStream;

/// The options of `#[hookspec]`, by where it stands:
///
/// ```text
/// a trait       #[hookspec(crate = path)]
/// a method      #[hookspec(firstresult)], or one of historic, allresults, waterfall; and oldestfirst
/// an argument   #[hookspec(skip)]
/// ```
#[proc_macro_attribute]
pub fn hookspec(options: TokenStream, item: TokenStream) -> TokenStream {
    spec::hookspec(options.into(), item.into()).into()
}

/// The options of `#[hookimpl]`, by where it stands; all may be combined,
/// but `tryfirst` with `trylast`, and `new` with `manual`; `config` needs `new`:
///
/// ```text
/// an impl       #[hookimpl(name = "…", new = path, config = Type, manual, crate = path,
///                          before = "…", after = ["…", "…"])]
/// a method      #[hookimpl(tryfirst, trylast, wrapper, optionalhook, specname = "…",
///                          before = "…", after = ["…", "…"])]
/// a function    #[hookimpl(Spec, name = "…", crate = path, and a method's)]
/// ```
#[proc_macro_attribute]
pub fn hookimpl(options: TokenStream, item: TokenStream) -> TokenStream {
    imp::hookimpl(options.into(), item.into()).into()
}

/// What `pluggy_core::link_plugins!` hands on: where `pluggy_core` is, then
/// what the user wrote.
///
/// ```text
/// link_plugins! { [$crate] "pattern", … }
/// ```
#[cfg(feature = "link")]
#[proc_macro]
pub fn link_plugins(input: TokenStream) -> TokenStream {
    link::link_plugins(input.into()).into()
}
