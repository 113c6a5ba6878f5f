//! An argument that is not used may say so: `_guests` is `guests`.

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
trait Hooks {
    fn serve(&self, guests: u32, _table: &str, r#type: u32) -> u32;
}

struct Waiter;

#[hookimpl(manual)]
impl Hooks for Waiter {
    fn serve(&self, _guests: u32, table: &str, _type: u32) -> u32 {
        table.len().try_into().unwrap_or(u32::MAX)
    }
}

#[test]
fn an_underscore_is_no_part_of_an_arguments_name() {
    let pm = PluginManager::new("house");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Waiter).unwrap();
    assert_eq!(hooks.serve.call_all(2, "window", 1), [6]);
    assert_eq!(hooks.serve.spec().arguments(), ["guests", "table", "type"]);
}
