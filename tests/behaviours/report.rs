//! Reports are made and printed anywhere: no lock is held while they are.

use std::fmt;
use std::sync::OnceLock;

use pluggy_core::{PluginManager, PluginStatus, hookimpl, hookspec};

use super::support::without_deadlock;

#[hookspec]
trait Hooks {
    fn ring(&self) -> usize;
}

static MANAGER: OnceLock<PluginManager> = OnceLock::new();

fn manager() -> &'static PluginManager {
    MANAGER.get_or_init(|| PluginManager::new("report"))
}

/// An error that looks at the manager while it is printed.
#[derive(Debug)]
struct Curious;

impl fmt::Display for Curious {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} blocked", manager().blocked().len())
    }
}

impl std::error::Error for Curious {}

struct Bell;

impl Bell {
    fn new() -> Result<Self, Curious> {
        Err(Curious)
    }
}

#[hookimpl(new = Bell::new)]
impl Hooks for Bell {
    fn ring(&self) -> usize {
        0
    }
}

#[test]
fn a_report_is_made_inside_a_hook_and_prints_errors_that_look_back() {
    without_deadlock(|| {
        let hooks = manager().add_hookspecs::<dyn Hooks>();
        hooks.ring.register_fn("reporter", || manager().report().hooks()[0].impls.len()).unwrap();
        let failed = manager().discover().failed()[0].kind().to_string();
        assert!(failed.contains("0 blocked"), "{failed}");
        assert_eq!(hooks.ring.call_all(), [1]);
        let report = manager().report();
        let has_failed = |status: &PluginStatus| matches!(status, PluginStatus::Failed { reason, .. } if *reason == failed);
        assert!(report.plugins().iter().any(|p| p.name == "bell" && has_failed(&p.status)));
    });
}
