//! Tests of what does not work yet; not listed in `main.rs`.

use pluggy_core::{PluginManager, hookspec};

mod docs {
    use super::*;

    #[hookspec]
    trait Hooks {
        /// One.
        ///
        /// Two.
        fn ring(&self);
    }

    /// B195: `join_docs` loses empty lines, since `"".lines()` has none.
    #[test]
    fn a_blank_line_of_a_documentation_stays() {
        let hooks = PluginManager::new("pending").add_hookspecs::<dyn Hooks>();
        assert_eq!(hooks.ring.spec().docs(), "One.\n\nTwo.");
    }
}
