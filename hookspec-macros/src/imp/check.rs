//! What a `#[hookimpl]` must not say; rustc finds the rest.

use std::slice;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{
    ConstParam, GenericParam, Generics, ItemImpl, LifetimeParam, ReturnType, Safety, Signature,
    Type, TypeParam, TypePath,
};

use super::model::{HookImpl, ImplBlock, ImplFn, Method, PluginOptions, is_lent};
use super::next::expected_next;
use super::order;
use crate::attrs::{Seen, cfgs};
use crate::errors::Errors;
use crate::text;
use crate::types::{
    Lifetimes, check_declared, declare, impl_traits, is_shared_self, is_unsized, names_any,
    of_async_trait, ungrouped,
};

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

fn check_new(options: &mut PluginOptions, errors: &mut Errors) {
    let Some(new) = &options.new else { return };
    if options.manual.is_some() {
        errors.push(new, "a `manual` plugin is built by its host: remove `new`, or `manual`");
    } else if is_default(new) && !options.is_mistaken {
        errors.push(
            new,
            "a plugin is built by its `Default` anyway, and this doesn't say of which type: remove `new`",
        );
        options.is_mistaken = true;
    }
}

fn check_config(options: &mut PluginOptions, errors: &mut Errors) {
    let Some(config) = &options.config else { return };
    let mistake = if options.manual.is_some() {
        "a `manual` plugin is built by its host, which reads its section by `Config::section`: \
         remove `config`, or `manual`"
    } else if options.new.is_none() {
        "`config` needs a constructor that takes it: write `new = path` too"
    } else if is_borrowed(config) {
        "the text of a section is gone when the plugin runs, so this type can't borrow from it: \
         name an owned one, with `String` for `&str`"
    } else if !cfg!(feature = "config") {
        "`config` needs a feature of pluggy-core: write `pluggy-core = { …, features = \
         [\"config\"] }` in Cargo.toml"
    } else {
        return;
    };
    errors.push(config, mistake);
    // Nothing is said of a constructor that is not called as it should be.
    options.is_mistaken = true;
    options.config = None;
}

/// Whether a path is that by which each type is built that has a `Default`.
fn is_default(TypePath { qself, path, .. }: &TypePath) -> bool {
    let names: Vec<_> = path.segments.iter().rev().map(|segment| &segment.ident).take(2).collect();
    qself.is_none() && matches!(names[..], [last, of] if last == "default" && of == "Default")
}

fn is_borrowed(config: &TypePath) -> bool {
    let Lifetimes { named, elided, .. } = Lifetimes::of(&Type::Path(config.clone()));
    !named.is_empty() || !elided.is_empty()
}

/// A plugin is of a type of its own crate, and owns what it has.
fn check_type(block: &mut ImplBlock, errors: &mut Errors) {
    let ty = ungrouped(&block.item.self_ty);
    let lifetimes = Lifetimes::of(ty);
    let named = lifetimes.named.into_iter().map(ToTokens::into_token_stream);
    if let Some(borrowed) = lifetimes.elided.into_iter().chain(named).next() {
        errors.push(
            borrowed,
            "a plugin can't borrow, since it lives until it is unregistered: hold an owned value, \
             or an `Arc`",
        );
    } else if let Some(param) = own_parameter(ty, &block.item.generics) {
        let message = format!(
            "a plugin's type is one of its own crate, and `{param}` can be any type: implement the \
             hooks for each type, or for one that wraps it, `MyPlugin<{param}>`"
        );
        errors.push(ty, message);
    } else if is_foreign(ty) {
        let message = format!(
            "a plugin's type must be of its own crate, and this one is not: wrap it, `struct \
             MyPlugin({});`, and implement the hooks for that",
            text::of(ty)
        );
        errors.push(ty, message);
    } else {
        return;
    }
    block.is_mistaken = true;
}

/// The parameter of an `impl` that a type is.
fn own_parameter<'a>(ty: &Type, generics: &'a Generics) -> Option<&'a Ident> {
    let Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?;
    generics.type_params().map(|param| &param.ident).find(|param| *param == name)
}

