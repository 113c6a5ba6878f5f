//! Says that a model checker has the threads in its hand.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(pluggy_model)");
    println!("cargo::rustc-cfg=pluggy_model");
    println!("cargo::rerun-if-changed=build.rs");
}
