//! What may have been meant by a name that nothing has.

/// The name that is most like another, where one is a slip or two away.
#[cfg(feature = "select")]
pub(crate) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let length = name.chars().count();
    let slips = (length / 3).clamp(1, 2);
    let name = name.to_lowercase();
    let letters = Letters::of(&name);
    let distance = |other: &str| {
        if letters.are_far(other, slips) {
            return usize::MAX;
        }
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

/// How often a name has each letter: most other names are told from it by that alone.
#[cfg(feature = "select")]
struct Letters<'a> {
    name: &'a str,
    counts: [i32; 32],
}

#[cfg(feature = "select")]
impl<'a> Letters<'a> {
    fn of(name: &'a str) -> Self {
        let mut counts = [0; 32];
        for byte in name.bytes() {
            counts[usize::from(byte % 32)] += 1;
        }
        Letters { name, counts }
    }

    /// Whether more than so many slips are between the name, in small letters, and
    /// another; a slip changes two counts at most. False says nothing.
    fn are_far(&self, other: &str, slips: usize) -> bool {
        let (name, other) = (self.name.as_bytes(), other.as_bytes());
        let is_with_host = other.len() > name.len()
            && other[other.len() - name.len()..].eq_ignore_ascii_case(name);
        if !self.name.is_ascii() || !other.is_ascii() || is_with_host {
            return false;
        }
        let mut counts = self.counts;
        for byte in other {
            counts[usize::from(byte % 32)] -= 1;
        }
        counts.iter().map(|count| count.unsigned_abs() as usize).sum::<usize>() > 2 * slips
    }
}

/// Without the feature nobody measures how near they are.
#[cfg(not(feature = "select"))]
pub(crate) fn nearest<'a>(_: &str, _: &[&'a str]) -> Option<&'a str> {
    None
}
