//! A host of edition 2021, with a plugin for that of edition 2018.

use std::fmt::Display;

use edition_2018::host::Codegen as OldCodegen;
use pluggy_core::{hookimpl, hookspec};

/// Writes code.
#[hookspec]
pub trait Codegen {
    /// Writes some.
    fn emit(&self, gen: &mut String, depth: u32) -> u32;
    /// Is called so.
    #[hookspec(firstresult)]
    fn gen(&self, gen: u64) -> Option<u64>;
}

/// It writes all that there is.
#[derive(Default)]
pub struct Plain;

#[hookimpl(name = "plain-2021")]
impl Codegen for Plain {
    fn emit(&self, gen: &mut String, depth: u32) -> u32 {
        gen.push('y');
        depth
    }

    #[hookimpl(specname = "gen")]
    fn generate(&self, gen: u64) -> Option<u64> {
        Some(gen + 2)
    }
}

#[hookimpl(OldCodegen, name = "functions-2021", trylast)]
fn gen(seed: u64) -> u64 {
    seed + 2
}

#[hookimpl(OldCodegen, trylast)]
fn bare(show: &dyn Display, numbers: &mut dyn Iterator<Item = u32>) -> Box<dyn Display + Send> {
    Box::new(format!("{show} again {:?}", numbers.next()))
}
