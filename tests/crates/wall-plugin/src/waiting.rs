//! Plugins that wait, whether they have to or not.

use core::future::ready;

use pluggy_core::hookimpl;
use wall_host::Waiting;

/// A plugin that waits.
#[derive(Debug, Default, Clone, Copy)]
pub struct Waits;

#[hookimpl(before = "waits-around", after = ["nobody"])]
impl Waiting for Waits {
    async fn wait(&self, log: &mut Vec<u8>, name: &str) -> u8 {
        log.extend(name.bytes());
        ready(1).await
    }

    async fn choose(&self) -> Option<u8> {
        None
    }

    async fn hand_on(&self, value: String, by: usize) -> Result<String, String> {
        ready(value.get(by..).map(str::to_owned)).await.ok_or(value)
    }

    fn report(&self) -> Result<u8, String> {
        Ok(1)
    }

    async fn borrow<'text>(&self, text: &'text str) -> &'text str {
        text
    }

    async fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
        a.max(b).max(c).max(d).max(e).max(f).max(g).max(h)
    }

    fn pass(&self, value: Vec<u8>) -> Vec<u8> {
        value
    }

    fn all(&self) -> Option<u8> {
        Some(1)
    }
}

/// A plugin of wrappers.
#[derive(Debug, Default, Clone, Copy)]
pub struct WaitsAround;

#[hookimpl]
impl Waiting for WaitsAround {
    #[hookimpl(wrapper)]
    async fn wait(
        &self,
        log: &mut Vec<u8>,
        next: impl AsyncFnOnce(&mut Vec<u8>) -> Vec<u8>,
    ) -> Vec<u8> {
        next(log).await
    }

    #[hookimpl(wrapper)]
    async fn choose(&self, mut next: impl AsyncFnMut() -> Option<u8>) -> Option<u8> {
        next().await
    }

    #[hookimpl(wrapper)]
    async fn hand_on(
        &self,
        value: String,
        next: impl AsyncFnOnce(String) -> Result<String, String>,
    ) -> Result<String, String> {
        next(value).await
    }

    #[hookimpl(wrapper)]
    fn pass(&self, value: Vec<u8>, mut next: impl FnMut(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
        next(value)
    }
}

#[hookimpl(Waiting, name = "waiter")]
async fn report() -> Result<u8, String> {
    ready(Ok(1)).await
}

#[hookimpl(Waiting, name = "waiter", wrapper, specname = "report")]
async fn reports(next: impl AsyncFnOnce() -> Vec<Result<u8, String>>) -> Vec<Result<u8, String>> {
    next().await
}
