//! A host of edition 2024, with plugins for those of older ones.

use edition_2018::host::Codegen as OldCodegen;
use edition_2021::Codegen as NewCodegen;
use pluggy_core::{hookimpl, hookspec};

/// Writes code.
#[hookspec]
pub trait Codegen {
    /// Writes some.
    fn emit(&self, r#gen: &mut String, depth: u32) -> u32;
    /// Is called so.
    fn r#gen(&self, r#gen: u64) -> u64;
}

/// It writes for the others.
#[derive(Default)]
pub struct Other;

#[hookimpl(name = "other-2024")]
impl OldCodegen for Other {
    fn emit(&self, r#gen: &mut String) -> u32 {
        r#gen.push('z');
        3
    }

    #[hookimpl(specname = "gen", trylast)]
    fn generate(&self, seed: u64) -> u64 {
        seed + 3
    }
}

#[hookimpl(name = "other-2024")]
impl NewCodegen for Other {
    #[hookimpl(wrapper)]
    fn r#gen(&self, r#gen: u64, next: impl FnOnce() -> Option<u64>) -> Option<u64> {
        next().map(|generated| generated * r#gen)
    }
}
