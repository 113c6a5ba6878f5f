//! A host whose hooks have examples, and links to one another.

#![deny(missing_docs, rustdoc::all)]

use pluggy_core::{hookimpl, hookspec};

/// What a route may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route(pub u16);

/// Hooks of the router; [`Router::route`] comes first.
#[hookspec]
pub trait Router {
    /// Chooses a [`Route`], before [`Self::sent`] and [`Router::told`].
    ///
    /// ```
    /// assert_eq!(documented::Route(1), documented::Route(1));
    /// ```
    fn route(&self, path: &str, r#type: u32) -> Route;

    /// Hears of all, after [`route`](Self::route).
    fn sent(&self, path: &mut String);

    /// Chooses one.
    ///
    /// # Errors
    ///
    /// When there is none.
    #[hookspec(firstresult)]
    fn first<'a>(&self, paths: &'a [String]) -> Result<Option<&'a str>, String>
    where
        Route: Clone;

    /** Is told.

    ```
    assert_ne!(documented::Route(1), documented::Route(2));
    ```
    */
    #[hookspec(historic)]
    fn told(&self, path: &str) -> Option<u32>;
}

/// A plugin, which [chooses](Self::route) and [hears](Home::sent).
#[derive(Debug, Default)]
pub struct Home;

#[hookimpl]
impl Router for Home {
    /// Chooses the first.
    ///
    /// ```
    /// assert_eq!(documented::Route(1).0, 1);
    /// ```
    fn route(&self) -> Route {
        Route(1)
    }

    fn sent(&self) {}
}
