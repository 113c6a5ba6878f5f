//! The published value by itself, its source compiled again and put under stress:
//! once over the fences that the crate has here, once over those that it has on
//! systems without `membarrier`, once over those where the kernel refuses it. Model checkers have it in `tests/model/`.
//!
//! Each fence, look and order was taken out or weakened once. What then failed is
//! in the table: tests of loom, in `tests/model/published/`; storms, here, which
//! on a machine with other work to do fail in some runs alone. The looks, and what is
//! done where a load failed, were also taken out under shuttle, which knows no weak
//! memory but runs all of the crate: `model plain::` failed for each.
//!
//! | taken out | loom | storms |
//! |---|---|---|
//! | the light fence of a load | all | some |
//! | the light fence of a guard's end | all | – |
//! | the heavy fence of `replace` | all | – |
//! | `membarrier` of the heavy fence | not there | some, over the crate's fences |
//! | the second look of a load | all | yes |
//! | clearing the slot, then seeing to what was left there, where it failed | all | some |
//! | the look at what is published at a guard's end | all | yes |
//! | the look at the slots before a drop | all | yes |
//! | the second look after leaving a value | all | yes |
//! | seeing to the other value that was left there | one of two changes, two calls | – |
//! | that a slot is free before it is used | a call inside a call | yes |
//! | that a record is another thread's | threads that come and go | yes |
//! | the real fence of a count | yes | – |
//! | seeing to what was left before the slot of a count was cleared | yes | – |
//! | that a count is taken before the slot is cleared | yes | some |
//! | that a light fence must be enough for holding | not there | all that are refused |
//!
//! | weakened to `Relaxed`, or to one half of `AcqRel` | loom |
//! |---|---|
//! | clearing a slot at a guard's end; looking at a slot | most |
//! | swapping what is left, each half | all |
//! | publishing; the second look of a load | two of changes |
//! | adding a record, going through them | all |
//! | taking a record | two with three threads |
//!
//! Nothing sees these, since a model's light fences are real and order more than
//! the real ones do, nor has this machine weak memory: that holding, clearing after
//! a failed load, and giving a record on are releases. Nor that `replace` acquires,
//! as its fence does. Nor that a thread at its end forgets its slot, and
//! gives on none that a forgotten guard holds: it takes two threads that find one slot
//! free at the same instant. The compiler leaves these loads and stores in
//! their order here without being told.
#![allow(dead_code, reason = "the crate uses all of it")]
#![allow(clippy::duplicate_mod, reason = "one source, over two kinds of fences")]

mod kernel;
mod real;
mod refused;
