//! Selectors that choose nobody, or nothing that can be chosen.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::hint::{self, Meant};
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
    let meant = OnceCell::new();
    let problems = selection
        .selectors()
        .filter_map(|(origin, selector)| problem(selection, origin, selector, known, &meant));
    let repeated = selection.repeated_in_order().map(|(origin, selector)| {
        Problem::RepeatedSelector { selector: selector.text.clone(), origin: origin.to_owned() }
    });
    mistakes.chain(problems).chain(repeated).collect()
}

fn problem<'a>(
    selection: &Selection,
    origin: &str,
    selector: &Selector,
    known: &Known<'a>,
    meant: &OnceCell<Meant<'a>>,
) -> Option<Problem> {
    let (text, origin) = (selector.text.clone(), origin.to_owned());
    let matched = known.meant_by(selector.pattern());
    if matched.is_empty() && selector.mistake.is_some() {
        return None;
    }
    if matched.is_empty() {
        let meant = meant.get_or_init(|| Meant::choice(known.all));
        let hint = hint::of_selector(selector.pattern(), meant);
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
