//! Dates of TOML, for those who want texts.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::DeValue;

/// Makes texts of the dates in a value: of all, or of the one at a place. Answers
/// whether there was one.
pub(super) fn into_texts(value: &mut Spanned<DeValue<'_>>, place: Option<usize>) -> bool {
    let is_meant = place.is_none_or(|place| place == value.span().start);
    match value.get_mut() {
        date @ DeValue::Datetime(_) if is_meant => {
            if let DeValue::Datetime(datetime) = date {
                *date = DeValue::String(Cow::Owned(datetime.to_string()));
            }
            true
        }
        DeValue::Array(items) => {
            items.iter_mut().fold(false, |has_date, item| into_texts(item, place) | has_date)
        }
        DeValue::Table(entries) => entries
            .iter_mut()
            .fold(false, |has_date, (_, entry)| into_texts(entry, place) | has_date),
        _ => false,
    }
}
