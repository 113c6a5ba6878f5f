//! What a manager keeps of its discoveries.

#[cfg(feature = "report")]
use super::problem::Problem;
use super::report::DiscoveryReport;
#[cfg(feature = "report")]
use super::report::SkipReason;
use crate::registry::error::PluginError;

/// What the discoveries of a manager have found wrong, as far as it still holds.
#[derive(Clone, Default)]
pub(crate) struct Discovered {
    #[cfg(feature = "report")]
    pub(crate) failed: Vec<PluginError>,
    #[cfg(feature = "report")]
    pub(crate) problems: Vec<Problem>,
    /// Whether there was one.
    is_over: bool,
    pub(crate) late: Late,
}

/// What was called after the last discovery.
#[derive(Clone, Copy, Default, Debug)]
#[cfg_attr(
    not(any(feature = "select", feature = "report")),
    allow(dead_code, reason = "there is no such call")
)]
pub(crate) struct Late {
    pub(crate) select: bool,
    pub(crate) configure: bool,
}

impl Discovered {
    /// The calls that are for a discovery, and come after it.
    #[cfg(feature = "select")]
    pub(crate) fn is_late(&mut self, is_late: impl FnOnce(&mut Late)) {
        if self.is_over {
            is_late(&mut self.late);
        }
    }

    /// All problems, those that have come since too; with what is vain now.
    #[cfg(feature = "report")]
    pub(crate) fn problems(&self, vain: Vec<Problem>) -> impl Iterator<Item = String> {
        let late = [("select", self.late.select), ("configure", self.late.configure)];
        let late = late.into_iter().filter_map(|(call, is_late)| is_late.then_some(call));
        let effect = "no discovery has come after it";
        let late = late.map(|call| {
            let effect = effect.to_owned();
            Problem::TooLate { call, effect, is_essential: false }
        });
        let found = self.problems.iter().filter(|problem| !problem.is_of_now()).cloned();
        vain.into_iter().chain(found).chain(late).map(|problem| problem.to_string())
    }

    /// Adds what one more has found. Answers what is to be dropped.
    ///
    /// What it left to another discovery, that one knows more of.
    #[must_use]
    pub(crate) fn add(&mut self, report: &DiscoveryReport) -> Vec<PluginError> {
        self.is_over = true;
        self.late = Late::default();
        self.keep(report)
    }

    /// Nobody will ask.
    #[cfg(not(feature = "report"))]
    #[allow(clippy::unused_self, reason = "with the feature it is kept")]
    fn keep(&mut self, _: &DiscoveryReport) -> Vec<PluginError> {
        Vec::new()
    }

    #[cfg(feature = "report")]
    fn keep(&mut self, report: &DiscoveryReport) -> Vec<PluginError> {
        let is_left = |error: &PluginError| {
            let mut skipped = report.skipped().iter();
            skipped.any(|(plugin, reason)| {
                matches!(reason, SkipReason::Registered | SkipReason::Pending)
                    && plugin == error.info()
            })
        };
        let (kept, forgotten) = std::mem::take(&mut self.failed).into_iter().partition(is_left);
        self.failed = kept;
        self.failed.extend_from_slice(report.failed());
        self.problems = report.problems().to_vec();
        forgotten
    }
}
