//! Hooks and plugins in a crate to which `::core`, `::alloc` and `::std` are its own: as
//! where a dependency has such a name.

extern crate self as alloc;
extern crate self as core;
extern crate self as std;

pub use pluggy_core;
use pluggy_core::{hookimpl, hookspec};

/// Hooks of every kind.
#[hookspec]
pub trait Apple {
    /// All that grows.
    fn seeds(&self, years: u32, log: &mut Vec<u32>) -> Vec<u32>;

    /// The first that knows.
    #[hookspec(firstresult)]
    fn colour(&self, name: &str) -> Result<Option<u32>, String>;

    /// Told to all.
    #[hookspec(historic)]
    fn ripen(&self, days: u32) -> Option<u32>;

    /// From one to the next.
    #[hookspec(waterfall)]
    fn peel(&self, apple: String) -> String;

    /// Each answer as it is.
    #[hookspec(allresults)]
    fn taste(&self) -> Result<u32, String>;

    /// Awaited.
    async fn grow(&self, log: &mut Vec<u32>);
}

/// A plugin.
#[derive(Default)]
pub struct Cox;

#[hookimpl]
impl Apple for Cox {
    #[hookimpl(wrapper)]
    fn seeds(
        &self,
        log: &mut Vec<u32>,
        mut next: impl FnMut(&mut Vec<u32>) -> Vec<Vec<u32>>,
    ) -> Vec<Vec<u32>> {
        next(log);
        next(log)
    }

    fn ripen(&self, days: u32) -> Option<u32> {
        Some(days)
    }

    #[hookimpl(wrapper)]
    fn peel(&self, apple: String, next: impl FnOnce(String) -> String) -> String {
        next(apple + "-peeled")
    }

    #[hookimpl(wrapper)]
    async fn grow(&self, log: &mut Vec<u32>, mut next: impl AsyncFnMut(&mut Vec<u32>)) {
        next(log).await;
        next(log).await;
    }

    #[hookimpl(optionalhook)]
    fn rot(&self, days: u32) -> u32 {
        days
    }
}

/// A plugin that is built by its constructor.
pub struct Boskoop(u32);

impl Boskoop {
    fn new() -> Self {
        Boskoop(7)
    }
}

#[hookimpl(new = Self::new, before = "cox")]
impl Apple for Boskoop {
    fn colour(&self, name: &str) -> Result<Option<u32>, String> {
        if name.is_empty() { Err("no name".into()) } else { Ok(Some(self.0)) }
    }
}

/// A plugin of any type.
pub struct Graft<T>(pub T);

#[hookimpl(manual)]
impl<T: Into<u32> + Clone + 'static> Apple for Graft<T> {
    fn taste(&self) -> Result<u32, String> {
        Ok(self.0.clone().into())
    }
}

#[hookimpl(Apple)]
fn seeds(years: u32, log: &mut Vec<u32>) -> Vec<u32> {
    log.push(years);
    vec![years]
}

#[hookimpl(Apple)]
async fn grow(log: &mut Vec<u32>) {
    log.push(0);
}
