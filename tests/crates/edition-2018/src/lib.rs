//! A host of edition 2018.

#![allow(bare_trait_objects, reason = "so it was written then")]

pub mod host {
    //! Hooks with names that later editions keep for themselves.

    use std::fmt::Display;

    use pluggy_core::hookspec;

    /// Writes code.
    #[hookspec]
    pub trait Codegen {
        /// Writes some.
        fn emit(&self, gen: &mut String, depth: u32) -> u32;
        /// Is called so.
        fn gen(&self, seed: u64) -> u64;
        /// Has `dyn` nowhere.
        fn bare(&self, show: &Display, numbers: &mut Iterator<Item = u32>) -> Box<Display + Send>;
        /// Waits.
        async fn wait(&self, gen: &mut String, depth: u32) -> u32;
        /// Goes from one to the next.
        #[hookspec(waterfall)]
        async fn link(&self, gen: String) -> String;
        /// Told to all.
        #[hookspec(historic)]
        fn told(&self, gen: &str) -> Option<u32>;
    }
}

pub mod plugin {
    //! A plugin of the same crate.

    use std::fmt::Display;

    use pluggy_core::hookimpl;

    use crate::host::Codegen;

    /// It writes all that there is.
    #[derive(Default)]
    pub struct Plain;

    #[hookimpl(name = "plain-2018")]
    impl Codegen for Plain {
        fn emit(&self, gen: &mut String) -> u32 {
            gen.push('x');
            1
        }

        #[hookimpl(wrapper, specname = "emit")]
        fn around(&self, gen: &mut String, next: impl FnOnce(&mut String) -> Vec<u32>) -> Vec<u32> {
            gen.push('<');
            next(gen)
        }

        fn gen(&self, seed: u64) -> u64 {
            seed + 1
        }

        fn bare(&self, show: &Display, numbers: &mut Iterator<Item = u32>) -> Box<Display + Send> {
            Box::new(format!("{}{:?}", show, numbers.next()))
        }

        async fn wait(&self, gen: &mut String) -> u32 {
            gen.push('w');
            std::future::ready(1).await
        }

        #[hookimpl(wrapper, specname = "wait")]
        async fn wait_around(
            &self,
            gen: &mut String,
            mut next: impl AsyncFnMut(&mut String) -> Vec<u32>,
        ) -> Vec<u32> {
            next(gen).await;
            next(gen).await
        }

        async fn link(&self, gen: String) -> String {
            gen + "l"
        }

        #[hookimpl(wrapper, specname = "link")]
        async fn link_around(
            &self,
            gen: String,
            next: impl AsyncFnOnce(String) -> String,
        ) -> String {
            next(gen + "a").await
        }

        fn told(&self, gen: &str) -> Option<u32> {
            gen.parse().ok()
        }
    }
}
