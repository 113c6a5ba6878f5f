//! The published value by itself, its source compiled again and put under stress:
//! once over the fences that the crate has here, once over those that it has
//! where there is no `membarrier`. Model checkers have it in `tests/model/`.
#![allow(dead_code, reason = "the crate uses all of it")]
#![allow(clippy::duplicate_mod, reason = "one source, over two kinds of fences")]

mod kernel;
mod real;
