//! The caller of a hook, with the call method of the hook's kind.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use super::arguments::passing;
use super::result::Shape;
use super::{Context, Names};
use crate::paths::{Place, located, named, named_at};
use crate::spec::model::Passing;

impl Context<'_> {
    /// The methods of a caller that depend on the hook.
    pub(super) fn calls(&self) -> Vec<TokenStream> {
        let hook = self.hook;
        let mut items = Vec::new();
        items.extend(self.glue());
        items.extend(self.register_fn());
        if hook.options.historic.is_some() {
            items.push(self.historic());
        } else {
            items.extend([self.calls_of_all(), self.call_single()]);
        }
        items
    }

    /// Those of any source.
    fn calls_of_all(&self) -> TokenStream {
        let Context { hook, span, .. } = *self;
        let Names { called, source: list, .. } = &self.names;
        let (call, with_extra) = (self.call(), self.with_extra());
        let call_concurrent = hook.is_async().then(|| self.call_concurrent());
        let Mode { source, .. } = self.mode();
        quote_spanned! {span=>
            impl<#list: #source> #called<#list> {
                #call
                #call_concurrent
                #(#with_extra)*
            }
        }
    }

    /// `call_all` or `call_first`.
    fn call(&self) -> TokenStream {
        let Context { hook, span, .. } = *self;
        let Shape { method, answer, .. } = self.shape();
        let method = format_ident!("{method}");
        let generics = &hook.sig.generics;
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let (params, values) = (self.written_params(), self.passed(true));
        // Of a name that somebody guesses, rustc suggests what has it as an alias.
        let guessed = ["emit", "call_all", "call_first", "call_historic", "call_waterfall"];
        let guessed = guessed.iter().filter(|name| method != *name);
        // The value that is handed in is nowhere else.
        let must_use = hook.options.waterfall.is_some().then(|| {
            quote_spanned!(span=> #[must_use = "it is the value that was handed in, as the plugins leave it"])
        });
        let Mode { asyncness, awaited, .. } = self.mode();
        let pass = if hook.is_async() { "__pass_async" } else { "__pass" };
        let pass = Ident::new(pass, Span::mixed_site());
        quote_spanned! {span=>
            /// Calls the hook.
            #[doc(alias("call", #(#guessed),*))]
            #must_use
            #[inline]
            pub #asyncness fn #method #impl_generics(&self, #(#params),*) -> #answer
            #where_clause
            {
                self.caller.#pass(#values) #awaited
            }
        }
    }

    /// `call_concurrent`, where that makes sense; else the same name, which says why
    /// not.
    fn call_concurrent(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let (answer, list) = (&self.shape().answer, &self.names.source);
        let (impl_generics, _, where_clause) = hook.sig.generics.split_for_impl();
        let predicates = where_clause.iter().flat_map(|clause| &clause.predicates);
        let (params, values) = (self.written_params(), self.passed(false));
        let is_possible = hook.is_shared() && hook.options.firstresult.is_none();
        if is_possible {
            return quote_spanned! {span=>
                /// Calls the hook, and awaits all implementations at once.
                ///
                /// The results are in call order; the first error ends the call,
                /// and what still runs is dropped.
                pub async fn call_concurrent #impl_generics(
                    &self,
                    #(#params),*
                ) -> #answer #where_clause {
                    self.caller.__pass_at_once(#values).await
                }
            };
        }
        quote_spanned! {span=>
            /// Can't be called.
            #[doc(hidden)]
            pub fn call_concurrent #impl_generics(
                &self,
                #(#params),*
            ) -> #private::Pending<#answer>
            where
                #list: #private::CalledAtOnce,
                #(#predicates,)*
            {
                loop {}
            }
        }
    }

    /// What calls have that are async, or not.
    fn mode(&self) -> Mode {
        let Context { hook, private, span, .. } = *self;
        let source = quote_spanned!(span=> #private::Source);
        if hook.is_async() {
            Mode {
                asyncness: quote_spanned!(span=> async),
                awaited: quote_spanned!(span=> .await),
                source: quote_spanned!(span=> #source + #private::Sync),
            }
        } else {
            Mode { asyncness: TokenStream::new(), awaited: TokenStream::new(), source }
        }
    }

    /// `call`, of one implementation by itself.
    fn call_single(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let Names { called, .. } = &self.names;
        let one = &self.shape().one;
        let (impl_generics, _, where_clause) = hook.sig.generics.split_for_impl();
        let (params, values) = (self.written_params(), self.passed(false));
        let Mode { asyncness, awaited, .. } = self.mode();
        let run = if hook.is_async() { "__run_single_async" } else { "__run_single" };
        let run = Ident::new(run, Span::mixed_site());
        quote_spanned! {span=>
            impl #called<#private::Single> {
                /// Calls this implementation by itself.
                #[inline]
                pub #asyncness fn call #impl_generics(&self, #(#params),*) -> #one #where_clause {
                    self.caller.#run(#values) #awaited
                }
            }
        }
    }

    /// The struct of the arguments, of a call's parameters.
    ///
    /// One call of a hook asks that they can be cloned, and says so of one that can't.
    fn passed(&self, asks: bool) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let values = hook.params.iter().map(|param| {
            let name = named(&param.name);
            // A type that can't be cloned is underlined where it is written.
            let place = Place::of(&param.written);
            let value = named_at(&param.name, place.first).into_token_stream();
            let new = match param.passing {
                Passing::Cloned if asks => quote_spanned!(span=> #private::ClonedForEach::passed),
                _ => {
                    let wrapper = passing(param);
                    quote_spanned!(span=> #private::#wrapper::new)
                }
            };
            let new = located(new, place.first);
            let value = place.parens(value);
            quote_spanned!(span=> #name: #new #value)
        });
        let unused = (!self.unused_lifetimes().is_empty())
            .then(|| quote_spanned!(span=> __lifetimes: #private::PhantomData,));
        quote_spanned!(span=> #arguments { #(#values,)* #unused })
    }
}

/// What a call is written with.
struct Mode {
    asyncness: TokenStream,
    awaited: TokenStream,
    /// The bound of where it finds its list.
    source: TokenStream,
}
