//! How arguments reach the plugins: by name, shared, lent or cloned.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pluggy_core::{HookRelay, PluginManager, hookimpl, hookspec};

mod subset {
    use super::*;

    #[hookspec]
    trait Hooks {
        fn cook(&self, eggs: u32, salt: &str, tray: &mut Vec<String>) -> String;
    }

    struct All;

    #[hookimpl(manual)]
    impl Hooks for All {
        fn cook(&self, eggs: u32, salt: &str, tray: &mut Vec<String>) -> String {
            tray.push("all".into());
            format!("{eggs} {salt}")
        }
    }

    struct Reversed;

    #[hookimpl(manual)]
    impl Hooks for Reversed {
        fn cook(&self, tray: &mut Vec<String>, salt: &str, eggs: u32) -> String {
            tray.push("reversed".into());
            format!("{salt} {eggs}")
        }
    }

    struct One;

    #[hookimpl(manual)]
    impl Hooks for One {
        fn cook(&self, salt: &str) -> String {
            salt.into()
        }
    }

    struct None;

    #[hookimpl(manual)]
    impl Hooks for None {
        fn cook(&self) -> String {
            "none".into()
        }
    }

    /// B075, B103, B115.
    #[test]
    fn a_plugin_takes_any_arguments_in_any_order() {
        let pm = PluginManager::new("arguments");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(All).unwrap();
        pm.register(Reversed).unwrap();
        pm.register(One).unwrap();
        pm.register(None).unwrap();
        let mut tray = Vec::new();
        let cooked = hooks.cook.call_all(4, "sea", &mut tray);
        assert_eq!(cooked, ["none", "sea", "sea 4", "4 sea"]);
        assert_eq!(tray, ["reversed", "all"]);
    }

    /// B001: what is marked stays an ordinary method.
    #[test]
    fn a_hookimpl_can_be_called_directly() {
        let mut tray = Vec::new();
        assert_eq!(Reversed.cook(&mut tray, "sea", 4), "sea 4");
        assert_eq!(One.cook("sea"), "sea");
    }
}

mod passing {
    use super::*;

    /// Counts its clones.
    struct Counted(Arc<AtomicUsize>);

    impl Clone for Counted {
        fn clone(&self) -> Self {
            self.0.fetch_add(1, Ordering::Relaxed);
            Counted(Arc::clone(&self.0))
        }
    }

    #[hookspec]
    trait Hooks {
        fn shared(&self, order: &Cell<u32>) -> usize;
        fn lent(&self, tray: &mut BTreeMap<String, u32>) -> usize;
        fn cloned(&self, order: Vec<u32>) -> Vec<u32>;
        fn counted(&self, order: Counted);
        fn not_send(&self, order: Rc<RefCell<Vec<u32>>>);
    }

    struct Cook(u32);

    #[hookimpl(manual)]
    impl Hooks for Cook {
        fn shared(&self, order: &Cell<u32>) -> usize {
            order.set(order.get() * 10 + self.0);
            std::ptr::from_ref(order).addr()
        }

        fn lent(&self, tray: &mut BTreeMap<String, u32>) -> usize {
            *tray.entry("salt".into()).or_default() += self.0;
            tray.insert(self.0.to_string(), self.0);
            tray.len()
        }

        fn cloned(&self, mut order: Vec<u32>) -> Vec<u32> {
            order.push(self.0);
            order
        }

        fn counted(&self, order: Counted) {
            assert!(Arc::strong_count(&order.0) > 1);
        }

        fn not_send(&self, order: Rc<RefCell<Vec<u32>>>) {
            order.borrow_mut().push(self.0);
        }
    }

    struct NotInterested;

    #[hookimpl(manual)]
    impl Hooks for NotInterested {
        fn counted(&self) {}
    }

    fn kitchen() -> (PluginManager, HookRelay<dyn Hooks>) {
        let pm = PluginManager::new("arguments");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("second", Cook(2)).unwrap();
        pm.register_as("first", Cook(1)).unwrap();
        (pm, hooks)
    }

    /// B116.
    #[test]
    fn a_shared_argument_is_the_callers_own() {
        let (_pm, hooks) = kitchen();
        let order = Cell::new(0);
        let address = std::ptr::from_ref(&order).addr();
        assert_eq!(hooks.shared.call_all(&order), [address, address]);
        assert_eq!(order.get(), 12);
    }

    /// B116.
    #[test]
    fn a_lent_argument_goes_from_one_plugin_to_the_next_and_back_to_the_caller() {
        let (_pm, hooks) = kitchen();
        let mut tray = BTreeMap::new();
        assert_eq!(hooks.lent.call_all(&mut tray), [2, 3]);
        assert_eq!(tray["salt"], 3);
    }

    /// B116: a value is cloned, so that nobody changes what another sees.
    #[test]
    fn an_argument_by_value_is_cloned_for_each_plugin() {
        let (_pm, hooks) = kitchen();
        assert_eq!(hooks.cloned.call_all(vec![0]), [[0, 1], [0, 2]]);
    }

    #[test]
    fn an_argument_is_cloned_only_for_plugins_that_take_it() {
        let (pm, hooks) = kitchen();
        let clones = Arc::default();
        hooks.counted.call_all(Counted(Arc::clone(&clones)));
        assert_eq!(clones.swap(0, Ordering::Relaxed), 2);
        pm.unregister("first");
        pm.unregister("second");
        pm.register(NotInterested).unwrap();
        hooks.counted.call_all(Counted(Arc::clone(&clones)));
        assert_eq!(clones.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn an_argument_need_not_be_send() {
        let (_pm, hooks) = kitchen();
        let order = Rc::new(RefCell::new(Vec::new()));
        hooks.not_send.call_all(Rc::clone(&order));
        assert_eq!(*order.borrow(), [1, 2]);
    }
}
