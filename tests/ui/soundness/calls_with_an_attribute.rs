// What is handed in as the calls of a caller takes nothing away of what is written of the hook.
use std::fmt::Debug;

use pluggy_core::__private::{
    EndingCall, Every, Hook, HookSpec, PlainHook, ShowArguments, SyncArguments, hook_functions,
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

hook_functions!(now, pub, Knock, Calls, [], Text, Every<usize>, [], false, false, {});

const _: () = {
    hook_functions!(now, pub, Knock, Others, [], Number, Every<usize>, [], false, false, {
        #[cfg(any())]
    });
};

fn takes<A: SyncArguments<Hook = Knock>>() {}

fn main() {
    takes::<Number>();
}
