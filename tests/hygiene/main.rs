//! What the macros write meets nothing of the user's: neither names, nor
//! lifetimes, nor the way in which the code came to be.
//!
//! Each module runs what it declares, so that a wrong meeting that happens to
//! compile is found too.

#![allow(unreachable_pub, reason = "visibilities are among what is tested")]
#![allow(
    clippy::borrowed_box,
    clippy::box_collection,
    clippy::cast_possible_truncation,
    clippy::extra_unused_lifetimes,
    clippy::needless_lifetimes,
    clippy::new_ret_no_self,
    clippy::similar_names,
    clippy::too_many_arguments,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    clippy::wrong_self_convention,
    reason = "so are strange signatures; `lints` has what hosts and plugins really say"
)]

mod alike;
mod attribute_names;
mod attributes;
mod awaiting;
mod bare;
mod captured_names;
mod conditions;
mod constants;
mod forbidden;
mod lifetimes;
mod made_by_macros;
mod methods_of_all_types;
mod names;
mod places;
mod raw_identifiers;
mod renamed;
mod self_paths;
mod shadowed;
mod signatures;
mod supertraits;
mod user_types;
