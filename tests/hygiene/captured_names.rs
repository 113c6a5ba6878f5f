//! Types of the user's that are called as a parameter of ours: what a hook
//! returns is the type where the spec stands, not one in a scope of the macro.

use std::marker::PhantomData;

use pluggy_core::{PluginManager, hookimpl, hookspec};

trait Marker {}

#[allow(non_camel_case_types, reason = "it is the name that matters")]
type __P = dyn Marker;

struct Of<T: ?Sized>(PhantomData<T>);

trait Projection {
    type Result;
}

/// What a capture would find.
impl<T> Projection for Of<T> {
    type Result = Box<T>;
}

impl Projection for Of<dyn Marker> {
    type Result = u32;
}

type Projected<T> = <Of<T> as Projection>::Result;

#[hookspec]
trait Hooks {
    fn size(&self) -> Projected<__P>;
}

struct Big([usize; 100]);

#[hookimpl(manual)]
impl Hooks for Big {
    fn size(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap()
    }
}

#[test]
fn a_parameter_of_ours_captures_no_type() {
    let pm = PluginManager::new("hygiene");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    pm.register(Big([7; 100])).unwrap();
    assert_eq!(hooks.size.call_all(), [100]);
}
