//! What may have been meant by a name that nothing has.

/// Names, to find the one that is most like another.
#[cfg(feature = "select")]
pub(crate) struct Names<'a> {
    pub(crate) list: Vec<&'a str>,
    spellings: Vec<Spelling>,
}

#[cfg(feature = "select")]
impl<'a> Names<'a> {
    pub(crate) fn new(list: Vec<&'a str>) -> Self {
        let spellings = list.iter().map(|name| Spelling::of(name)).collect();
        Names { list, spellings }
    }

    /// The first of those that are most like another, where they are a slip or two away.
    pub(crate) fn nearest(&self, name: &str) -> Option<&'a str> {
        let name = Spelling::of(name);
        let mut most = (name.letters.len() / 3).clamp(1, 2);
        let mut nearest = None;
        for (other, spelling) in self.list.iter().zip(&self.spellings) {
            let Some(slips) = name.slips(spelling, most) else { continue };
            nearest = Some(*other);
            match slips.checked_sub(1) {
                Some(fewer) => most = fewer,
                None => break,
            }
        }
        nearest
    }
}

/// The name that is most like another, where one is a slip or two away.
#[cfg(feature = "select")]
pub(crate) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    Names::new(names.to_vec()).nearest(name)
}

/// Without the feature nobody measures how near they are.
#[cfg(not(feature = "select"))]
pub(crate) fn nearest<'a>(_: &str, _: &[&'a str]) -> Option<&'a str> {
    None
}

/// How a name is spelt, in small letters.
#[cfg(feature = "select")]
struct Spelling {
    letters: Vec<char>,
    /// A bit for each letter that it has, another where it has that again; some letters
    /// share theirs. Most names are told from each other by that alone.
    has: u64,
}

#[cfg(feature = "select")]
impl Spelling {
    fn of(name: &str) -> Self {
        let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
        let mut has = 0;
        for letter in &letters {
            let once = 1 << (u32::from(*letter) % 32);
            has |= if has & once == 0 { once } else { once << 32 };
        }
        Spelling { letters, has }
    }

    /// How many slips lead to another, if not more than `most`.
    fn slips(&self, other: &Self, most: usize) -> Option<usize> {
        if most > 0 && self.is_without_host(other) {
            return Some(1);
        }
        // A slip changes two bits at most.
        let are_far = (self.has ^ other.has).count_ones() as usize > 2 * most;
        if are_far || self.letters.len().abs_diff(other.letters.len()) > most {
            return None;
        }
        (0..=most).find(|slips| are_within(*slips, &self.letters, &other.letters))
    }

    /// Whether the other is the name of a package that has its host's before this one.
    fn is_without_host(&self, other: &Self) -> bool {
        let has_all = self.has & !other.has == 0;
        let host = has_all.then(|| other.letters.strip_suffix(&self.letters[..])).flatten();
        host.is_some_and(|host| host.ends_with(&['-']))
    }
}

/// Whether so many slips lead from one to the other: a letter that is another, or is
/// missing, or too much, or two that have changed places.
#[cfg(feature = "select")]
fn are_within(slips: usize, one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    match (&one[same..], &other[same..]) {
        ([], rest) | (rest, []) => rest.len() <= slips,
        _ if slips == 0 => false,
        (one @ [a, one_on @ ..], other @ [b, other_on @ ..]) => {
            are_within(slips - 1, one_on, other_on)
                || are_within(slips - 1, one, other_on)
                || are_within(slips - 1, one_on, other)
                || matches!((one_on, other_on), ([c, one_on @ ..], [d, other_on @ ..])
                    if (a, b) == (d, c) && are_within(slips - 1, one_on, other_on))
        }
    }
}

#[cfg(all(test, feature = "select"))]
mod tests {
    use super::{Names, Spelling};

    /// All names of up to so many of three letters.
    fn all(length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..length {
            let longer = all.len();
            for at in from..longer {
                all.extend(["a", "b", "c"].map(|letter| all[at].clone() + letter));
            }
            from = longer;
        }
        all
    }

    #[test]
    fn slips_are_counted_as_far_as_they_matter() {
        let all = all(4);
        for one in &all {
            for other in &all {
                let expected = strsim::osa_distance(one, other);
                let expected = (expected <= 2).then_some(expected);
                assert_eq!(Spelling::of(one).slips(&Spelling::of(other), 2), expected);
            }
        }
    }

    #[test]
    fn the_first_of_the_nearest_is_found() {
        let names = Names::new(vec!["plugin-22", "plugin-12", "Plugin-21", "eggsample-größe"]);
        for (name, nearest) in [
            ("plugin-2", Some("plugin-22")),
            ("plugin-21", Some("Plugin-21")),
            ("plugin-42", Some("plugin-22")),
            ("plugin-11", Some("plugin-12")),
            ("pugin-13", Some("plugin-12")),
            ("lugin-33", None),
            ("Größe", Some("eggsample-größe")),
            ("eggsample-grösse", Some("eggsample-größe")),
            ("röße", None),
        ] {
            assert_eq!(names.nearest(name), nearest, "{name}");
        }
    }
}
