// Where a caller finds its list is ours to say, also for who writes `unsafe`.
use std::any::TypeId;

use pluggy_core::Source;
use pluggy_core::__private::View;

struct Mine;

unsafe impl Source for Mine {
    fn hook(&self) -> TypeId {
        unimplemented!()
    }

    fn with<R>(&self, _: impl FnOnce(View<'_>) -> R) -> R {
        unimplemented!()
    }
}

fn main() {}
