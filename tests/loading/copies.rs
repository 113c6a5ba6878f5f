//! One version of a host from two places: as it is published, and a checkout.
//! Cargo refuses two checkouts.

use crate::packages::copies;

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
