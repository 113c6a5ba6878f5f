//! Functions that a macro writes, all at one place of its own: one plugin, in
//! the order of the macro's uses; those of one use in the order of their texts.

use link_host::Turns;
use pluggy_core::hookimpl;

macro_rules! rule {
    ($what:literal) => {
        const _: () = {
            #[hookimpl(Turns)]
            fn turn() -> String {
                $what.into()
            }
        };
    };
}

macro_rules! rules {
    ($($what:literal)*) => {
        $(rule!($what);)*
    };
}

rule!("first");
rule!("second");
rules!("a" "c" "b");
