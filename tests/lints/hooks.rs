//! A spec with every kind of hook.

use std::collections::BTreeMap;
use std::fmt;

use pluggy_core::hookspec;

/// The hooks.
#[allow(
    clippy::too_many_arguments,
    clippy::ptr_arg,
    clippy::borrowed_box,
    clippy::type_complexity,
    clippy::fn_params_excessive_bools,
    reason = "a spec may say so; what is tested is that its plugins need not"
)]
#[hookspec]
pub trait Hooks {
    /// Nothing comes of it.
    fn nothing(&self);

    /// All kinds of arguments.
    fn offer(&self, offers: &mut Vec<u32>, count: u32, word: &str) -> u32;

    /// What pedants say of signatures.
    fn signature(
        &self,
        text: &String,
        number: &u32,
        option: &Option<String>,
        mut_vec: &mut Vec<u8>,
        owned: String,
        boxed: &Box<u32>,
        complex: &BTreeMap<
            String,
            Vec<(u32, Option<Box<dyn Fn(&str, u32) -> Result<u32, String>>>)>,
        >,
        flag: bool,
        other_flag: bool,
    ) -> Option<()>;

    /// What must be used.
    fn outcome(&self, outcome: Result<u32, String>, both: (Result<u32, String>, bool));

    /// Formats.
    fn format(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The longest.
    fn longest<'call>(&self, one: &'call str, other: &'call str) -> &'call str;

    /// What pedants say of results.
    fn boxed(&self) -> Box<u32>;

    /// The first.
    #[hookspec(firstresult)]
    fn first(&self, number: u32) -> Result<Option<u32>, fmt::Error>;

    /// Told to all.
    #[hookspec(historic)]
    fn told(&self, text: &str) -> Result<u32, String>;

    /// Told to all, by what pedants say of signatures.
    #[hookspec(historic)]
    fn told_much(
        &self,
        text: &String,
        number: &u32,
        option: &Option<String>,
        owned: String,
        boxed: &Box<u32>,
        complex: &BTreeMap<String, Vec<(u32, Option<Vec<(u64, Result<u32, (String, Vec<u8>)>)>>)>>,
        flag: bool,
        other_flag: bool,
    ) -> Option<()>;

    /// Told to all, with nothing to say.
    #[hookspec(historic)]
    fn silent(&self, number: u32, text: String);

    /// Not any more.
    #[deprecated = "use `nothing`"]
    fn old(
        &self,
        #[deprecated = "not needed"] unused: u32,
        #[hookspec(skip)] secret: &str,
        #[deprecated = "not needed either"] lent: &mut u32,
    );

    /// There, or not.
    #[cfg(test)]
    fn configured(&self) -> bool;
}
