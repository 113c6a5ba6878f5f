// A type that is handed in is the same wherever it is written, though it is a macro's, and the
// calls of a caller, which are handed in too, give that macro another meaning.
use std::fmt::Debug;

use pluggy_core::__private::{
    Arguments, AsyncArguments, AsyncHook, EndingCall, Every, Hook, HookSpec, Returned,
    ShowArguments, hook_functions,
};

pub struct Knock;

impl Hook for Knock {
    type Declared = AsyncHook;
    type Calls = EndingCall;
    const SPEC: &'static HookSpec = unimplemented!();
}

pub struct Text(&'static str);
pub struct Number(usize);

impl ShowArguments for Text {
    fn argument(&self, _: usize) -> Option<&dyn Debug> {
        None
    }
}

impl ShowArguments for Number {
    fn argument(&self, _: usize) -> Option<&dyn Debug> {
        None
    }
}

impl Arguments for Number {
    type Hook = Knock;
    type Kind = Every<usize>;

    fn show(_: Returned<'_, Self::Kind>) -> Option<&dyn Debug> {
        None
    }
}

macro_rules! args {
    () => {
        Text
    };
}

hook_functions!(later, pub, Knock, Calls, [], args!(), Every<usize>, [], false, false, {
    #[allow(unused_macros)]
    macro_rules! args {
        () => {
            Number
        };
    }
});

fn takes<A: AsyncArguments<Hook = Knock>>() {}

fn main() {
    takes::<Number>();
}
