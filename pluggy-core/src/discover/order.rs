//! Marks of plugins that the user's order overrules.

use std::sync::Arc;

use super::problem::Problem;
use crate::choice::select::Selection;
use crate::facts::imp::HookImpl;
use crate::hook::cell::HookCell;
use crate::hook::order::told::{Effect, Told};
use crate::registry::registrar::Registrar;

/// One problem for each mark that is not kept.
///
/// Lists are taken out of the roster's lock, since they may hold the last of a
/// plugin.
pub(super) fn overruled(registrar: &Registrar, selection: &Selection) -> Vec<Problem> {
    let Some(origin) = selection.origins_of_order() else { return Vec::new() };
    let cells: Vec<Arc<HookCell>> = registrar.roster.lock().cells().to_vec();
    let mut problems = Vec::new();
    for cell in cells {
        let list = cell.load_full();
        for (entry, told) in list.entries().zip(list.told()) {
            let imp = entry.hook_impl();
            problems.extend(marks(&imp, &told).into_iter().map(|mark| Problem::OverruledMark {
                origin: origin.clone(),
                mark,
                plugin: imp.info().clone(),
                hook: cell.spec.name(),
            }));
        }
    }
    problems
}

/// The marks of a function that are overruled, as they are written.
fn marks(imp: &HookImpl, told: &Told) -> Vec<String> {
    let band = if imp.is_tryfirst() { "tryfirst" } else { "trylast" };
    let band = told.is_band_overruled.then(|| band.to_owned());
    let marks = told.marks.iter().filter(|(_, effect)| *effect == Effect::Overruled);
    band.into_iter().chain(marks.map(|(mark, _)| mark.to_string())).collect()
}
