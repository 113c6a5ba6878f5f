//! One version of a host from two places: as it is published, and a checkout.
//! Cargo refuses two checkouts.

use crate::packages::{copies, twice};
use crate::program::Outcome;

#[test]
fn they_are_no_less_two() {
    let printed = copies();
    assert_eq!(printed.pours, "pour: ale of tavern-ale");
    assert_eq!(
        printed.error.unwrap(),
        "two copies of tavern are linked: the hooks are those of 0.1.0, with ale (tavern-ale \
         1.1.0, tavern-ale/src/lib.rs:4:4); and left out, for 0.1.0, with porter (tavern-porter \
         1.7.0, published/tavern-porter/src/lib.rs:4:4); let all depend on one source: `cargo \
         tree --duplicates` shows who asks for which"
    );
}

/// As by `cargo test`, which compiles a library again.
#[test]
fn a_package_that_is_compiled_twice_is_one_version() {
    let expected = Outcome { code: Some(0), stdout: "water\n".into(), stderr: String::new() };
    assert_eq!(twice(), expected);
}
