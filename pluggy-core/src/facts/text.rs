//! Foreign texts: errors, panics, and what people wrote.

use std::any::Any;
use std::error::Error;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Any error, as constructors return it.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// A foreign text as one line, and [`plain`].
pub(crate) fn one_line(text: &impl ToString) -> String {
    let text = text.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    plain(&lines.join(" "))
}

/// A text in which nothing moves a terminal's cursor.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => plain.push(' '),
            c if c.is_control() => plain.extend(c.escape_default()),
            c => plain.push(c),
        }
    }
    plain
}

/// The text of a panic that ends here; its payload may panic when it is dropped.
pub(crate) fn panic_message(payload: Box<dyn Any + Send>) -> String {
    let message = panic_text(&*payload);
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(another);
    }
    message
}

/// The text of a panic.
pub(crate) fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a text").to_owned()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_foreign_text_is_one_line() {
        for (text, line) in [
            ("cold", "cold"),
            ("the oven\n  is\r\n\ncold\n", "the oven is cold"),
            ("red \u{1b}[31m\tpaint", "red \\u{1b}[31m paint"),
            ("", ""),
        ] {
            assert_eq!(one_line(&text), line);
        }
    }
}
