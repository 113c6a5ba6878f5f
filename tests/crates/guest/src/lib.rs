//! The runtime is where the attribute's path says, in a crate that does not depend on it.

/// Hooks.
#[own_core::pluggy_core::hookspec]
pub trait Pear {
    /// As of an apple.
    #[own_core::pluggy_core::hookspec(firstresult)]
    fn colour(&self) -> Option<u32>;
}

/// A plugin.
#[derive(Default)]
pub struct Williams;

#[own_core::pluggy_core::hookimpl]
impl Pear for Williams {
    fn colour(&self) -> Option<u32> {
        Some(6)
    }
}

#[own_core::pluggy_core::hookimpl(own_core::Apple)]
fn taste() -> Result<u32, String> {
    Ok(4)
}

/// The runtime is imported from its host.
pub mod imported {
    use own_core::pluggy_core;

    /// Another plugin.
    #[derive(Default)]
    pub struct Abate;

    #[pluggy_core::hookimpl]
    impl super::Pear for Abate {
        #[pluggy_core::hookimpl(trylast)]
        fn colour(&self) -> Option<u32> {
            Some(7)
        }
    }
}
