//! What the macro writes of a hook's functions: their types, and the calls of them.
//!
//! Here stands the `unsafe` that says of which types they are, as `code` asks, so that none
//! is in what a user's crate forbids.

/// Writes the function types of a hook, and the calls of them; the struct that a caller
/// leads to, with the methods that are handed in.
///
/// The types that are handed in are named first, where no `__P` and no `__S` is in scope:
/// so `__P` occurs once in each type, and all is of one hook and one struct of arguments,
/// whatever is handed in. The methods come last: a `#[cfg]` at their end would take away
/// what follows, and a `macro_rules!` among them would change a type that follows.
#[doc(hidden)]
#[macro_export]
macro_rules! __hook_functions {
    (
        $mode:ident, $vis:vis, $hook:ty, $caller:ident, [$($lt:lifetime),*], $arguments:ty,
        $kind:ty, [$($value:tt)*], $is_shared:tt, $is_fallible:tt, { $($calls:tt)* }
    ) => {
        type __Hook = $hook;
        type __Arguments<$($lt),*> = $arguments;

        /// The calls of a hook.
        #[repr(transparent)]
        $vis struct $caller<__S> {
            caller: $crate::__private::HookCaller<__Hook, __S>,
        }

        // SAFETY: all are pointers to functions that take a `&P` first,
        // and `P` does not occur again; the calls are transparent.
        unsafe impl $crate::__private::Functions for __Hook {
            type Calls<__S> = $caller<__S>;
            type Implementation<__P> = for<'plugin, 'call, $($lt),*> fn(
                &'plugin __P,
                &'call mut __Arguments<$($lt),*>,
            )
                -> $crate::__private::Return<__Arguments<$($lt),*>>;
            type Async<__P> = for<'call, $($lt),*> fn(
                &'call __P,
                &'call mut __Arguments<$($lt),*>,
            )
                -> $crate::__private::BoxFuture<
                    'call,
                    $crate::__private::Return<__Arguments<$($lt),*>>,
                >;
            type Wrapper<__P> = for<'plugin, 'call, $($lt),*> fn(
                &'plugin __P,
                $crate::__private::Placed<'call, __Arguments<$($lt),*>>,
                $crate::__next_of!($mode, now, 'call, __Hook, __Arguments<$($lt),*>),
            )
                -> $crate::__private::Output<__Arguments<$($lt),*>>;
            type AsyncWrapper<__P> = for<'call, $($lt),*> fn(
                &'call __P,
                __Arguments<$($lt),*>,
                $crate::__next_of!($mode, later, 'call, __Hook, __Arguments<$($lt),*>),
            )
                -> $crate::__private::BoxFuture<
                    'call,
                    $crate::__private::Output<__Arguments<$($lt),*>>,
                >;
            $crate::__by_mode! { $mode, {}, { const IS_ASYNC: $crate::__private::bool = true; } }
        }

        impl<$($lt),*> $crate::__private::Arguments for __Arguments<$($lt),*> {
            type Hook = __Hook;
            type Kind = $kind;

            $crate::asked::handed_back!($($value)*);

            fn show<'shown>(
                __returned: $crate::__private::Returned<'shown, $kind>,
            ) -> $crate::__private::Option<&'shown dyn $crate::__private::Debug> {
                use $crate::__private::Unshown as _;
                match __returned {
                    $crate::__private::Returned::One(__result) => {
                        $crate::__private::Probe(__result).debug()
                    }
                    $crate::__private::Returned::All(__output) => {
                        $crate::__private::Probe(__output).debug()
                    }
                }
            }

            $crate::__shown_errors!($is_fallible, $kind);
        }

        $crate::__by_mode! {
            $mode,
            {
                // SAFETY: the hook's functions are those above, which take these arguments.
                unsafe impl<$($lt),*> $crate::__private::SyncArguments for __Arguments<$($lt),*> {}
            },
            {
                // SAFETY: the hook's functions are those above, which take these arguments.
                unsafe impl<$($lt),*> $crate::__private::AsyncArguments for $arguments {
                    $crate::__shared_arguments!($is_shared);
                }
            }
        }

        $($calls)*
    };
}

/// Writes what is said of a hook that is not async, or what is said of one that is. Who
/// calls it by hand, and hands in an `unsafe`, has written that.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_mode {
    (now, { $($now:tt)* }, { $($later:tt)* }) => {
        $($now)*
    };
    (later, { $($now:tt)* }, { $($later:tt)* }) => {
        $($later)*
    };
}

/// What a wrapper runs; of a hook that takes no such wrapper, what says nothing more
/// than that.
#[doc(hidden)]
#[macro_export]
macro_rules! __next_of {
    (now, now, $call:lifetime, $hook:ty, $arguments:ty) => {
        $crate::__private::Next<$call, $hook>
    };
    (later, later, $call:lifetime, $hook:ty, $arguments:ty) => {
        $crate::__private::AsyncNext<$call, $hook, $arguments>
    };
    (later, now, $call:lifetime, $hook:ty, $arguments:ty) => {
        $crate::__private::AbsentNext
    };
    (now, later, $call:lifetime, $hook:ty, $arguments:ty) => {
        $crate::__private::AbsentAsyncNext
    };
}

/// Writes how results go back to the arguments: into the value of a waterfall, or
/// not at all.
#[doc(hidden)]
#[macro_export]
macro_rules! __handed_back {
    () => {};
    ($value:ident) => {
        #[inline]
        fn hand_back(&mut self, __value: $crate::__private::Handed<Self>) {
            self.$value.__hand_back($crate::__private::HandedOn::handed_on(__value));
        }

        #[inline]
        fn handed(&mut self) -> $crate::__private::Handed<Self> {
            use $crate::__private::NotComing as _;
            self.$value.__handed::<$crate::__private::Handed<Self>>().out()
        }
    };
}

/// Writes how errors are shown, of a hook that can fail.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown_errors {
    (false, $kind:ty) => {};
    (true, $kind:ty) => {
        fn show_error<'shown>(
            __error: &'shown <$kind as $crate::__private::Kind>::Error,
        ) -> $crate::__private::ErrorText<'shown> {
            use $crate::__private::Unshown as _;
            let __probe = $crate::__private::Probe(__error);
            $crate::__private::ErrorText { display: __probe.display(), debug: __probe.debug() }
        }

        fn cause<'shown>(
            __error: &'shown <$kind as $crate::__private::Kind>::Error,
        ) -> $crate::__private::Option<&'shown (dyn $crate::__private::Error + 'static)> {
            use $crate::__private::{CauseOfPointee as _, NoCause as _};
            (&$crate::__private::Probe(__error)).cause()
        }
    };
}

/// Writes how the arguments are given to several implementations at once, where
/// they can be.
#[doc(hidden)]
#[macro_export]
macro_rules! __shared_arguments {
    (true) => {
        fn share(&mut self) -> $crate::__private::Option<Self> {
            $crate::__private::Option::Some(self.__again())
        }
    };
    (false) => {
        fn share(&mut self) -> $crate::__private::Option<Self> {
            $crate::__private::Option::None
        }
    };
}
