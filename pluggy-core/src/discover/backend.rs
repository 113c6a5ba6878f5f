//! What collects statics at link time: `linkme`, `inventory`, or nothing.
//!
//! Each backend has the same: a list for each type that generated code hands
//! in, and `submit!`, which hands a value to one of them.

/// Whether this build collects anything.
pub(crate) const HAS_REGISTRY: bool = cfg!(any(feature = "inventory", feature = "linkme"));

#[cfg(feature = "link")]
pub(crate) use collected::dependencies;
pub(crate) use collected::linked;

#[cfg(feature = "linkme")]
pub use lists::*;

#[cfg(feature = "linkme")]
mod lists {
    /// Filled by the linker.
    #[linkme::distributed_slice]
    pub static LINKED: [crate::discover::linked::Linked];

    /// Filled by the linker.
    #[cfg(feature = "link")]
    #[linkme::distributed_slice]
    pub static DEPENDENCIES: [crate::discover::dependencies::Dependencies];
}

#[cfg(feature = "linkme")]
mod collected {
    pub(crate) fn linked() -> impl Iterator<Item = &'static crate::discover::linked::Linked> {
        super::LINKED.iter()
    }

    #[cfg(feature = "link")]
    pub(crate) fn dependencies()
    -> impl Iterator<Item = &'static crate::discover::dependencies::Dependencies> {
        super::DEPENDENCIES.iter()
    }

    /// Hands a value to the linker.
    #[doc(hidden)]
    #[macro_export]
    macro_rules! __submit {
        ($list:ident: $type:ident = $value:expr) => {
            #[$crate::__private::linkme::distributed_slice($crate::__private::$list)]
            #[linkme(crate = $crate::__private::linkme)]
            static SUBMITTED: $crate::__private::$type = $value;
        };
    }
}

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
mod collected {
    inventory::collect!(crate::discover::linked::Linked);
    #[cfg(feature = "link")]
    inventory::collect!(crate::discover::dependencies::Dependencies);

    pub(crate) fn linked() -> impl Iterator<Item = &'static crate::discover::linked::Linked> {
        inventory::iter::<crate::discover::linked::Linked>()
    }

    #[cfg(feature = "link")]
    pub(crate) fn dependencies()
    -> impl Iterator<Item = &'static crate::discover::dependencies::Dependencies> {
        inventory::iter::<crate::discover::dependencies::Dependencies>()
    }

    /// Hands a value to the linker.
    #[doc(hidden)]
    #[macro_export]
    macro_rules! __submit {
        ($list:ident: $type:ident = $value:expr) => {
            $crate::__private::inventory::submit! { $value }
        };
    }
}

#[cfg(not(any(feature = "inventory", feature = "linkme")))]
mod collected {
    pub(crate) fn linked() -> impl Iterator<Item = &'static crate::discover::linked::Linked> {
        std::iter::empty()
    }

    #[cfg(feature = "link")]
    pub(crate) fn dependencies()
    -> impl Iterator<Item = &'static crate::discover::dependencies::Dependencies> {
        std::iter::empty()
    }

    /// Would hand a value to the linker; only checks it.
    #[doc(hidden)]
    #[macro_export]
    macro_rules! __submit {
        ($list:ident: $type:ident = $value:expr) => {
            const _: $crate::__private::$type = $value;
        };
    }
}
