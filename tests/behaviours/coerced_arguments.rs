//! A plugin takes an argument by what is behind its reference, as any function may.

use std::fmt::Display;
use std::sync::Arc;

use pluggy_core::{PluginManager, hookimpl, hookspec};

#[hookspec]
#[allow(
    clippy::ptr_arg,
    clippy::trivially_copy_pass_by_ref,
    reason = "plugins take what is behind"
)]
trait Hooks {
    fn count(&self, dishes: &Vec<String>, guests: &Arc<Vec<u32>>, tray: &[u8; 3]) -> usize;
    fn grow(&self, list: &mut Vec<u32>, name: &String);
}

struct Behind;

#[hookimpl(manual)]
impl Hooks for Behind {
    fn count(&self, dishes: &[String], guests: &[u32], tray: &[u8]) -> usize {
        dishes.len() + guests.len() + tray.len()
    }

    fn grow(&self, list: &mut [u32], name: &str) {
        list[0] += u32::try_from(name.len()).unwrap();
    }

    #[hookimpl(wrapper, specname = "grow")]
    fn count_around(&self, list: &mut Vec<u32>, next: impl FnOnce(&mut Vec<u32>)) {
        list.push(0);
        next(list);
    }
}

struct Shared;

#[hookimpl(manual)]
impl Hooks for Shared {
    fn count(&self, guests: &Vec<u32>) -> usize {
        guests.len()
    }

    fn grow(&self, list: &[u32], name: &dyn Display) {
        assert_eq!(list.len().to_string() + "ham", format!("2{name}"));
    }
}

#[test]
fn what_is_behind_a_reference_is_taken_as_by_any_function() {
    let pm = PluginManager::new("kitchen");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Behind).unwrap();
    pm.register(Shared).unwrap();
    assert_eq!(hooks.count.call_all(&vec!["ham".into()], &Arc::new(vec![1, 2]), &[1; 3]), [2, 6]);
    let mut list = vec![1];
    hooks.grow.call_all(&mut list, &"ham".into());
    assert_eq!(list, [4, 0]);
}
