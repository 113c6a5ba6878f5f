//! Where a reading is, and the keys on its way that nobody asks for.

use std::cell::RefCell;

use serde_path_to_error::Segment;

use crate::facts::near::nearest;

/// A key that stands in a table, and that the type of it has not.
pub(super) struct Ignored {
    /// The way to it.
    pub(super) path: Vec<Segment>,
    /// The keys that the type has.
    fields: &'static [&'static str],
}

/// The ignored keys of one reading.
pub(super) type Notes = RefCell<Vec<Ignored>>;

impl Ignored {
    /// What may have been meant, or what there is.
    pub(super) fn hint(&self) -> String {
        let name = match self.path.last() {
            Some(Segment::Map { key }) => key,
            _ => "",
        };
        if let Some(nearest) = nearest(name, self.fields) {
            return format!("did you mean `{nearest}`?");
        }
        let fields: Vec<String> = self.fields.iter().map(|field| format!("`{field}`")).collect();
        match &fields[..] {
            [] => "no key is; remove it".to_owned(),
            fields => format!("the keys are {}", fields.join(", ")),
        }
    }
}

/// Where the reading is.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) way: &'a Way<'a>,
    pub(super) notes: &'a Notes,
    /// What the type of the table has, where that is a struct.
    pub(super) fields: Option<&'static [&'static str]>,
    /// Where the text of a key goes.
    pub(super) key: Option<&'a RefCell<String>>,
}

/// The way from where the reading began.
pub(super) enum Way<'a> {
    Start,
    Key(At<'a>, &'a str),
    Item(At<'a>, usize),
}

impl<'a> At<'a> {
    /// A step further.
    pub(super) fn on<'b>(self, way: &'b Way<'b>) -> At<'b>
    where
        'a: 'b,
    {
        At { way, notes: self.notes, fields: None, key: None }
    }

    fn path(self) -> Vec<Segment> {
        let (before, last) = match self.way {
            Way::Start => return Vec::new(),
            Way::Key(before, key) => (before, Segment::Map { key: (*key).to_owned() }),
            Way::Item(before, index) => (before, Segment::Seq { index: *index }),
        };
        let mut path = before.path();
        path.push(last);
        path
    }

    /// Notes that what stands here is not asked for. A map may leave out what
    /// it likes, and a struct's own key may be one to leave out.
    pub(super) fn ignore(self) {
        if let Way::Key(At { fields: Some(fields), .. }, key) = self.way
            && !fields.contains(key)
        {
            self.notes.borrow_mut().push(Ignored { path: self.path(), fields });
        }
    }
}
