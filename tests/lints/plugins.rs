//! Plugins of every form.

use std::fmt;

use pluggy_core::hookimpl;

use super::hooks::Hooks;

/// Built by default.
#[derive(Debug, Default, Clone, Copy)]
struct Plain;

#[hookimpl]
impl Hooks for Plain {
    fn nothing(&self) {}

    #[hookimpl(tryfirst)]
    fn offer(&self, count: u32) -> u32 {
        count
    }

    fn signature(
        &self,
        text: &String,
        number: &u32,
        option: &Option<String>,
        mut_vec: &mut Vec<u8>,
        owned: String,
        boxed: &Box<u32>,
    ) -> Option<()> {
        mut_vec.extend(text.bytes());
        (owned.is_empty() && option.is_none() && boxed.as_ref() == number).then_some(())
    }

    fn format(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("plain")
    }

    fn longest<'call>(&self, one: &'call str, other: &'call str) -> &'call str {
        if one.len() > other.len() { one } else { other }
    }

    fn first(&self, number: u32) -> Result<Option<u32>, fmt::Error> {
        Ok(Some(number.saturating_add(1)))
    }

    fn told(&self, text: &str) -> Result<u32, String> {
        Err(text.to_owned())
    }

    fn configured(&self) -> bool {
        true
    }

    #[hookimpl(optionalhook)]
    fn missing(&self, text: &String) -> Option<u32> {
        Some(text.len().try_into().unwrap_or(0))
    }
}

/// Built by its own constructor, with wrappers.
#[derive(Debug)]
struct Built {
    /// The step.
    step: u32,
}

/// What the constructor wants to know.
#[derive(Debug, Default, serde::Deserialize)]
struct Steps {
    /// The step.
    step: u32,
    /// What keeps it from being `Copy`.
    _name: String,
}

impl Built {
    /// The constructor.
    const fn build(steps: &Steps) -> Result<Self, fmt::Error> {
        if cfg!(test) { Ok(Self { step: steps.step }) } else { Err(fmt::Error) }
    }

    /// The constructor for discovery.
    fn new(steps: Steps) -> Result<Self, fmt::Error> {
        let built = Self::build(&steps);
        drop(steps);
        built
    }
}

#[hookimpl(name = "built", new = Built::new, config = Steps)]
impl Hooks for Built {
    #[hookimpl(wrapper)]
    fn offer(
        &self,
        offers: &mut Vec<u32>,
        next: impl FnOnce(&mut Vec<u32>) -> Vec<u32>,
    ) -> Vec<u32> {
        offers.push(self.step);
        next(offers)
    }

    #[hookimpl(wrapper)]
    fn nothing(&self, next: impl FnOnce()) {
        next();
    }

    #[hookimpl(wrapper)]
    fn longest<'call>(&self, next: impl FnOnce() -> Vec<&'call str>) -> Vec<&'call str> {
        next()
    }

    #[hookimpl(wrapper)]
    fn first(
        &self,
        next: impl FnOnce() -> Result<Option<u32>, fmt::Error>,
    ) -> Result<Option<u32>, fmt::Error> {
        next()
    }

    #[hookimpl(wrapper, optionalhook)]
    fn missing(&self, next: impl FnOnce() -> Vec<u32>) -> Vec<u32> {
        next()
    }
}

/// Generic, so registered by hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Generic<Value>(pub(super) Value);

#[hookimpl(manual)]
impl<Value> Hooks for Generic<Value>
where
    Value: Copy + Into<u32> + Send + Sync + 'static,
{
    fn silent(&self, number: u32, text: String) {
        let sum: u32 = self.0.into();
        assert_eq!((sum, text.is_empty()), (number, true));
    }
}

#[hookimpl(Hooks, trylast)]
fn offer(count: u32, word: &str) -> u32 {
    count.saturating_add(u32::from(!word.is_empty()))
}

#[hookimpl(Hooks, wrapper, specname = "format")]
fn around_format(
    formatter: &mut fmt::Formatter<'_>,
    next: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    next(formatter)
}

#[hookimpl(Hooks)]
fn signature(
    text: &String,
    number: &u32,
    option: &Option<String>,
    mut_vec: &mut Vec<u8>,
    owned: String,
    boxed: &Box<u32>,
) -> Option<()> {
    mut_vec.extend(text.bytes());
    assert!(option.is_none() && boxed.as_ref() == number && owned.is_empty());
    Some(())
}

#[hookimpl(Hooks, specname = "longest", tryfirst)]
fn either<'call>(one: &'call str, other: &'call str) -> &'call str {
    if one.is_empty() { other } else { one }
}
