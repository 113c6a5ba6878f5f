//! Pages to read, one short page a topic; the reference is with each item.
//!
//! | page | |
//! |---|---|
//! | [A first host](first_host) | three crates, from nothing to a greeting |
//! | [Kinds of hooks](kinds) | all, the first, one after another; what may fail |
//! | [Arguments](arguments) | shared, lent, cloned; a spec that changes and breaks no plugin |
//! | [Order](order) | who runs first, and who may say so |
//! | [Wrappers](wrappers) | code around all that is inside |
//! | [Errors and panics](errors) | whose it was, what is behind it, what stays usable |
//! | [Historic calls](historic) | told to plugins that come later, too |
//! | [Async hooks](async_hooks) | one after another, or all together |
//! | [A plugin for a while](for_a_while) | for a request, a connection, a test |
//! | [Discovery and linking](discovery) | how plugins are found, and when they are not |
//! | [Choosing and configuring](configuring) | for end users; failing closed |
//! | [Watching](watching) | monitors, traces, what there is |
//! | [Testing](testing) | a plugin, and a host |
//! | [Speed](speed) | frozen relays; what costs what |
//!
//! Coming from [pluggy](coming_from_pluggy), of Python; from
//! [tapable or rspack](coming_from_tapable), of JavaScript; from
//! [a list of trait objects](coming_from_trait_objects).

#![allow(clippy::test_attr_in_doctest, reason = "a page shows a plugin's own test")]

macro_rules! pages {
    ($($page:ident $file:literal)*) => {$(
        #[doc = include_str!($file)]
        pub mod $page {}
    )*};
}

pages! {
    first_host "first_host.md"
    kinds "kinds.md"
    arguments "arguments.md"
    order "order.md"
    wrappers "wrappers.md"
    errors "errors.md"
    historic "historic.md"
    async_hooks "async_hooks.md"
    for_a_while "for_a_while.md"
    discovery "discovery.md"
    configuring "configuring.md"
    watching "watching.md"
    testing "testing.md"
    speed "speed.md"
    coming_from_pluggy "coming_from_pluggy.md"
    coming_from_tapable "coming_from_tapable.md"
    coming_from_trait_objects "coming_from_trait_objects.md"
}
