//! One hook becomes tokens: its marker, arguments and caller.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::visit_mut::VisitMut;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam, Type};

use super::model::{Hook, Lifetimes, Param, Passing, Spec, Value};
use crate::paths::{at, cfgs, doc_texts, docs, location, named, type_name};
use crate::text;

/// The names of a hook's items.
pub(crate) struct Names {
    pub(crate) marker: Ident,
    pub(crate) arguments: Ident,
    pub(crate) caller: Ident,
}

impl Names {
    pub(crate) fn of(hook: &Hook) -> Self {
        Names {
            marker: type_name("Hook", hook.name()),
            arguments: type_name("ArgumentsOf", hook.name()),
            caller: type_name("CallerOf", hook.name()),
        }
    }
}

/// All items of one hook.
pub(crate) fn expand(spec: &Spec, hook: &Hook, private: &TokenStream) -> TokenStream {
    let context = Context { spec, hook, private, names: Names::of(hook), span: Span::mixed_site() };
    let items = [context.marker(), context.arguments(), context.functions(), context.caller()];
    let cfgs = cfgs(&hook.attrs);
    let items = items.into_iter().flatten();
    items.map(|item| quote_spanned!(context.span=> #(#cfgs)* #item)).collect()
}

struct Context<'a> {
    spec: &'a Spec,
    hook: &'a Hook,
    private: &'a TokenStream,
    names: Names,
    span: Span,
}

impl Context<'_> {
    /// The hook as a type.
    fn marker(&self) -> Vec<TokenStream> {
        let Context { spec, hook, private, span, .. } = *self;
        let Names { marker, caller, .. } = &self.names;
        let vis = &spec.item.vis;
        let name = syn::ext::IdentExt::unraw(hook.name()).to_string();
        let specs = spec.item.ident.to_string();
        let kind = match &hook.options {
            options if options.historic.is_some() => format_ident!("Historic"),
            options if options.firstresult.is_some() => format_ident!("FirstResult"),
            _ => format_ident!("All"),
        };
        let docs = doc_texts(&hook.attrs);
        let signature = text::signature(&hook.sig);
        let arguments = hook.params.iter().map(|param| param.name.to_string());
        let location = location(private, hook.name().span());
        let wrappable = hook
            .options
            .historic
            .is_none()
            .then(|| quote_spanned!(span=> impl #private::Wrappable for #marker {}));
        let declaration = quote_spanned! {span=>
            /// A hook, as a type.
            #vis struct #marker;
        };
        let implementation = quote_spanned! {span=>
            impl #private::Hook for #marker {
                type Caller<S> = #caller<S>;
                const SPEC: &'static #private::HookSpec =
                    &#private::HookSpec::new(#private::SpecParts {
                        name: #name,
                        specs: #specs,
                        kind: #private::HookKind::#kind,
                        docs: &[#(#docs),*],
                        signature: #signature,
                        arguments: &[#(#arguments),*],
                        module: ::core::module_path!(),
                        location: #location,
                    });
            }
        };
        [declaration, implementation].into_iter().chain(wrappable).collect()
    }

    /// The struct with a field for each argument, and what puts those back
    /// that a wrapper took.
    fn arguments(&self) -> Vec<TokenStream> {
        let Context { spec, hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let vis = &spec.item.vis;
        let generics = self.generics();
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let fields = hook.params.iter().map(|param| {
            let (name, ty, wrapper) = (named(&param.name), &param.ty, passing(param));
            let deprecated = &param.deprecated;
            quote_spanned! {span=>
                #deprecated
                /// An argument.
                #vis #name: #private::#wrapper<#ty>
            }
        });
        let unused = self.unused_lifetimes();
        let marker = (!unused.is_empty()).then(
            || quote_spanned!(span=> __lifetimes: ::core::marker::PhantomData<(#(&#unused (),)*)>,),
        );
        let declaration = quote_spanned! {span=>
            /// The arguments of a hook.
            #vis struct #arguments #impl_generics #where_clause {
                #(#fields,)*
                #marker
            }
        };
        let lent = hook.params.iter().filter(|param| param.passing == Passing::Lent);
        let puts: Vec<_> = lent.map(|param| self.put(param)).collect();
        let puts = (!puts.is_empty()).then(|| {
            quote_spanned! {span=>
                #[allow(deprecated, reason = "the plugin was warned where it took the argument")]
                impl #impl_generics #arguments #ty_generics #where_clause {
                    #(#puts)*
                }
            }
        });
        [declaration].into_iter().chain(puts).collect()
    }

    /// The method that puts one argument back, for as long as it lives now.
    fn put(&self, param: &Param) -> TokenStream {
        let Context { spec, hook, private, span, .. } = *self;
        let arguments = &self.names.arguments;
        let vis = &spec.item.vis;
        let method = format_ident!("__put_{}", param.name, span = at(param.name.span()));
        let name = named(&param.name);
        let mut fresh = Fresh { elided: &param.elided };
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
            #vis fn #method<#(#declared),*>(self, #name: #ty) -> #arguments #ty_generics {
                #arguments {
                    #name: #private::Lent::new(#name),
                    #(#others: self.#others,)*
                    #marker
                }
            }
        }
    }

    /// The types of the hook's functions.
    fn functions(&self) -> Vec<TokenStream> {
        let Context { private, span, .. } = *self;
        let Names { marker, arguments, .. } = &self.names;
        let generics = self.generics();
        let (_, ty_generics, _) = generics.split_for_impl();
        let lifetimes = generics.lifetimes().map(|param| &param.lifetime);
        let kind = self.kind();
        let functions = quote_spanned! {span=>
            #private::hook_functions! {
                #marker, [#(#lifetimes),*], #arguments #ty_generics, #kind
            }
        };
        vec![functions]
    }

    /// The caller, with the call methods of the hook's kind.
    fn caller(&self) -> Vec<TokenStream> {
        let Context { spec, hook, private, span, .. } = *self;
        let Names { marker, caller, .. } = &self.names;
        let vis = &spec.item.vis;
        let declaration = quote_spanned! {span=>
            /// The caller of a hook.
            #vis struct #caller<S = #private::Live>(#private::HookCaller<#marker, S>);
        };
        let from = quote_spanned! {span=>
            impl<S> ::core::convert::From<#private::HookCaller<#marker, S>> for #caller<S> {
                fn from(caller: #private::HookCaller<#marker, S>) -> Self {
                    Self(caller)
                }
            }
        };
        let deref = quote_spanned! {span=>
            impl<S> ::core::ops::Deref for #caller<S> {
                type Target = #private::HookCaller<#marker, S>;

                #[inline]
                fn deref(&self) -> &Self::Target {
                    &self.0
                }
            }
        };
        let clone = quote_spanned! {span=>
            impl<S: ::core::clone::Clone> ::core::clone::Clone for #caller<S> {
                fn clone(&self) -> Self {
                    Self(::core::clone::Clone::clone(&self.0))
                }
            }
        };
        let calls = if hook.options.historic.is_some() { self.historic() } else { self.call() };
        vec![declaration, from, deref, clone, calls]
    }

    /// `call_all` or `call_first`.
    fn call(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let Names { arguments, caller, .. } = &self.names;
        let method = match &hook.options.firstresult {
            Some(_) => format_ident!("call_first"),
            None => format_ident!("call_all"),
        };
        let docs = docs(&hook.attrs);
        let generics = &hook.sig.generics;
        let (impl_generics, _, where_clause) = generics.split_for_impl();
        let params = self.written_params();
        let answer = self.answer();
        let values = hook.params.iter().map(|param| {
            let (name, wrapper) = (named(&param.name), passing(param));
            quote_spanned!(span=> #name: #private::#wrapper::new(#name))
        });
        let marker = (!self.unused_lifetimes().is_empty())
            .then(|| quote_spanned!(span=> __lifetimes: ::core::marker::PhantomData,));
        quote_spanned! {span=>
            #[allow(
                deprecated, clippy::ptr_arg, clippy::too_many_arguments,
                clippy::trivially_copy_pass_by_ref, clippy::ref_option, clippy::type_complexity,
                reason = "the signature is the spec's"
            )]
            impl<S: #private::Source> #caller<S> {
                #(#docs)*
                #[allow(missing_docs, reason = "they are the hook's")]
                #[inline]
                pub fn #method #impl_generics(&self, #(#params),*) -> #answer #where_clause {
                    self.0.call(#arguments { #(#values,)* #marker })
                }
            }
        }
    }

    /// `call_historic`, `call_historic_with` and `clear_history`.
    fn historic(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let Names { arguments, caller, .. } = &self.names;
        let docs = docs(&hook.attrs);
        let kind = self.kind();
        let params: Vec<_> = self.written_params();
        let names: Vec<_> = hook.params.iter().map(|param| named(&param.name)).collect();
        let remembered = hook.params.iter().map(|param| {
            let (name, of) = (named(&param.name), remembered_type(param));
            let borrow = (param.passing == Passing::Cloned).then(|| quote_spanned!(span=> &));
            quote_spanned!(span=> <#of as #private::Remember>::remember(#borrow #name))
        });
        let recalled = hook.params.iter().map(|param| {
            let (name, of, wrapper) = (named(&param.name), remembered_type(param), passing(param));
            let recall = quote_spanned!(span=> <#of as #private::Remember>::recall(&#name));
            let value = match param.passing {
                Passing::Cloned => quote_spanned!(span=> ::core::clone::Clone::clone(#recall)),
                _ => recall,
            };
            quote_spanned!(span=> #name: #private::#wrapper::new(#value))
        });
        let body = |callback: TokenStream| {
            let (remembered, recalled) = (remembered.clone(), recalled.clone());
            quote_spanned! {span=>
                let (#(#names,)*) = (#(#remembered,)*);
                self.0.call_historic::<#kind>(
                    move |implementation| {
                        let mut arguments = #arguments { #(#recalled,)* };
                        #private::Arguments::call(&mut arguments, implementation)
                    },
                    #callback,
                );
            }
        };
        let item = self.item();
        let plain = body(quote_spanned! {span=>
            ::core::option::Option::None::<fn(#item)>
        });
        let with_callback = body(quote_spanned!(span=> ::core::option::Option::Some(callback)));
        let has_results = hook.result.is_fallible || !matches!(hook.result.value, Value::Unit);
        let with_callback = has_results.then(|| {
            quote_spanned! {span=>
                #(#docs)*
                ///
                /// The callback gets each result: those of the plugins of this
                /// moment when all have run, those of later ones as they come.
                pub fn call_historic_with(
                    &self,
                    #(#params,)*
                    callback: impl ::core::ops::Fn(#item)
                        + ::core::marker::Send + ::core::marker::Sync + 'static,
                ) {
                    #with_callback
                }
            }
        });
        quote_spanned! {span=>
            #[allow(
                deprecated, clippy::ptr_arg, clippy::too_many_arguments,
                clippy::trivially_copy_pass_by_ref, clippy::ref_option,
                clippy::needless_pass_by_value, clippy::type_complexity,
                reason = "the signature is the spec's"
            )]
            impl #caller {
                #(#docs)*
                ///
                /// The call is remembered for plugins that come later.
                pub fn call_historic(&self, #(#params),*) {
                    #plain
                }

                #with_callback

                /// Forgets the calls made so far: plugins that come later will
                /// not hear of them.
                pub fn clear_history(&self) {
                    self.0.clear_history();
                }
            }
        }
    }

    /// The lifetimes of the arguments' struct: the declared, then the elided.
    fn generics(&self) -> Generics {
        let mut generics = self.hook.sig.generics.clone();
        for lifetime in self.hook.params.iter().flat_map(|param| &param.elided) {
            generics.params.push(GenericParam::Lifetime(LifetimeParam::new(lifetime.clone())));
        }
        generics
    }

    /// The declared lifetimes that no argument has.
    fn unused_lifetimes(&self) -> Vec<Lifetime> {
        let mut unused = self.hook.declared_lifetimes();
        for param in &self.hook.params {
            let used = Lifetimes::of(&param.ty).named;
            unused.retain(|lifetime| !used.contains(lifetime));
        }
        unused
    }

    /// The arguments as the host wrote them.
    fn written_params(&self) -> Vec<TokenStream> {
        let params = self.hook.params.iter().map(|param| {
            let (name, ty) = (named(&param.name), &param.written);
            quote_spanned!(self.span=> #name: #ty)
        });
        params.collect()
    }

    /// The type that says how results are collected.
    fn kind(&self) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        let kind = match &hook.result.value {
            Value::Unit => quote_spanned!(span=> #private::Unit),
            Value::Plain(ty) => quote_spanned!(span=> #private::Every<#ty>),
            Value::Optional(ty) if hook.options.firstresult.is_some() => {
                quote_spanned!(span=> #private::First<#ty>)
            }
            Value::Optional(ty) => quote_spanned!(span=> #private::Present<#ty>),
        };
        match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => quote_spanned!(span=> #private::Try<#kind, #ty>),
            _ => kind,
        }
    }

    /// What a call answers, written out for the reader.
    fn answer(&self) -> TokenStream {
        let Context { hook, span, .. } = *self;
        let answer = match &hook.result.value {
            Value::Unit => quote_spanned!(span=> ()),
            Value::Optional(ty) if hook.options.firstresult.is_some() => {
                quote_spanned!(span=> ::core::option::Option<#ty>)
            }
            Value::Plain(ty) | Value::Optional(ty) => {
                quote_spanned!(span=> ::std::vec::Vec<#ty>)
            }
        };
        self.in_result(answer)
    }

    /// What a historic call's callback gets.
    fn item(&self) -> TokenStream {
        let item = match &self.hook.result.value {
            Value::Unit => quote_spanned!(self.span=> ()),
            Value::Plain(ty) | Value::Optional(ty) => ty.to_token_stream(),
        };
        self.in_result(item)
    }

    fn in_result(&self, success: TokenStream) -> TokenStream {
        let Context { hook, private, span, .. } = *self;
        match &hook.result.ty {
            Some(ty) if hook.result.is_fallible => quote_spanned! {span=>
                ::core::result::Result<
                    #success,
                    #private::HookError<<#ty as #private::Fallible>::Err>,
                >
            },
            _ => success,
        }
    }
}

/// The type of the field that an argument is passed in.
fn passing(param: &Param) -> Ident {
    let name = match param.passing {
        Passing::Shared => "Shared",
        Passing::Lent => "Lent",
        Passing::Cloned => "Cloned",
    };
    Ident::new(name, Span::mixed_site())
}

/// The type that a historic call remembers of an argument.
fn remembered_type(param: &Param) -> &Type {
    match &param.written {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    }
}

/// Renames the elided lifetimes of one argument.
struct Fresh<'a> {
    elided: &'a [Lifetime],
}

impl Fresh<'_> {
    fn renamed(lifetime: &Lifetime) -> Lifetime {
        Lifetime::new(&format!("'fresh_{}", lifetime.ident), lifetime.span())
    }
}

impl VisitMut for Fresh<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if self.elided.contains(lifetime) {
            *lifetime = Fresh::renamed(lifetime);
        }
    }
}
