//! Plugins of edition 2018 for the hosts of others.

use edition_2021::Codegen;
use edition_2024::Codegen as NewCodegen;
use pluggy_core::hookimpl;

/// It writes for the others.
#[derive(Default)]
pub struct Old;

#[hookimpl(name = "old-2018")]
impl NewCodegen for Old {
    fn emit(&self, gen: &mut String) -> u32 {
        gen.push('o');
        4
    }

    fn gen(&self, gen: u64) -> u64 {
        gen + 4
    }
}

#[hookimpl(Codegen, name = "functions-2018")]
fn emit(gen: &mut String) -> u32 {
    gen.push('f');
    5
}
