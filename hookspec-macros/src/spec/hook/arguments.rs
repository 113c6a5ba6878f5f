//! The struct with a field for each argument of a hook.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{Lifetime, Type};

use super::{Context, Fresh, Names};
use crate::lifetimes::{Lifetimes, Renamed};
use crate::paths::{at, named};
use crate::spec::model::{Param, Passing};
use crate::types::{may_be_object, ungrouped};

impl Context<'_> {
    /// The struct, and what puts those arguments back that a wrapper took.
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        let Context { spec, hook, private, span, .. } = *self;
        let Names { called, arguments, .. } = &self.names;
        let vis = &spec.vis;
        let generics = self.generics();
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let fields = hook.params.iter().map(|param| {
            let (name, ty, wrapper) = (named(&param.name), &param.ty, passing(param));
            let deprecated = &param.deprecated;
            quote_spanned! {span=>
                #deprecated
                /// An argument.
                pub #name: #private::#wrapper<#ty>
            }
        });
        let unused = self.unused_lifetimes();
        let marker = (!unused.is_empty()).then(
            || quote_spanned!(span=> __lifetimes: #private::PhantomData<(#(&#unused (),)*)>,),
        );
        let declaration = quote_spanned! {span=>
            /// The arguments of a hook.
            #vis struct #called #impl_generics #where_clause {
                #(#fields,)*
                #marker
            }

            type #arguments #ty_generics = #called #ty_generics;
        };
        let is_handed = |param: &&Param| matches!(param.passing, Passing::Lent | Passing::Moved);
        let puts = hook.params.iter().filter(is_handed).map(|param| self.put(param));
        let (again, once) = self.again();
        let once = once.map(|once| {
            let once = Ident::new(once, span);
            quote_spanned! {span=>
                impl #impl_generics #private::#once for #arguments #ty_generics #where_clause {}
            }
        });
        let methods = quote_spanned! {span=>
            impl #impl_generics #arguments #ty_generics #where_clause {
                #(#puts)*
                #again
            }
        };
        [declaration, self.shown(), methods].into_iter().chain(once).collect()
    }

    /// What a monitor can see of the arguments.
    fn shown(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let generics = self.generics();
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let shown = hook.params.iter().enumerate().filter(|(_, param)| !param.is_skipped);
        let shown = shown.map(|(at, param)| {
            let name = named(&param.name);
            quote_spanned!(span=> #at => #private::shown!(&self.#name))
        });
        quote_spanned! {span=>
            impl #impl_generics #private::ShowArguments for #arguments #ty_generics #where_clause {
                fn argument(
                    &self,
                    __at: #private::usize,
                ) -> #private::Option<&dyn #private::Debug> {
                    match __at {
                        #(#shown,)*
                        _ => #private::Option::None,
                    }
                }
            }
        }
    }

    /// The method that puts one argument back, for as long as it lives now.
    fn put(&self, param: &Param) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let method = match param.passing {
            Passing::Moved => Ident::new("__put_moved", Span::mixed_site()),
            _ => format_ident!("__put_{}", param.name, span = at(param.name.span())),
        };
        let (name, wrapper) = (named(&param.name), passing(param));
        let mut fresh = Fresh(&param.elided);
        let mut ty = param.ty.clone();
        fresh.visit_type_mut(&mut ty);
        let mut generics = self.generics();
        fresh.visit_generics_mut(&mut generics);
        let (_, ty_generics, _) = generics.split_for_impl();
        let declared = param.elided.iter().map(Fresh::renamed);
        let others = hook.params.iter().map(|other| named(&other.name));
        let others = others.filter(|other| *other != name);
        let marker = (!self.unused_lifetimes().is_empty())
            .then(|| quote_spanned!(span=> __lifetimes: self.__lifetimes,));
        quote_spanned! {span=>
            /// Puts an argument back.
            pub fn #method<#(#declared),*>(self, #name: #ty) -> #arguments #ty_generics {
                #arguments {
                    #name: #private::#wrapper::new(#name),
                    #(#others: self.#others,)*
                    #marker
                }
            }
        }
    }

    /// The method that makes the arguments anew, for a wrapper that runs what is inside
    /// more than once. What is lent is lent for a shorter time, and the value of a
    /// waterfall is handed in by the wrapper. Or what says why they can't be made.
    fn again(&self) -> (Option<TokenStream>, Option<&str>) {
        let Context { hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let lent = || hook.params.iter().filter(|param| param.passing == Passing::Lent);
        if lent().any(|param| param.lent_for().is_none()) {
            return (None, Some("LentOnce"));
        }
        let again = Lifetime::new("'__again", span);
        let mut generics = self.generics();
        for lifetime in lent().filter_map(Param::lent_for) {
            let mut shorter = Renamed { from: lifetime, to: &again };
            shorter.visit_generics_mut(&mut generics);
        }
        let (_, ty_generics, _) = generics.split_for_impl();
        let fields = hook.params.iter().map(|param| {
            let name = named(&param.name);
            if param.passing == Passing::Shared {
                return quote_spanned!(span=> #name: self.#name);
            }
            if param.passing == Passing::Lent && is_object(&param.ty) {
                // What is `dyn` is coerced to live shorter, where it is passed by itself.
                return quote_spanned! {span=>
                    #name: match self.#name.__lend() {
                        #private::Option::Some(__lent) => #private::Lent::new(__lent),
                        #private::Option::None => #private::Lent::__taken(),
                    }
                };
            }
            quote_spanned!(span=> #name: self.#name.__again())
        });
        let marker = (!self.unused_lifetimes().is_empty())
            .then(|| quote_spanned!(span=> __lifetimes: self.__lifetimes,));
        let (once, method) = match self.value() {
            None => (None, "__again"),
            Some(_) => (Some("MovedOnce"), "__again_handing"),
        };
        let method = Ident::new(method, Span::mixed_site());
        let again = quote_spanned! {span=>
            /// The same, once more.
            pub fn #method<'__again>(&'__again mut self) -> #arguments #ty_generics {
                #arguments { #(#fields,)* #marker }
            }
        };
        (Some(again), once)
    }

    /// The declared lifetimes that no argument has.
    pub(super) fn unused_lifetimes(&self) -> Vec<Lifetime> {
        let mut unused = self.hook.declared_lifetimes();
        for param in &self.hook.params {
            let used = Lifetimes::of(&param.ty).named;
            unused.retain(|lifetime| !used.contains(lifetime));
        }
        unused
    }

    /// The arguments as the host wrote them.
    pub(super) fn written_params(&self) -> Vec<TokenStream> {
        let params = self.hook.params.iter().map(|param| {
            let (name, ty) = (named(&param.name), &param.written);
            quote_spanned!(self.span=> #name: #ty)
        });
        params.collect()
    }
}

/// Whether what is lent is a trait object, or may be one.
fn is_object(lent: &Type) -> bool {
    let Type::Reference(lent) = ungrouped(lent) else { return true };
    match ungrouped(&lent.elem) {
        Type::Path(_) => may_be_object(ungrouped(&lent.elem)),
        Type::Array(_) | Type::Slice(_) | Type::Tuple(_) => false,
        _ => true,
    }
}

/// The type of the field that an argument is passed in.
pub(super) fn passing(param: &Param) -> Ident {
    let name = match param.passing {
        Passing::Shared => "Shared",
        Passing::Lent => "Lent",
        Passing::Cloned => "Cloned",
        Passing::Moved => "Moved",
    };
    Ident::new(name, Span::mixed_site())
}
