//! Before and after whom a plugin asks to come: what it must not say.

use std::collections::BTreeSet;

use syn::LitStr;

use super::model::{ImplBlock, ImplFn, Order};
use super::name;
use crate::errors::Errors;

/// Judges the order of a block, and gives it to its methods.
pub(super) fn check_block(block: &mut ImplBlock, errors: &mut Errors) {
    let given = block.options.name.as_ref().map(LitStr::value);
    let own = given.or_else(|| name::of_type(&block.item.self_ty));
    check(&mut block.order, own.as_deref(), errors);
    for hookimpl in block.methods.iter_mut().filter_map(|method| method.hookimpl.as_mut()) {
        let order = &mut hookimpl.marks.order;
        check(order, own.as_deref(), errors);
        order.before.splice(..0, block.order.before.iter().cloned());
        order.after.splice(..0, block.order.after.iter().cloned());
        check_twice(order, errors);
        check_both(order, errors);
    }
}

/// Judges the order of a function, whose plugin's name may be that of its module,
/// which nobody knows here.
pub(super) fn check_function(function: &mut ImplFn, errors: &mut Errors) {
    let own = function.options.name.as_ref().map(LitStr::value);
    if let Some(hookimpl) = &mut function.hookimpl {
        let order = &mut hookimpl.marks.order;
        check(order, own.as_deref(), errors);
        check_both(order, errors);
    }
}

/// Leaves out the names that make no sense.
fn check(order: &mut Order, own: Option<&str>, errors: &mut Errors) {
    for (option, names) in [("before", &mut order.before), ("after", &mut order.after)] {
        names.retain(|name| {
            let mistake = mistake(option, &name.value(), own);
            mistake.as_ref().map(|mistake| errors.push(name, mistake)).is_none()
        });
    }
    check_twice(order, errors);
}

fn mistake(option: &str, name: &str, own: Option<&str>) -> Option<String> {
    if name.is_empty() {
        return Some(format!(
            "`{option}` names nobody: name a plugin or a package, or leave it out"
        ));
    }
    if own == Some(name) {
        return Some(format!(
            "`{name}` is this plugin, which can't come {option} itself: name another"
        ));
    }
    if name.contains(',') {
        let names: Vec<_> = name.split(',').map(|name| format!("{:?}", name.trim())).collect();
        return Some(format!(
            "several names are a list: write `{option} = [{}]`",
            names.join(", ")
        ));
    }
    name::mistake(name).map(str::to_owned)
}

/// Leaves out the names that are there already.
fn check_twice(order: &mut Order, errors: &mut Errors) {
    for names in [&mut order.before, &mut order.after] {
        let mut seen = BTreeSet::new();
        names.retain(|name| {
            let is_new = seen.insert(name.value());
            if !is_new {
                errors.push(name, format_args!("`{}` is named already: remove one", name.value()));
            }
            is_new
        });
    }
}

/// Nobody comes before and after the same.
fn check_both(order: &mut Order, errors: &mut Errors) {
    order.after.retain(|name| {
        let is_both = order.before.iter().any(|other| other.value() == name.value());
        if is_both {
            let message = format!("`{}` can't be both before and after: remove one", name.value());
            errors.push(name, message);
        }
        !is_both
    });
}
