//! What only looks like two versions of a host is none.

use pluggy_core::{PluginManager, hookimpl, hookspec};

fn elsewhere() -> PluginManager {
    #[hookspec]
    trait Local {
        fn knock(&self);
    }

    #[derive(Default)]
    struct LocalOther;

    #[hookimpl]
    impl Local for LocalOther {
        fn knock(&self) {}
    }

    let pm = PluginManager::new("elsewhere");
    pm.add_hookspecs::<dyn Local>();
    pm
}

#[test]
fn traits_of_one_name_in_two_functions_are_no_versions() {
    #[hookspec]
    trait Local {
        fn knock(&self);
    }

    #[derive(Default)]
    struct LocalOne;

    #[hookimpl]
    impl Local for LocalOne {
        fn knock(&self) {}
    }

    let pm = PluginManager::new("here");
    pm.add_hookspecs::<dyn Local>();
    for pm in [pm, elsewhere()] {
        let report = pm.discover().strict().unwrap();
        assert_eq!(report.registered().len(), 1, "{report}");
    }
}
