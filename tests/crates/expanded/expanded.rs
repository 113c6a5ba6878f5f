#![feature(prelude_import)]
//! One spec and one plugin: `expanded.rs` beside it shows what becomes of them.
extern crate std;
#[prelude_import]
use std::prelude::rust_2024::*;

use pluggy_core::{hookimpl, hookspec};

use ::pluggy_core::__private as __pluggy_of_Kitchen;
#[doc = " What a cook may do."]
pub trait Kitchen {
    #[allow(clippy::missing_errors_doc, reason = "who calls a hook is who declares it")]
    #[doc = " Looks at the ingredients, and offers more."]
    fn add_ingredients(&self, have: &[String], tray: &mut u32) -> Vec<String>
    where
        Self: __pluggy_of_Kitchen::Sized,
        dyn Kitchen: __pluggy_of_Kitchen::CalledThroughItsHook<Self>,
    {
        {
            have
        };
        {
            tray
        };
        <dyn Kitchen as __pluggy_of_Kitchen::CalledThroughItsHook<Self>>::never()
    }
    #[doc = r" What `#[hookimpl]` brings."]
    #[doc(hidden)]
    fn write_hookimpl_above_this_impl(&self);
}
#[doc(hidden)]
impl<__P: __pluggy_of_Kitchen::PluginOf<dyn Kitchen>> Kitchen for __P {
    fn write_hookimpl_above_this_impl(&self) {}
}
const _: () = {
    use __pluggy_of_Kitchen as __pluggy;
    const __SPECS: &__pluggy::SpecsParts = &__pluggy::SpecsParts {
        name: "Kitchen",
        package: ::core::option::Option::Some("expanded"),
        version: ::core::option::Option::Some("0.1.0"),
        module: "expanded",
    };
    impl<__P: Kitchen> __pluggy::Used<__P> for dyn Kitchen
    where
        dyn Kitchen: __pluggy::CalledThroughItsHook<__P>,
    {
        fn used() {
            let _ = <__P as Kitchen>::add_ingredients;
        }
    }
    impl dyn Kitchen {
        #[doc = r" For an optional `#[hookimpl]`."]
        #[doc(hidden)]
        pub const __optional_add_ingredients: __pluggy::Anchor<add_ingredients_hook> =
            __pluggy::Anchor::new();
    }
    type __Spec<'a> = dyn Kitchen + 'a;
    const _: () = {
        #[doc = r" The hooks of a spec, for `#[hookimpl]`."]
        pub struct Kitchen {
            pub add_ingredients: __pluggy::Anchor<add_ingredients_hook>,
        }
        type __Anchors = Kitchen;
        const _: () = {
            #[doc = r" The callers of a spec's hooks."]
            pub struct Kitchen<__V> {
                #[doc = " Looks at the ingredients, and offers more."]
                #[doc = ""]
                #[doc = " Called by `call_all(have, tray)`, which gives `Vec<Vec<String>>`, in call order."]
                pub add_ingredients: __pluggy::HookCaller<add_ingredients_hook, __V>,
                #[doc = r" Where the callers find their lists."]
                #[doc(hidden)]
                pub __view: __pluggy::PhantomData<__V>,
            }
            impl __pluggy::HookSpecs for __Spec<'_> {
                #[doc(hidden)]
                type Hooks<__V: __pluggy::ListSource> = Kitchen<__V>;
                type Anchors = __Anchors;
                const NAME: &'static __pluggy::str = "Kitchen";
                const ANCHORS: __Anchors = __Anchors { add_ingredients: __pluggy::Anchor::new() };
                fn id() -> __pluggy::TypeId {
                    __pluggy::TypeId::of::<__Spec<'static>>()
                }
                fn hooks<__V: __pluggy::ListSource>(
                    __callers: &mut __pluggy::Callers<'_, __V>,
                ) -> Kitchen<__V> {
                    Kitchen {
                        add_ingredients: __callers.hook::<add_ingredients_hook>(),
                        __view: __pluggy::PhantomData,
                    }
                }
            }
        };
    };
    #[doc = r" A hook, as a type: no value, whose name an argument may have."]
    pub struct add_ingredients {}
    impl __pluggy::Hook for add_ingredients_hook {
        type Declared = __pluggy::PlainHook;
        type Calls = __pluggy::EndingCall;
        const SPEC: &'static __pluggy::HookSpec = &__pluggy::HookSpec::new(__pluggy::SpecParts {
            name: "add_ingredients",
            of: __SPECS,
            kind: __pluggy::HookKind::All,
            is_oldest_first: false,
            is_async: false,
            docs: &[" Looks at the ingredients, and offers more."],
            signature: "fn add_ingredients(&self, have: &[String], tray: &mut u32) -> Vec<String>",
            arguments: &["have", "tray"],
            file: "tests/crates/expanded/src/lib.rs",
            line: 9u32,
            column: 8u32,
        });
    }
    type add_ingredients_hook = add_ingredients;
    const _: () = {
        #[doc = r" The arguments of a hook."]
        pub struct add_ingredients<'a, 'b> {
            #[doc = r" An argument."]
            pub have: __pluggy::Shared<&'a [String]>,
            #[doc = r" An argument."]
            pub tray: __pluggy::Lent<&'b mut u32>,
        }
        type add_ingredients_arguments<'a, 'b> = add_ingredients<'a, 'b>;
        impl<'a, 'b> __pluggy::ShowArguments for add_ingredients_arguments<'a, 'b> {
            fn argument(&self, __at: __pluggy::usize) -> __pluggy::Option<&dyn __pluggy::Debug> {
                match __at {
                    0usize => {
                        use ::pluggy_core::__private::Unshown as _;
                        ::pluggy_core::__private::Probe(&self.have).debug()
                    }
                    1usize => {
                        use ::pluggy_core::__private::Unshown as _;
                        ::pluggy_core::__private::Probe(&self.tray).debug()
                    }
                    _ => __pluggy::Option::None,
                }
            }
        }
        impl<'a, 'b> add_ingredients_arguments<'a, 'b> {
            #[doc = r" Puts an argument back."]
            pub fn __put_tray<'fresh_b>(
                self,
                tray: &'fresh_b mut u32,
            ) -> add_ingredients_arguments<'a, 'fresh_b> {
                add_ingredients_arguments { tray: __pluggy::Lent::new(tray), have: self.have }
            }
            #[doc = r" The same, once more."]
            pub fn __again<'__again>(
                &'__again mut self,
            ) -> add_ingredients_arguments<'a, '__again> {
                add_ingredients_arguments { have: self.have, tray: self.tray.__again() }
            }
        }
        const _: () = {
            use __pluggy::hook_functions;
            type __Hook = add_ingredients_hook;
            type __Arguments<'a, 'b> = add_ingredients_arguments<'a, 'b>;
            /// The calls of a hook.
            #[repr(transparent)]
            pub struct add_ingredients<__S> {
                caller: ::pluggy_core::__private::HookCaller<__Hook, __S>,
            }
            unsafe impl ::pluggy_core::__private::Functions for __Hook {
                type Calls<__S> = add_ingredients<__S>;
                type Implementation<__P> =
                    for<'plugin, 'call, 'a, 'b> fn(
                        &'plugin __P,
                        &'call mut __Arguments<'a, 'b>,
                    )
                        -> ::pluggy_core::__private::Return<
                        __Arguments<'a, 'b>,
                    >;
                type Async<__P> = for<'call, 'a, 'b> fn(
                    &'call __P,
                    &'call mut __Arguments<'a, 'b>,
                )
                    -> ::pluggy_core::__private::BoxFuture<
                    'call,
                    ::pluggy_core::__private::Return<__Arguments<'a, 'b>>,
                >;
                type Wrapper<__P> =
                    for<'plugin, 'call, 'a, 'b> fn(
                        &'plugin __P,
                        ::pluggy_core::__private::Placed<'call, __Arguments<'a, 'b>>,
                        ::pluggy_core::__private::Next<'call, __Hook>,
                    )
                        -> ::pluggy_core::__private::Output<
                        __Arguments<'a, 'b>,
                    >;
                type AsyncWrapper<__P> =
                    for<'call, 'a, 'b> fn(
                        &'call __P,
                        __Arguments<'a, 'b>,
                        ::pluggy_core::__private::AbsentAsyncNext,
                    )
                        -> ::pluggy_core::__private::BoxFuture<
                        'call,
                        ::pluggy_core::__private::Output<__Arguments<'a, 'b>>,
                    >;
            }
            impl<'a, 'b> ::pluggy_core::__private::Arguments for __Arguments<'a, 'b> {
                type Hook = __Hook;
                type Kind = __pluggy::Every<Vec<String>>;
                fn show<'shown>(
                    __returned: ::pluggy_core::__private::Returned<
                        'shown,
                        __pluggy::Every<Vec<String>>,
                    >,
                ) -> ::pluggy_core::__private::Option<&'shown dyn ::pluggy_core::__private::Debug>
                {
                    use ::pluggy_core::__private::Unshown as _;
                    match __returned {
                        ::pluggy_core::__private::Returned::One(__result) => {
                            ::pluggy_core::__private::Probe(__result).debug()
                        }
                        ::pluggy_core::__private::Returned::All(__output) => {
                            ::pluggy_core::__private::Probe(__output).debug()
                        }
                    }
                }
            }
            unsafe impl<'a, 'b> ::pluggy_core::__private::SyncArguments for __Arguments<'a, 'b> {}
            fn __glue<'a, 'b, __F: __pluggy::Fn(&[String], &mut u32) -> Vec<String>>(
                __function: &__F,
                call_args: &mut add_ingredients_arguments<'a, 'b>,
            ) -> __pluggy::Return<add_ingredients_arguments<'a, 'b>> {
                __function(call_args.have.__get(), call_args.tray.__get())
            }
            impl add_ingredients<__pluggy::Live> {
                #[doc = " Registers a closure as a plugin that implements this hook.\n\n It takes all arguments in the order of the spec. The plugin is unregistered, blocked and listed\n as any other; a name that is blocked is no error, but says so.\n\n # Errors\n\n When the name is empty or taken, or the manager is gone.\n\n # Panics\n\n When the closure panics at a historic call; it is not registered then."]
                #[track_caller]
                pub fn register_fn<__F>(
                    &self,
                    plugin_name: impl __pluggy::PluginName,
                    closure: __F,
                ) -> __pluggy::Result<__pluggy::Registration, __pluggy::PluginError>
                where
                    __F: __pluggy::Fn(&[String], &mut u32) -> Vec<String>
                        + __pluggy::Send
                        + __pluggy::Sync
                        + 'static,
                {
                    self.caller.__plug(plugin_name, closure, __glue)
                }
            }
            impl<ItsPlugins: __pluggy::Source> add_ingredients<ItsPlugins> {
                #[doc = r" Calls the hook."]
                #[doc(alias("call", "emit", "call_first", "call_historic", "call_waterfall"))]
                #[inline]
                pub fn call_all(
                    &self,
                    have: &[String],
                    tray: &mut u32,
                ) -> __pluggy::Vec<Vec<String>> {
                    self.caller.__pass(add_ingredients_arguments {
                        have: __pluggy::Shared::new(have),
                        tray: __pluggy::Lent::new(tray),
                    })
                }
                #[doc = " Adds an implementation to the calls made on what this answers.\n\n It takes all arguments in the order of the spec, may borrow locals, and runs as the newest of\n those without a mark. No plugin is registered by it."]
                #[track_caller]
                #[must_use]
                pub fn with_extra<__F>(
                    &self,
                    closure: __F,
                ) -> __pluggy::CallerWith<add_ingredients_hook, ItsPlugins, __F>
                where
                    __F: __pluggy::Fn(&[String], &mut u32) -> Vec<String>,
                {
                    self.caller.__add_closure(closure, __glue)
                }
            }
            impl add_ingredients<__pluggy::Single> {
                #[doc = r" Calls this implementation by itself."]
                #[inline]
                pub fn call(&self, have: &[String], tray: &mut u32) -> Vec<String> {
                    self.caller.__run_single(add_ingredients_arguments {
                        have: __pluggy::Shared::new(have),
                        tray: __pluggy::Lent::new(tray),
                    })
                }
            }
        };
    };
};
/// Adds spam.
pub struct Spam;
#[automatically_derived]
impl ::core::fmt::Debug for Spam {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(f, "Spam")
    }
}
impl Spam {
    fn add_ingredients(&self, have: &[String]) -> Vec<String> {
        have.to_vec()
    }
    fn around(
        &self,
        tray: &mut u32,
        next: impl FnOnce(&mut u32) -> Vec<Vec<String>>,
    ) -> Vec<Vec<String>> {
        next(tray)
    }
}
const _: () = {
    use ::pluggy_core::__private as __pluggy;
    type __Spec = dyn Kitchen;
    impl __pluggy::OneHookimplFor<__Spec> for Spam {
        const BLOCK: &'static __pluggy::Block = {
            let __hooks = <__Spec as __pluggy::HookSpecs>::ANCHORS;
            &__pluggy::Block {
                facts: __pluggy::PluginFacts {
                    name: "",
                    type_name: "Spam",
                    package: "expanded",
                    version: "0.1.0",
                    description: "One spec and one plugin, to look at what becomes of them.",
                    docs: &[],
                    config: "",
                    module: "expanded",
                    file: "tests/crates/expanded/src/lib.rs",
                    line: 17u32,
                    column: 6u32,
                    expansion: __pluggy::Expansion::new(
                        (16u32, 1u32),
                        (16u32, 1u32),
                        "impl Kitchen for Spam {}",
                    ),
                },
                functions: &[
                    {
                        let __anchor = __hooks.add_ingredients;
                        __pluggy::FunctionOf::<Self>::function(__anchor.implement(&__pluggy::ImplFacts {
                                                            hook: "add_ingredients",
                                                            function: "add_ingredients",
                                                            signature: "fn add_ingredients(&self, have: &[String]) -> Vec<String>",
                                                            file: "tests/crates/expanded/src/lib.rs",
                                                            line: 18u32,
                                                            column: 8u32,
                                                            said: __pluggy::Said::NOTHING,
                                                        },
                                                    |__plugin, call_args|
                                                        __pluggy::ReturnedAs::returned(Self::add_ingredients(__plugin,
                                                                __pluggy::TakenByRef::taken_by_ref((call_args.have).__get())))))
                    },
                    {
                        let __anchor = __hooks.add_ingredients;
                        __pluggy::FunctionOf::<Self>::function(__anchor.wrap(&__pluggy::ImplFacts {
                                                            hook: "add_ingredients",
                                                            function: "around",
                                                            signature: "fn around(&self, tray: &mut u32, next: impl FnOnce(&mut u32) -> Vec<Vec<String>>) -> Vec<Vec<String>>",
                                                            file: "tests/crates/expanded/src/lib.rs",
                                                            line: 23u32,
                                                            column: 8u32,
                                                            said: const {
                                                                    &__pluggy::Said {
                                                                            is_wrapper: true,
                                                                            ..*__pluggy::Said::NOTHING
                                                                        }
                                                                },
                                                        },
                                                    |__plugin, __placed, __next|
                                                        {
                                                            let mut call_args = __placed.take();
                                                            trait NotLent: __pluggy::Sized {
                                                                fn __put_tray<V>(self, _: V) -> Self { self }
                                                            }
                                                            impl<T> NotLent for T {}
                                                            __pluggy::Answered::answered(Self::around(__plugin,
                                                                    __pluggy::TakenByRef::taken_by_ref((call_args.tray).__take()),
                                                                    move |__lent0|
                                                                        __pluggy::Answered::inside(__next.run(__pluggy::having(__pluggy::field(&call_args.tray),
                                                                                        call_args).__put_tray(__pluggy::HandedByRef::handed_by_ref(__lent0))))))
                                                        }))
                    },
                ],
            }
        };
    }
    #[allow(non_upper_case_globals)]
    const _: () = {
        static __INVENTORY: ::inventory::Node = ::inventory::Node {
            value: &{
                __pluggy::Linked {
                    block: __pluggy::block::<Spam, __Spec>(),
                    letters: __pluggy::Letters::ASCII,
                    specs: __pluggy::SpecsId::of::<__Spec>,
                    plugin: __pluggy::TypeId::of::<Spam>,
                    new: "Spam::new",
                    build: |__setup| {
                        __pluggy::built::<Spam, __Spec>(__pluggy::Constructed::<Spam>::constructed(
                            __pluggy::TakesNothing::called(Spam::new),
                        ))
                    },
                    is_of_program: false,
                }
            },
            next: ::inventory::__private::UnsafeCell::new(::inventory::__private::Option::None),
        };
        #[link_section = ".text.startup"]
        unsafe extern "C" fn __ctor() {
            unsafe { ::inventory::ErasedNode::submit(__INVENTORY.value, &__INVENTORY) }
        }
        #[used]
        #[link_section = ".init_array"]
        static __CTOR: unsafe extern "C" fn() = __ctor;
    };
};
impl Spam {
    fn new() -> Self {
        Spam
    }
}
