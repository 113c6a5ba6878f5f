//! Dates of TOML, for those who want texts.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::DeValue;

/// Makes texts of all dates in a value. Answers whether there was one.
pub(super) fn into_texts(value: &mut Spanned<DeValue<'_>>) -> bool {
    match value.get_mut() {
        date @ DeValue::Datetime(_) => {
            if let DeValue::Datetime(datetime) = date {
                *date = DeValue::String(Cow::Owned(datetime.to_string()));
            }
            true
        }
        DeValue::Array(items) => {
            items.iter_mut().fold(false, |has_date, item| into_texts(item) | has_date)
        }
        DeValue::Table(entries) => {
            entries.iter_mut().fold(false, |has_date, (_, entry)| into_texts(entry) | has_date)
        }
        _ => false,
    }
}
