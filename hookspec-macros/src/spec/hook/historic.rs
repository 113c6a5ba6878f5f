//! The calls of a historic hook.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

use super::arguments::passing;
use super::{Context, Names};
use crate::paths::{Place, Private, located, named, named_at};
use crate::spec::model::{Param, Value};

impl Context<'_> {
    /// `call_historic`, `call_historic_with` and `clear_history`.
    pub(super) fn historic(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let Names { called, source, .. } = &self.names;
        let (impl_generics, _, where_clause) = hook.sig.generics.split_for_impl();
        let params: Vec<_> = self.written_params();
        let item = &self.shape().item;
        let plain = self.remembering(&quote_spanned! {span=>
            #private::Option::None::<fn(#item)>
        });
        let has_results = hook.result.is_fallible || !matches!(hook.result.value, Value::Unit);
        let with_callback = has_results.then(|| {
            let body = self.remembering(&quote_spanned!(span=> #private::Option::Some(closure)));
            quote_spanned! {span=>
                /// Calls the hook.
                ///
                /// The callback gets each result: those of the plugins of this
                /// moment when all have run, those of later ones as they come.
                pub fn call_historic_with #impl_generics(
                    &self,
                    #(#params,)*
                    closure: impl #private::Fn(#item)
                        + #private::Send + #private::Sync + 'static,
                ) #where_clause {
                    #body
                }
            }
        });
        quote_spanned! {span=>
            impl<#source: #private::LiveSource> #called<#source> {
                /// Calls the hook.
                ///
                /// The call is remembered for plugins that come later.
                #[doc(alias("call", "call_all", "call_first"))]
                pub fn call_historic #impl_generics(&self, #(#params),*) #where_clause {
                    #plain
                }

                #with_callback

                /// Forgets the calls made so far: plugins that come later will
                /// not hear of them.
                pub fn clear_history(&self) {
                    self.caller.__forget();
                }
            }
        }
    }

    /// The body of a call: owns the arguments, and borrows them at each run.
    fn remembering(&self, callback: &TokenStream) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        if hook.is_mistaken {
            return quote_spanned!(span=> loop {});
        }
        let kind = &self.shape().kind;
        let names: Vec<_> = hook.params.iter().map(|param| named(&param.name)).collect();
        let remembered = hook.params.iter().map(|param| remembered(param, private));
        let recalled =
            hook.params.iter().zip(&names).map(|(param, name)| recalled(param, name, private));
        quote_spanned! {span=>
            let (#(#names,)*) = (#(#remembered,)*);
            self.caller.__remember::<#kind>(
                move |__step| {
                    let mut __arguments = #arguments { #(#recalled,)* };
                    #private::step(&mut __arguments, __step)
                },
                #callback,
            );
        }
    }
}

/// The owned form of an argument; what has none is underlined at its type.
fn remembered(param: &Param, private: &Private) -> TokenStream {
    let of = remembered_type(param);
    let place = Place::of(of);
    let name = named_at(&param.name, place.first);
    let argument = match param.borrowed() {
        Some(_) => name.into_token_stream(),
        None => quote_spanned!(place.first=> &#name),
    };
    let remember = quote_spanned!(place.first=> <#of as #private::Remember>::remember);
    let (remember, argument) = (located(remember, place.first), place.parens(argument));
    quote_spanned!(place.first=> #remember #argument)
}

/// The argument's field, from its owned form.
fn recalled(param: &Param, name: &Ident, private: &Private) -> TokenStream {
    let (of, wrapper) = (remembered_type(param), passing(param));
    let place = Place::of(of);
    let span = place.first;
    let private = located(private.to_token_stream(), span);
    let recall = quote_spanned!(span=> <#of as #private::Remember>::recall(&#name));
    let value = match param.borrowed() {
        Some(_) => recall,
        None => quote_spanned!(span=> #private::Clone::clone(#recall)),
    };
    quote_spanned!(span=> #name: #private::#wrapper::new(#value))
}

/// The type that a historic call remembers of an argument.
fn remembered_type(param: &Param) -> &Type {
    param.borrowed().unwrap_or(&param.written)
}
