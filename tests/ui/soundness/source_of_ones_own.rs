// Where a caller finds its list is ours to say, also for who writes `unsafe`.
use std::any::TypeId;

use pluggy_core::Source;

#[derive(Clone)]
struct Mine;

unsafe impl Source for Mine {
    const IS_WHOLE: bool = true;

    fn hook(&self) -> TypeId {
        unimplemented!()
    }
}

fn main() {}
