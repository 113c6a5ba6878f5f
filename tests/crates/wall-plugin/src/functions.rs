//! Plugins of functions.

use std::rc::Rc;

use pluggy_core::hookimpl;
use wall_host::{BigError, Signatures};

#[hookimpl(Signatures)]
fn many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a.min(b).min(c).min(d).min(e).min(f).min(g).min(h)
}

#[hookimpl(Signatures)]
fn fails() -> Result<u8, BigError> {
    Err(BigError([0; 40]))
}

#[hookimpl(Signatures)]
fn iter() -> Box<u32> {
    Box::new(1)
}

#[deny(clippy::all, clippy::pedantic, reason = "as everywhere")]
#[hookimpl(Signatures)]
fn boxes(boxes: &Vec<Box<u32>>, shared: Rc<Box<u32>>) -> usize {
    boxes.len().min(usize::from(**shared > 1))
}

#[hookimpl(Signatures)]
fn given(lent: &mut String, owned: Vec<u8>, boxed: Box<u32>, large: [u64; 100]) -> bool {
    lent.is_empty() && owned.is_empty() && *boxed == 1 && large.is_empty()
}

#[hookimpl(Signatures)]
fn camelCase(argName: u32) -> u32 {
    argName
}
