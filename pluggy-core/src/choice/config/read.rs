//! A value in a document, read as a type wants it.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use super::asked::Asked;
use super::dates;
use super::node::{Mistake, Node, Raw};
use super::unread::UnreadKey;
use super::way::Notes;

impl Node<'_> {
    /// Reads a value, of which all is asked for.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Mistake> {
        self.read_some().map(|(value, _)| value)
    }

    /// Reads a value, and tells what was left out. A date is what the type wants:
    /// toml's own, or a text.
    pub(super) fn read_some<T: DeserializeOwned>(&self) -> Result<(T, Vec<UnreadKey>), Mistake> {
        match (self.read_as_it_is(), self.raw) {
            (Err(mistake), Raw::Toml(value)) => self.read_with_texts(value, mistake),
            (read, _) => read,
        }
    }

    /// Reads it with texts for dates: for all, or else for those where one is wanted.
    fn read_with_texts<T: DeserializeOwned>(
        &self,
        value: &Spanned<DeValue<'_>>,
        mut mistake: Mistake,
    ) -> Result<(T, Vec<UnreadKey>), Mistake> {
        let read = |value: &Spanned<DeValue<'_>>| self.with(Raw::Toml(value)).read_as_it_is();
        let mut texts = value.clone();
        if !dates::into_texts(&mut texts, None) {
            return Err(mistake);
        }
        if let Ok(value) = read(&texts) {
            return Ok(value);
        }
        let mut texts = value.clone();
        while mistake.offset.is_some() && dates::into_texts(&mut texts, mistake.offset) {
            match read(&texts) {
                // A text will not do there, either.
                Err(other) if other.offset == mistake.offset => break,
                Err(other) => mistake = other,
                Ok(value) => return Ok(value),
            }
        }
        Err(mistake)
    }

    fn read_as_it_is<T: DeserializeOwned>(&self) -> Result<(T, Vec<UnreadKey>), Mistake> {
        let notes = Notes::default();
        let (path, offset, message) = match self.raw {
            Raw::Toml(value) => {
                let deserializer = ValueDeserializer::from(value.clone());
                match serde_path_to_error::deserialize(Asked::new(deserializer, &notes)) {
                    Ok(value) => return Ok((value, self.ignored(notes))),
                    Err(error) => {
                        let offset = error.inner().span().map(|span| span.start);
                        (error.path().clone(), offset, error.inner().message().to_owned())
                    }
                }
            }
            Raw::Value(value) => {
                match serde_path_to_error::deserialize(Asked::new(value, &notes)) {
                    Ok(value) => return Ok((value, self.ignored(notes))),
                    Err(error) => (error.path().clone(), None, error.inner().to_string()),
                }
            }
        };
        let culprit = self.follow(&path);
        // To toml, an item that is read well and then refused stands where its
        // array does.
        let offset = match path.iter().next_back() {
            Some(Segment::Seq { .. }) => offset.max(culprit.offset),
            _ => offset.or(culprit.offset),
        };
        // To toml, a date is a map of its own.
        let message = match culprit.kind() {
            "datetime" => message.replacen("invalid type: map", "invalid type: date", 1),
            _ => message,
        };
        Err(Mistake { key: culprit.key, offset, message })
    }

    fn ignored(&self, notes: Notes) -> Vec<UnreadKey> {
        let ignored = notes.into_inner().into_iter().map(|ignored| {
            let Node { key, offset, .. } = self.follow(&ignored.path);
            UnreadKey { key, offset, hint: ignored.hint() }
        });
        ignored.collect()
    }
}
