//! What to say of a name that nothing has.

use crate::info::PluginInfo;

/// How many plugins are listed where none is near.
const LISTED: usize = 12;

/// What may have been meant by a name, or what is missing.
pub(crate) fn hint(name: &str, known: &[PluginInfo]) -> String {
    #[cfg(feature = "link")]
    if let Some(hint) = crate::dependencies::hint(name) {
        return hint;
    }
    let mut names: Vec<&str> = known.iter().map(PluginInfo::name).collect();
    names.sort_unstable();
    names.dedup();
    let packages: Vec<&str> = known.iter().filter_map(PluginInfo::package).collect();
    match nearest(name, [&names[..], &packages].concat()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if names.is_empty() => format!("no plugin is linked; {DEPEND}"),
        None if names.len() > LISTED => {
            format!(
                "there are {} and {} others; {DEPEND}",
                names[..LISTED].join(", "),
                names.len() - LISTED
            )
        }
        None => format!("there are {}; {DEPEND}", names.join(", ")),
    }
}

const DEPEND: &str = "for another, its crate must be a dependency of the program and be linked";

/// The name that is most like another, where one is a slip or two away.
fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slips = (name.chars().count() / 3).clamp(1, 2);
    let distant = names.into_iter().map(|other| (strsim::damerau_levenshtein(name, other), other));
    let near = distant.filter(|(distance, _)| *distance <= slips);
    near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}
