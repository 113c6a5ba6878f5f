// A caller leads to the calls of its own hook, whatever the macros of `__private` are handed:
// `__S` is a parameter there, and a type here.
use std::fmt::Debug;
use std::marker::PhantomData;

use pluggy_core::__private::{
    EndingCall, Functions, Hook, HookCaller, HookSpec, Live, PlainHook, ShowArguments, Unit,
    hook_functions,
};

pub struct Knock<T>(PhantomData<T>);

impl<T> Hook for Knock<T>
where
    Knock<T>: Functions,
{
    type Declared = PlainHook;
    type Calls = EndingCall;
    const SPEC: &'static HookSpec = unimplemented!();
}

pub struct Nothing;

impl ShowArguments for Nothing {
    fn argument(&self, _: usize) -> Option<&dyn Debug> {
        None
    }
}

pub struct __S;

hook_functions!(now, pub, Knock<__S>, Calls, [], Nothing, Unit, [], false, false, {
    impl Calls<Live> {
        pub fn of_another(&self) -> &HookCaller<Knock<Live>, Live> {
            &self.caller
        }
    }
});

fn main() {
    let _ = |knock: &HookCaller<Knock<__S>, Live>| drop(knock.of_another());
}
