// Two hooks, though one type is a subtype of the other: what is bound to one is
// called as no other, whatever safe code of `__private` says.
use pluggy_core::__private::{Anchor, FunctionOf, Next};

pub struct Tag<T>(T);
type General = Tag<for<'a> fn(&'a u8)>;
type Special = Tag<fn(&'static u8)>;

fn next(next: Next<'_, General>) -> Next<'_, Special> {
    next
}

fn anchor(anchor: Anchor<General>) -> Anchor<Special> {
    anchor
}

fn function(function: FunctionOf<General>) -> FunctionOf<Special> {
    function
}

fn main() {}
