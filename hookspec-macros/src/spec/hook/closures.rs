//! The methods of a caller that take a closure in place of a plugin.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Context, Fresh, Names, futures};
use crate::paths::{Place, located, named};
use syn::visit_mut::VisitMut;

// Each in one piece, since each line would be an attribute, of each hook.

const WITH_EXTRA: &str = " Adds an implementation to the calls made on what this answers.

 It takes all arguments in the order of the spec, may borrow locals, and runs as the newest of
 those without a mark. No plugin is registered by it.";

const REGISTER_FN: &str = " Registers a closure as a plugin that implements this hook.

 It takes all arguments in the order of the spec. The plugin is unregistered, blocked and listed
 as any other; a name that is blocked is no error, but says so.

 # Errors

 When the name is empty or taken, or the manager is gone.

 # Panics

 When the closure panics at a historic call; it is not registered then.";

impl Context<'_> {
    /// `with_extra`: an implementation for some calls.
    pub(super) fn with_extra(&self) -> Vec<TokenStream> {
        let Context { hook, private, span, .. } = *self;
        let Names { marker, source, .. } = &self.names;
        if hook.is_async() {
            return futures::with_extra(self);
        }
        let bound = self.closure_bound();
        let method = quote_spanned! {span=>
            #[doc = #WITH_EXTRA]
            #[track_caller]
            #[must_use]
            pub fn with_extra<__F>(
                &self,
                closure: __F,
            ) -> #private::CallerWith<#marker, #source, __F>
            where
                __F: #bound,
            {
                self.caller.__add_closure(closure, __glue)
            }
        };
        vec![method]
    }

    /// `register_fn`: an implementation that is a plugin of its own.
    pub(super) fn register_fn(&self) -> Option<TokenStream> {
        let Context { hook, private, span, .. } = *self;
        let Names { called, .. } = &self.names;
        let (bound, plug) = if hook.is_async() {
            let values = self.closure_values();
            let plug = quote_spanned! {span=>
                self.caller.__plug_async(plugin_name, closure, |__function, call_args| (*__function)(#values))
            };
            (futures::registered_bound(self)?, plug)
        } else {
            (
                self.closure_bound(),
                quote_spanned!(span=> self.caller.__plug(plugin_name, closure, __glue)),
            )
        };
        Some(quote_spanned! {span=>
            impl #called<#private::Live> {
                #[doc = #REGISTER_FN]
                #[track_caller]
                pub fn register_fn<__F>(
                    &self,
                    plugin_name: impl #private::PluginName,
                    closure: __F,
                ) -> #private::Result<#private::Registration, #private::PluginError>
                where
                    __F: #bound + #private::Send + #private::Sync + 'static,
                {
                    #plug
                }
            }
        })
    }

    /// `for<'a> Fn(&'a X, &mut Y) -> R`.
    fn closure_bound(&self) -> TokenStream {
        let private = self.private;
        let lifetimes = self.hook.declared_lifetimes();
        let types = self.hook.params.iter().map(|param| &param.written);
        let output = &self.hook.sig.output;
        quote_spanned!(self.span=> for<#(#lifetimes),*> #private::Fn(#(#types),*) #output)
    }

    /// `fn __glue<F>(__function, call_args) -> R { __function(call_args.x.__get(), …) }`, by
    /// which closures are called that are not async.
    pub(super) fn glue(&self) -> Option<TokenStream> {
        let Context { hook, private, span, .. } = *self;
        if hook.is_async() {
            return None;
        }
        let (bound, values) = (self.closure_bound(), self.closure_values());
        let arguments = &self.names.arguments;
        // In the bound, these lifetimes are the closure's.
        let declared = hook.declared_lifetimes();
        let mut fresh = Fresh(&declared);
        let mut generics = self.generics();
        fresh.visit_generics_mut(&mut generics);
        let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
        let (_, ty_generics, _) = generics.split_for_impl();
        Some(quote_spanned! {span=>
            fn __glue<#(#lifetimes,)* __F: #bound>(
                __function: &__F,
                call_args: &mut #arguments #ty_generics,
            ) -> #private::Return<#arguments #ty_generics> {
                __function(#values)
            }
        })
    }

    /// `call_args.x.__get(), call_args.y.__get()`.
    pub(super) fn closure_values(&self) -> TokenStream {
        let values = self.hook.params.iter().map(|param| {
            let name = named(&param.name);
            // As in a call, what can't be cloned is underlined at its type.
            located(
                quote_spanned!(self.span=> call_args.#name.__get()),
                Place::of(&param.written).first,
            )
        });
        quote_spanned!(self.span=> #(#values),*)
    }
}
