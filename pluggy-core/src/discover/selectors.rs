//! Selectors that choose nobody, or nothing that can be chosen.

use std::collections::BTreeSet;

use super::hint;
use super::problem::Problem;
use crate::choice::select::{Selection, Selector};
use crate::facts::patterns::Known;

/// What is wrong with the selectors, where these plugins are known.
pub(super) fn problems(selection: &Selection, known: &Known<'_>) -> Vec<Problem> {
    let is_name = |selector: &Selector| !known.meant_by(selector.pattern()).is_empty();
    let mistakes = selection.mistakes().iter();
    let mistakes = mistakes.filter(|unclear| !unclear.name.as_ref().is_some_and(is_name)).cloned();
    let mistakes = mistakes.map(|mistake| Problem::InvalidSelector {
        selector: mistake.selector,
        origin: mistake.origin,
        mistake: mistake.mistake,
    });
    let selectors = selection.selectors();
    let problems =
        selectors.filter_map(|(origin, selector)| problem(selection, origin, selector, known));
    mistakes.chain(problems).collect()
}

fn problem(
    selection: &Selection,
    origin: &str,
    selector: &Selector,
    known: &Known<'_>,
) -> Option<Problem> {
    let (text, origin) = (selector.text.clone(), origin.to_owned());
    let matched = known.meant_by(selector.pattern());
    if matched.is_empty() && selector.mistake.is_some() {
        return None;
    }
    if matched.is_empty() {
        let hint = hint::of_selector(selector.pattern(), known.all);
        return Some(Problem::UnmatchedSelector { selector: text, origin, hint });
    }
    let is_vain =
        selector.is_without() && matched.iter().all(|plugin| selection.is_essential(plugin));
    is_vain.then(|| {
        let plugins: BTreeSet<_> = matched.iter().map(|plugin| plugin.name()).collect();
        let plugins = plugins.into_iter().map(str::to_owned).collect();
        Problem::EssentialPlugins { selector: text, origin, plugins }
    })
}
