//! What a `#[hookimpl]` must not say; rustc finds the rest.

mod function;
mod head;
mod options;

use quote::quote;
use syn::ItemImpl;
use syn::ext::IdentExt;

use self::function::{check_hookimpl, check_receiver, check_result, makes_plugin};
use self::head::{check_generics, check_type};
use self::options::{check_config, check_name, check_new};
use super::model::{ImplBlock, ImplFn, Method};
use super::order;
use crate::attrs::{Seen, cfgs};
use crate::errors::Errors;
use crate::lifetimes::check_declared;
use crate::types::of_async_trait;

/// Judges a block; methods that make no sense are left out of the glue.
pub(crate) fn check_block(block: &mut ImplBlock, errors: &mut Errors) {
    check_new(&mut block.options, errors);
    check_config(&mut block.options, errors);
    check_type(block, errors);
    if !block.is_mistaken {
        check_generics(block, errors);
    }
    if block.is_empty {
        let ItemImpl { impl_token, generics, trait_, self_ty, .. } = &block.item;
        let head = trait_.as_ref().map(|(path, token)| quote!(#path #token));
        errors.push(
            quote!(#impl_token #generics #head #self_ty),
            "a plugin without a hookimpl is never called: write a method for a hook of the spec",
        );
        block.is_mistaken = true;
    }
    if let Some(token) = block.item.unsafety.take() {
        errors.push(token, "a spec is no unsafe trait: remove `unsafe`");
    }
    check_name(block.options.name.as_ref(), errors);
    order::check_block(block, errors);
    check_async_trait(&mut block.methods, errors);
    check_twice(&mut block.methods, errors);
    // How it is built is said, if not where it should be. One with a condition may not be there.
    block.options.is_mistaken |= block
        .methods
        .iter()
        .any(|Method { item, .. }| makes_plugin(&item.sig) && cfgs(&item.attrs).is_empty());
    for method in &mut block.methods {
        errors.within(cfgs(&method.item.attrs), |errors| check_method(method, errors));
    }
}

/// Leaves out a method of a name that another has, in the same builds.
fn check_twice(methods: &mut Vec<Method>, errors: &mut Errors) {
    let mut seen = Seen::default();
    methods.retain(|method| {
        let name = &method.item.sig.ident;
        let is_new = seen.is_new(name, &method.item.attrs);
        if !is_new {
            let message = format!(
                "there is a method `{0}` already: remove this one, or give it another name, and \
                 write `#[hookimpl(specname = \"{0}\")]`",
                name.unraw()
            );
            errors.push(name, message);
        }
        is_new
    });
}

/// Leaves out what `#[async_trait]` made of methods.
fn check_async_trait(methods: &mut [Method], errors: &mut Errors) {
    let made = methods.iter_mut().filter(|method| of_async_trait(&method.item.sig));
    let mut made = made.peekable();
    if let Some(first) = made.peek() {
        errors
            .push(&first.item.sig.ident, "`async fn` needs no help here: remove `#[async_trait]`");
    }
    made.for_each(|method| method.hookimpl = None);
}

fn check_method(method: &mut Method, errors: &mut Errors) {
    check_declared(&mut method.item.sig, errors);
    let Some(hookimpl) = &mut method.hookimpl else { return };
    let sig = &method.item.sig;
    let is_method = check_receiver(sig, errors) && check_result(sig, errors);
    if !check_hookimpl(hookimpl, errors) || !is_method {
        method.hookimpl = None;
    }
}

/// Judges a function.
pub(crate) fn check_function(function: &mut ImplFn, errors: &mut Errors) {
    let options = &function.options;
    if let Some(manual) = &options.manual {
        errors.push(
            manual,
            "a function is registered because it is linked: remove `manual`; what is registered by \
             hand is a closure, by `register_fn`",
        );
    }
    if let Some(new) = &options.new {
        errors.push(new, "the functions of a module have no state to build: remove `new`");
    }
    if let Some(config) = &options.config {
        errors
            .push(config, "the functions of a module have no state to configure: remove `config`");
    }
    check_name(options.name.as_ref(), errors);
    order::check_function(function, errors);
    check_declared(&mut function.item.sig, errors);
    if let Some(hookimpl) = &mut function.hookimpl
        && !check_hookimpl(hookimpl, errors)
    {
        function.hookimpl = None;
    }
}
