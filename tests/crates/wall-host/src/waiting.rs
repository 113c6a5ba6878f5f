//! Hooks that wait, and those that hand something on or ask everybody.

use pluggy_core::hookspec;

/// Hooks of each kind.
#[hookspec]
pub trait Waiting {
    /// Lends across a wait.
    async fn wait(&self, log: &mut Vec<u8>, name: &str) -> u8;

    /// Chooses.
    #[hookspec(firstresult)]
    async fn choose(&self, from: &[u8], or: Option<u8>) -> Option<u8>;

    /// Hands on.
    ///
    /// # Errors
    ///
    /// Where there is nothing.
    #[hookspec(waterfall, oldestfirst)]
    async fn hand_on(&self, value: String, by: usize) -> Result<String, String>;

    /// Asks all.
    ///
    /// # Errors
    ///
    /// Where somebody has one.
    #[hookspec(allresults)]
    async fn report(&self) -> Result<u8, String>;

    /// Borrows.
    async fn borrow<'text>(&self, text: &'text str, other: &str) -> &'text str;

    /// Has too many arguments.
    #[expect(
        clippy::too_many_arguments,
        clippy::min_ident_chars,
        reason = "there are as many as there are"
    )]
    async fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8;

    /// Hands on at once.
    #[hookspec(waterfall)]
    fn pass(&self, value: Vec<u8>) -> Vec<u8>;

    /// Asks all at once.
    #[hookspec(allresults)]
    fn all(&self) -> Option<u8>;
}
