// What a hook's functions take is written with them: no other arguments are theirs, whatever
// the macros of `__private` are handed.
use std::fmt::Debug;

use pluggy_core::__private::{
    Arguments, EndingCall, Every, Hook, HookCaller, HookSpec, Live, PlainHook, Returned,
    ShowArguments, hook_functions,
};

pub struct Knock;

impl Hook for Knock {
    type Declared = PlainHook;
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

hook_functions!(now, pub, Knock, Calls, [], Text, Every<usize>, [], false, false, {});

fn main() {
    let _ = |knock: &HookCaller<Knock, Live>| knock.__pass(Number(1));
}