/// Whether a type is none of the crate's, as far as its name tells.
fn is_foreign(ty: &Type) -> bool {
    const NAMES: &[&str] = &[
        "String", "Vec", "Box", "Option", "Result", "bool", "char", "str", "f32", "f64", "u8",
        "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    ];
    // Of such a name nobody has a type with parameters.
    const WITH_PARAMETERS: &[&str] = &[
        "Arc", "BTreeMap", "BTreeSet", "HashMap", "HashSet", "Mutex", "Rc", "RefCell", "RwLock",
        "VecDeque",
    ];
    const CRATES: &[&str] = &["std", "core", "alloc"];
    let Type::Path(path) = ty else { return true };
    match path.path.segments.first() {
        Some(only) if path.path.segments.len() == 1 => {
            let more = if only.arguments.is_none() { &[] } else { WITH_PARAMETERS };
            NAMES.iter().chain(more).any(|name| only.ident == name)
        }
        Some(first) => CRATES.iter().any(|name| first.ident == name),
        None => false,
    }
}

/// A lifetime of the `impl` is none of its type's, so it is a method's.
fn check_generics(block: &mut ImplBlock, errors: &mut Errors) {
    check_unused_lifetimes(block, errors);
    if let Some(param) = unused_parameter(&block.item) {
        let message = format!(
            "the plugin's type has no `{param}`: remove it, or name a type that has it, \
             `MyPlugin<{param}>`"
        );
        errors.push(param, message);
        block.is_mistaken = true;
    } else if let Some(param) = block.item.generics.params.first()
        && block.options.manual.is_none()
    {
        errors.push(
            param,
            "discovery can't choose the types of a generic plugin: write `#[hookimpl(manual)]` \
             and register it by hand",
        );
        block.options.manual = Some(syn::parse_quote!(manual));
    }
}

/// A type's parameter that nothing in the head of an `impl` determines.
fn unused_parameter(item: &ItemImpl) -> Option<&Ident> {
    let Generics { params, where_clause, .. } = &item.generics;
    params.iter().find_map(|param| {
        let (GenericParam::Type(TypeParam { ident, .. })
        | GenericParam::Const(ConstParam { ident, .. })) = param
        else {
            return None;
        };
        let others = params.iter().filter(|other| !std::ptr::eq(*other, param));
        let others = others.map(ToTokens::to_token_stream);
        let ty = item.self_ty.to_token_stream();
        let mut rest = others.chain([ty, where_clause.to_token_stream()]);
        (!rest.any(|tokens| names_any(tokens, slice::from_ref(ident)))).then_some(ident)
    })
}

/// They go to the methods that have them.
fn check_unused_lifetimes(block: &mut ImplBlock, errors: &mut Errors) {
    let params = std::mem::take(&mut block.item.generics.params);
    for param in params {
        let GenericParam::Lifetime(LifetimeParam { lifetime, .. }) = &param else {
            block.item.generics.params.push(param);
            continue;
        };
        let message = format!(
            "a plugin can't borrow: remove `{lifetime}`, or give it to the method that needs it, \
             `fn f<{lifetime}>(&self, …)`"
        );
        errors.push(lifetime, message);
        for method in &mut block.methods {
            declare(lifetime, &mut method.item.sig);
        }
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

fn check_name(name: Option<&syn::LitStr>, errors: &mut Errors) {
    if let Some(name) = name
        && let Some(mistake) = super::name::mistake(&name.value())
    {
        errors.push(name, mistake);
    }
}

fn check_receiver(sig: &Signature, errors: &mut Errors) -> bool {
    match sig.receiver() {
        Some(receiver) if is_shared_self(receiver) => return true,
        Some(receiver) => errors.push(
            receiver,
            "a hookimpl takes `&self`: calls share the plugin, on many threads; keep state in a \
             `Mutex` or an atomic",
        ),
        None => errors.push(
            &sig.ident,
            format_args!("a hookimpl takes `&self`: write `{}`", text::with_self(sig)),
        ),
    }
    false
}

/// In a method, a lifetime that a result leaves out is that of `&self`.
fn check_result(sig: &Signature, errors: &mut Errors) -> bool {
    let ReturnType::Type(_, ty) = &sig.output else { return true };
    if let Some(message) = future_of(sig, ty) {
        errors.push(ty, message);
        return false;
    }
    let lifetimes = Lifetimes::of(ty);
    for elided in &lifetimes.elided {
        errors.push(
            elided,
            "a result can't borrow from the plugin, which may leave: return what the spec says; \
             where that borrows from an argument, name the lifetime of both: `fn f<'a>(&self, \
             text: &'a str) -> &'a str`",
        );
    }
    lifetimes.elided.is_empty()
}

/// What is said of a result that is a future, by which an async hook is implemented
/// elsewhere: one that borrows from the plugin, or whose type has no name.
fn future_of(sig: &Signature, ty: &Type) -> Option<String> {
    let written = text::of(ty);
    let is_hidden = written.starts_with("impl Future<");
    let is_boxed = written.starts_with("BoxFuture<") || written.contains("Box<dyn Future<");
    let borrows = !Lifetimes::of(ty).elided.is_empty();
    (is_hidden || is_boxed && borrows).then(|| {
        format!("an async hook is implemented by an `async fn`: write `async fn {}`", sig.ident)
    })
}

/// Judges a function of either form. Answers whether it can be called.
fn check_hookimpl(hookimpl: &mut HookImpl, errors: &mut Errors) -> bool {
    let marks = &mut hookimpl.marks;
    if let (Some(_), Some(trylast)) = (&marks.tryfirst, &marks.trylast) {
        errors.push(trylast, "`tryfirst` and `trylast` exclude each other: remove one");
        marks.trylast = None;
    }
    let sig = &hookimpl.sig;
    let mut is_sound = true;
    let unfit: [Option<TokenStream>; 3] = [
        matches!(sig.safety, Safety::Unsafe(_)).then(|| sig.safety.to_token_stream()),
        sig.abi.as_ref().map(ToTokens::to_token_stream),
        sig.variadic.as_ref().map(ToTokens::to_token_stream),
    ];
    for tokens in unfit.into_iter().flatten() {
        errors.push(&tokens, format_args!("a hookimpl is a plain function: remove `{tokens}`"));
        is_sound = false;
    }
    let params = sig.generics.params.iter();
    let params = params.filter(|param| !matches!(param, GenericParam::Lifetime(_)));
    let traits = hookimpl.params.iter().flat_map(|param| impl_traits(&param.ty));
    let generic = params.map(ToTokens::to_token_stream);
    for tokens in generic.chain(traits.map(ToTokens::into_token_stream)) {
        let written = text::of(&tokens);
        let message = if written.starts_with("impl Fn") || written.starts_with("impl AsyncFn") {
            "only a wrapper runs what is inside: write `wrapper` in the `#[hookimpl(…)]` above"
        } else {
            "a hookimpl can't be generic: write the types that the spec has"
        };
        errors.push(tokens, message);
        is_sound = false;
    }
    check_next(hookimpl, errors) && is_sound && is_sized(hookimpl)
}

/// Whether all that is passed has a size: of what has none, rustc says so.
fn is_sized(hookimpl: &HookImpl) -> bool {
    let result = match &hookimpl.sig.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    let mut passed = hookimpl.params.iter().map(|param| &param.ty).chain(result);
    !passed.any(is_unsized)
}

/// The types that stand in the parentheses of `next`, as far as they can be known.
fn expected_handed(hookimpl: &HookImpl) -> Vec<Type> {
    match &hookimpl.next {
        Some(next) if hookimpl.hands_value() => next.handed.clone(),
        _ => hookimpl.lent().map(|param| param.ty.clone()).collect(),
    }
}

/// A wrapper hands on just those arguments that it took and can't share, and awaits
/// what is inside where it is async.
fn check_next(hookimpl: &HookImpl, errors: &mut Errors) -> bool {
    let Some(next) = &hookimpl.next else { return true };
    let (handed, output) = (expected_handed(hookimpl), text::of(&next.output));
    let is_async = hookimpl.sig.asyncness.is_some();
    if is_async != next.is_async() {
        let plain = next.function.to_string();
        let message = if is_async {
            let expected = expected_next(&format!("Async{plain}"), &handed, &output);
            format!("an async wrapper awaits what is inside: write `{expected}`")
        } else {
            let expected = expected_next(plain.trim_start_matches("Async"), &handed, &output);
            format!(
                "only an `async fn` can await what is inside: write `async fn`, or `{expected}` \
                 where the hook is not async"
            )
        };
        errors.push(&next.function, message);
        return false;
    }
    let is_lent_in_order =
        next.handed.len() == hookimpl.lent().count() && next.handed.iter().all(is_lent);
    if is_lent_in_order || hookimpl.hands_value() {
        return true;
    }
    let expected = expected_next(&next.function.to_string(), &handed, &output);
    let message = match handed.len() {
        0 => format!(
            "`next` takes nothing here, since this wrapper takes no `&mut` argument: write \
             `{expected}`"
        ),
        _ => format!(
            "`next` takes the `&mut` arguments that the wrapper took, in their order, so that \
             the others get them: write `{expected}`"
        ),
    };
    errors.push(&next.ty, message);
    false
}
