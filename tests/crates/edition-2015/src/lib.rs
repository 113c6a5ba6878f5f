//! A host of edition 2015, whose names are keywords by now, with plugins for it and for a
//! newer one.

extern crate edition_2018;
extern crate pluggy_core;

pub mod host {
    //! Hooks with names that later editions keep for themselves.

    use pluggy_core::hookspec;

    /// Writes code.
    #[hookspec]
    pub trait Codegen {
        /// Is called so.
        fn async(&self, async: u32, dyn: &mut String, await: &dyn Fn(u32) -> u32) -> Option<u32>;
        /// Goes from one to the next.
        #[hookspec(waterfall)]
        fn try(&self, try: String) -> String;
        /// Told to all.
        #[hookspec(historic)]
        fn await(&self, gen: &str) -> u32;
    }
}

/// It writes.
#[derive(Default)]
pub struct Old;

#[pluggy_core::hookimpl(name = "old-2015")]
impl host::Codegen for Old {
    fn async(&self, mut async: u32, await: &dyn Fn(u32) -> u32) -> Option<u32> {
        async += 1;
        Some(await(async))
    }

    #[hookimpl(wrapper, specname = "async")]
    fn around(&self, dyn: &mut String, next: impl FnOnce(&mut String) -> Vec<u32>) -> Vec<u32> {
        dyn.push('<');
        next(dyn)
    }

    fn try(&self, try: String) -> String {
        try + "old"
    }

    fn await(&self, gen: &str) -> u32 {
        gen.parse().unwrap_or(0)
    }
}

mod plugin {
    use pluggy_core::hookimpl;

    #[hookimpl(::host::Codegen, name = "functions-2015")]
    fn try(try: String) -> String {
        try + "new"
    }

    #[hookimpl(::edition_2018::host::Codegen, name = "functions-2015")]
    fn gen(seed: u64) -> u64 {
        seed + 4
    }
}
