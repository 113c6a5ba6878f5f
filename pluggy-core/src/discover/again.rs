//! What a second `select` or `configure` took back before a discovery went by it.

#[cfg(feature = "config")]
use super::addressees::Plugins;
use super::problem::Problem;
use crate::choice::Choice;

/// One problem for each selector of essential plugins that is none any more.
pub(super) fn selected(choice: &Choice) -> Vec<Problem> {
    let essentials = choice.selection.essentials();
    let is_lost = |text: &&String| essentials.iter().all(|selector| selector.text != **text);
    let lost = choice.replaced.essentials.iter().filter(is_lost);
    let problems = lost.map(|text| Problem::ChosenAgain {
        call: "select",
        lost: format!("`{text}` is not essential any more"),
        remedy: "give one `Selection` with all",
        is_essential: true,
    });
    problems.collect()
}

/// One problem for each section that nobody reads any more. A file that was read again
/// has what it has.
#[cfg(feature = "config")]
pub(super) fn configured(choice: &Choice, plugins: &Plugins<'_>) -> Vec<Problem> {
    let config = &*choice.config.document;
    let replaced = choice.replaced.configs.values().map(|replaced| &*replaced.document);
    let problems =
        replaced.filter(|replaced| replaced.origin != config.origin).flat_map(|replaced| {
            let is_lost = |name: &str| !config.has_section(name) && !replaced.was_asked(name);
            let sections = replaced.sections().iter();
            let lost = sections.filter(move |section| section.is_table && is_lost(&section.name));
            lost.map(|section| Problem::ChosenAgain {
                call: "configure",
                lost: format!(
                    "`[{}]` of {} is read by nobody",
                    replaced.key_of(&section.name),
                    replaced.origin
                ),
                remedy: "make one configuration of both",
                is_essential: plugins.essential.contains(&*section.name),
            })
        });
    problems.collect()
}
