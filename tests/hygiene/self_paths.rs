//! `Self` in the options of an `impl`, as in any other part of it.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
pub trait Mail {
    fn sent(&self) -> u32;
}

pub struct Post(u32);

impl Post {
    fn create() -> Self {
        Post(1)
    }
}

#[hookimpl(new = Self::create)]
impl Mail for Post {
    fn sent(&self) -> u32 {
        self.0
    }
}

/// A type that is its own configuration.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Pigeon {
    speed: u32,
}

#[hookimpl(new = std::convert::identity::<Self>, config = Self)]
impl Mail for Pigeon {
    fn sent(&self) -> u32 {
        self.speed + 2
    }
}

pub trait Build: Sized {
    fn build() -> Result<Self, String>;
}

pub struct Bottle<T>(T);

impl Build for Bottle<u32> {
    fn build() -> Result<Self, String> {
        Ok(Bottle(3))
    }
}

#[hookimpl(name = "bottle", new = Self::build)]
impl Mail for Bottle<u32> {
    fn sent(&self) -> u32 {
        self.0
    }
}

impl Build for Bottle<u64> {
    fn build() -> Result<Self, String> {
        Ok(Bottle(4))
    }
}

#[hookimpl(name = "flask", new = <Self as Build>::build)]
impl Mail for Bottle<u64> {
    fn sent(&self) -> u32 {
        4
    }
}

#[test]
fn self_is_the_plugin_in_its_options() {
    let pm = PluginManager::new("mail");
    let hooks = pm.add_hookspecs::<dyn Mail>();
    assert!(pm.discover().strict().is_ok());
    assert_eq!(hooks.sent.call_all(), [3, 4, 2, 1]);
}
