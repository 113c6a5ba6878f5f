//! A text, and where its lines begin.

use super::error::Position;

pub(super) struct Text {
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let ends = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n');
        let lines = [0].into_iter().chain(ends.map(|(_, next)| next)).collect();
        Text { text: text.to_owned(), lines }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn end(&self) -> Position {
        self.position(self.text.len())
    }

    /// The line and the column of a byte. Cost: a search for the line, and a look
    /// at what is before it in the line.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        Position::new(line, &self.text.as_bytes()[self.lines[line]..offset])
    }
}
