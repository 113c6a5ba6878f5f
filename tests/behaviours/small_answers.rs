//! The answer of a hook that can fail is as small as what it answers mostly, whatever
//! it fails with.

use pluggy_core::HookError;

#[test]
fn an_error_takes_no_room_in_what_a_call_answers() {
    assert_eq!(size_of::<Result<Vec<u64>, HookError<[u64; 64]>>>(), size_of::<Vec<u64>>());
    assert_eq!(size_of::<Result<(), HookError<[u64; 64]>>>(), size_of::<usize>());
}
