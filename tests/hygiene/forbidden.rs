//! Lints that the user forbids: nothing that is generated allows them again.

#![forbid(
    deprecated,
    non_camel_case_types,
    non_snake_case,
    unused_imports,
    unused_mut,
    unused_qualifications
)]

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
#[forbid(clippy::too_many_arguments)]
trait Wall {
    fn paint(&self, colour: u32, log: &mut Vec<u32>) -> u32;

    #[hookspec(firstresult)]
    #[forbid(clippy::type_complexity, reason = "none is complex")]
    fn choose(&self, colours: &[u32]) -> Result<Option<u32>, String>;

    #[hookspec(historic)]
    fn built(&self, height: &u32);

    #[hookspec(waterfall)]
    fn plaster(&self, coat: u32) -> u32;

    async fn dry(&self, log: &mut Vec<u32>);
}

#[derive(Default)]
struct Painter;

#[hookimpl]
#[forbid(clippy::too_many_arguments, clippy::type_complexity)]
impl Wall for Painter {
    #[hookimpl(wrapper)]
    fn paint(
        &self,
        log: &mut Vec<u32>,
        mut next: impl FnMut(&mut Vec<u32>) -> Vec<u32>,
    ) -> Vec<u32> {
        next(log);
        next(log)
    }

    #[forbid(clippy::unused_self)]
    fn choose(&self, colours: &[u32]) -> Result<Option<u32>, String> {
        self.first(colours)
    }

    #[hookimpl(wrapper)]
    fn plaster(&self, coat: u32, next: impl FnOnce(u32) -> u32) -> u32 {
        next(coat + 1)
    }

    #[hookimpl(optionalhook)]
    fn tear(&self, height: u32) -> u32 {
        height
    }
}

impl Painter {
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "it stands for more")]
    fn first(&self, colours: &[u32]) -> Result<Option<u32>, String> {
        Ok(colours.first().copied())
    }
}

#[hookimpl(Wall)]
#[forbid(clippy::needless_pass_by_value)]
fn paint(colour: u32, log: &mut Vec<u32>) -> u32 {
    log.push(colour);
    colour
}

#[test]
fn what_is_generated_allows_nothing_that_is_forbidden() {
    let pm = PluginManager::new("wall");
    let hooks = pm.add_hookspecs::<dyn Wall>();
    assert!(pm.discover().strict().is_ok());
    let mut log = Vec::new();
    assert_eq!(hooks.paint.call_all(3, &mut log), [3]);
    assert_eq!(log, [3, 3]);
    assert_eq!(hooks.choose.call_first(&[2]).unwrap(), Some(2));
    assert_eq!(hooks.plaster.call_waterfall(1), 2);
    hooks.built.call_historic(&1);
    futures_executor::block_on(hooks.dry.call_all(&mut log));
}
