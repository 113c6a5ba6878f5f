//! What a wrapper can't do with an argument: traits that nothing implements, each
//! with the message that rustc shows in its place.
//!
//! What asks for one may give what is of no known type then: so rustc speaks neither of
//! that method, nor of what becomes of what it gives.

/// Never implemented: a waterfall's value is the wrapper's, or that of what is inside.
#[diagnostic::on_unimplemented(
    message = "a wrapper can't keep the value of a waterfall",
    label = "this is the value that the hook hands on",
    note = "hand it, or another, to what is inside: `next: impl FnOnce(…) -> …` takes it where it \
            stands among the arguments; or leave it out"
)]
pub trait HandedToNext {
    /// What the method gives that asks for this.
    type Unknown;
}

/// Never implemented: only a waterfall's value is handed on.
#[diagnostic::on_unimplemented(
    message = "this argument is not handed to `next`",
    label = "each implementation gets a clone of it",
    note = "leave it out: in the parentheses of `next` are only `&mut` arguments, and the value of a \
            waterfall"
)]
pub trait MovedByHook {
    /// What the method gives that asks for this.
    type Unknown;
}

/// Never implemented: what a wrapper runs again needs the value anew.
#[diagnostic::on_unimplemented(
    message = "a wrapper that runs `next` again hands the value of the waterfall in each time",
    label = "the value is moved to the first run",
    note = "take the value, and write its type in the parentheses of `next`"
)]
pub trait HandsValueAnew {
    /// What the method gives that asks for this.
    type Unknown;
}

/// Never implemented: what is lent for a named lifetime can be lent once.
#[diagnostic::on_unimplemented(
    message = "what is inside can't be run again here: the spec lends a `&mut` argument for a lifetime \
               that it names",
    label = "it can be lent once",
    note = "run `next` once, `impl FnOnce(…)`; or the spec leaves the lifetime of that `&mut` out"
)]
pub trait LentAnew {
    /// What the method gives that asks for this.
    type Unknown;
}

/// Never implemented: what is lent is the wrapper's, or that of what is inside.
#[diagnostic::on_unimplemented(
    message = "a wrapper can't share an argument that is lent",
    label = "the spec lends this argument",
    note = "take it as `&mut`, and hand it to `next`: `next: impl FnOnce(&mut …) -> …`"
)]
pub trait SharedWithNext {
    /// What the method gives that asks for this.
    type Unknown;
}

/// What is lent has no such method of its own: by a trait's, rustc says just why.
pub trait ShareLent {
    /// Can't be called: what is lent can't be shared with what is inside.
    fn __share(&mut self) -> <Self as SharedWithNext>::Unknown
    where
        Self: SharedWithNext,
    {
        unreachable!("nothing is so shared")
    }
}

/// Nor has what is moved.
pub trait ShareMoved {
    /// Can't be called: a wrapper that takes the value hands it on.
    fn __share(&mut self) -> <Self as HandedToNext>::Unknown
    where
        Self: HandedToNext,
    {
        unreachable!("nothing is so kept")
    }
}

/// Nor have arguments that can't be made anew.
pub trait LentOnce {
    /// Can't be called: what is lent for a named lifetime can be lent once.
    fn __again(&mut self) -> <Self as LentAnew>::Unknown
    where
        Self: LentAnew,
    {
        unreachable!("nothing is so lent")
    }
}

/// Nor those of a waterfall, whose value a wrapper hands in.
pub trait MovedOnce {
    /// Can't be called: what is run again needs the value anew.
    fn __again(&mut self) -> <Self as HandsValueAnew>::Unknown
    where
        Self: HandsValueAnew,
    {
        unreachable!("nothing is so moved")
    }
}
