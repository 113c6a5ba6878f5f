//! What may have been meant by a name that nothing has.

/// The name that is most like another, where one is a slip or two away.
#[cfg(feature = "select")]
pub(crate) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let length = name.chars().count();
    let slips = (length / 3).clamp(1, 2);
    let name = name.to_lowercase();
    let distance = |other: &str| {
        let other = other.to_lowercase();
        // The name of a package may have that of its host before it.
        let is_with_host = other.strip_suffix(&name).is_some_and(|host| host.ends_with('-'));
        match other.chars().count().abs_diff(length) {
            _ if is_with_host => 1,
            more if more > slips => more,
            _ => strsim::damerau_levenshtein(&name, &other),
        }
    };
    let distant = names.iter().map(|other| (distance(other), *other));
    let near = distant.filter(|(distance, _)| *distance <= slips);
    near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// Without the feature nobody measures how near they are.
#[cfg(not(feature = "select"))]
pub(crate) fn nearest<'a>(_: &str, _: &[&'a str]) -> Option<&'a str> {
    None
}
