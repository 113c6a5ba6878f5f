//! The attributes `#[hookspec]` and `#[hookimpl]` of `pluggy-core`.
//!
//! They translate and decide nothing: a trait or an `impl` becomes static data
//! and calls of one line into `pluggy_core::__private`. Each runs four stages,
//! a file each: the options are parsed (`args`), the item is read into a model
//! (`model`), the model is judged (`check`), tokens are made (`expand`). All
//! mistakes of an item are reported at once, beside as much of the expansion as
//! still makes sense, so that one mistake is one error.

mod args;
mod errors;
mod imp;
mod paths;
mod spec;
mod text;
mod types;

use proc_macro::TokenStream;

/// Marks a trait as a spec: each of its methods becomes a hook.
///
/// On the trait: `crate = path` says where `pluggy_core` is, for hosts that
/// re-export it. On a method: `firstresult`, `historic`. The return type and
/// these options choose the kind of the hook; `README.md` has the table.
///
/// ```ignore
/// #[hookspec]
/// pub trait Kitchen {
///     fn add_ingredients(&self, ingredients: &[String]) -> Vec<String>;
///
///     #[hookspec(firstresult)]
///     fn choose_tray(&self, guests: u32) -> Option<Tray>;
/// }
/// ```
#[proc_macro_attribute]
pub fn hookspec(options: TokenStream, item: TokenStream) -> TokenStream {
    spec::hookspec(options.into(), item.into()).into()
}

/// Marks an `impl` of a spec, or a function, as a plugin's.
///
/// On an `impl`: `name = "…"`, `new = path`, `manual`, `crate = path`. On a
/// method: `tryfirst`, `trylast`, `wrapper`, `optionalhook`,
/// `specname = "…"`. On a function: the spec, then options of both kinds.
///
/// ```ignore
/// #[hookimpl]
/// impl Kitchen for Spam {
///     #[hookimpl(tryfirst)]
///     fn add_ingredients(&self) -> Vec<String> {
///         vec!["lovely spam".into()]
///     }
/// }
///
/// #[hookimpl(Kitchen)]
/// fn choose_tray(guests: u32) -> Option<Tray> {
///     (guests > 8).then(Tray::large)
/// }
/// ```
#[proc_macro_attribute]
pub fn hookimpl(options: TokenStream, item: TokenStream) -> TokenStream {
    imp::hookimpl(options.into(), item.into()).into()
}
