//! What went wrong in a discovery, as one error.

use std::error::Error;
use std::fmt;

use super::problem::Problem;
use super::report::{DiscoveryReport, NO_REGISTRY};
use crate::registry::error::PluginError;

/// The failures and problems of a discovery, all of them.
///
/// [`DiscoveryReport::strict`] answers it, or
/// `essential` those of essential plugins alone. It
/// prints as the one failure, whose
/// [`source`](Error::source) is its own, and by `{:#}` with that; or as a list of all,
/// each with what is behind it. Its [`Debug`](fmt::Debug) is that text, with all that is behind: what
/// a `main` prints that answers a boxed error.
#[derive(Clone)]
pub struct DiscoveryError {
    pub(super) report: DiscoveryReport,
    /// Whether it is not only of the essential plugins.
    pub(super) is_of_all: bool,
}

impl DiscoveryError {
    /// The plugins that failed; none when the build has no link-time registry.
    #[must_use]
    pub fn failed(&self) -> &[PluginError] {
        self.report.failed()
    }

    /// What is wrong beyond single plugins.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.report.problems()
    }

    /// The whole report: what was registered stays so.
    #[must_use]
    pub fn report(&self) -> &DiscoveryReport {
        &self.report
    }

    /// Gives the whole report back.
    #[must_use]
    pub fn into_report(self) -> DiscoveryReport {
        self.report
    }

    fn mistakes(&self) -> Vec<Mistake<'_>> {
        let mistakes = self.report.all_mistakes();
        mistakes.filter(|mistake| self.is_of_all || mistake.is_essential()).collect()
    }
}

impl fmt::Display for DiscoveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.mistakes()[..] {
            [Mistake::Failed(error)] => error.fmt(f),
            [mistake] => mistake.fmt(f),
            mistakes => {
                write!(f, "{} problems with the plugins", mistakes.len())?;
                mistakes.iter().try_for_each(|mistake| write!(f, "\n- {mistake}"))
            }
        }
    }
}

impl fmt::Debug for DiscoveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.mistakes()[..] {
            [mistake] => fmt::Display::fmt(mistake, f),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

impl Error for DiscoveryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self.mistakes()[..] {
            [Mistake::Failed(error)] => error.source(),
            _ => None,
        }
    }
}

/// One of the things that went wrong.
pub(super) enum Mistake<'a> {
    NoRegistry,
    Failed(&'a PluginError),
    Problem(&'a Problem),
}

impl Mistake<'_> {
    /// Whether the host can't go on.
    pub(super) fn is_essential(&self) -> bool {
        match self {
            Mistake::NoRegistry => false,
            Mistake::Failed(error) => error.is_essential(),
            Mistake::Problem(problem) => problem.is_essential(),
        }
    }
}

/// With all that is behind an error, since nobody asks this one for its source.
impl fmt::Display for Mistake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::NoRegistry => f.write_str(NO_REGISTRY),
            Mistake::Failed(error) => write!(f, "{error:#}"),
            Mistake::Problem(problem) => problem.fmt(f),
        }
    }
}
