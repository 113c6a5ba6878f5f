// A plugin is of its own type, and of no subtype: else its functions would be
// another's.
use pluggy_core::Plugin;

struct Wrap<T>(T);

fn any(_: &u8) {}

fn main() {
    let general: Plugin<Wrap<for<'a> fn(&'a u8)>> = Plugin::new(Wrap(any));
    let _special: Plugin<Wrap<fn(&'static u8)>> = general;
}
