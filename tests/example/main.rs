//! `examples/eggsample` as its end user has it: what the programs print and how
//! they end, with plugins linked and not, chosen, configured, and broken.

mod choosing;
mod cooking;
mod dependencies;
mod guides;
mod hostile;
mod kitchen;
mod mistakes;
mod packages;
#[path = "../program.rs"]
#[expect(dead_code, reason = "a visit to the kitchen has more than arguments")]
mod program;
mod showing;
mod troubles;
