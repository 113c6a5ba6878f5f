//! The condiments, as the kitchen has them or as a file lists them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How many there are of each.
pub(crate) type Condiments = BTreeMap<String, u32>;

/// What is there on any day.
pub(crate) fn usual() -> Condiments {
    [("pickled walnuts", 13), ("steak sauce", 4), ("mushy peas", 2)]
        .map(|(name, count)| (name.to_owned(), count))
        .into()
}

/// Reads a file of lines `name = count`; blank lines and `#` lines are free.
pub(crate) fn read(path: &Path) -> Result<Condiments, String> {
    let file = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| format!("cannot read the condiments of {file}: {error}"))?;
    let mut condiments = Condiments::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let add = |(name, count)| match condiments.insert(name, count) {
            Some(_) => Err("this condiment has a line above".to_owned()),
            None => Ok(()),
        };
        parse(line).and_then(add).map_err(|mistake| format!("{file}:{}: {mistake}", index + 1))?;
    }
    Ok(condiments)
}

fn parse(line: &str) -> Result<(String, u32), String> {
    let (name, count) = line
        .split_once('=')
        .map(|(name, count)| (name.trim(), count.trim()))
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| format!("expected `name = count`, found `{}`", line.trim()))?;
    let count =
        count.parse().map_err(|error| format!("`{count}` is no count of {name}: {error}"))?;
    Ok((name.to_owned(), count))
}
