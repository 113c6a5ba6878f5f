//! What `link_plugins!` becomes: a line for each crate, under its conditions.
//!
//! ```text
//! link_plugins!("eggsample-*");
//!
//! const _: () = {
//!     const _: &[u8] = include_bytes!("/kitchen/Cargo.toml");
//!     #[cfg(all(unix, any(feature = "spam")))]
//!     extern crate eggsample_spam as _;
//!     submit!(DEPENDENCIES: Dependencies = Dependencies { … });
//! };
//! ```

use std::path::PathBuf;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::package::Dependency;
use crate::paths::{at, located};

/// A dependency, and how it is linked.
pub(crate) struct Link<'p> {
    pub(crate) dependency: &'p Dependency,
    /// `None` where no pattern names it.
    pub(crate) krate: Option<Crate>,
}

/// A crate to link.
pub(crate) struct Crate {
    name: Ident,
    /// All of these must hold.
    conditions: Vec<TokenStream>,
}

impl Crate {
    /// The crate of a dependency, by its name in the code.
    pub(crate) fn new(dependency: &Dependency, name: &str) -> Result<Self, String> {
        let span = Span::mixed_site();
        let mut conditions = Vec::new();
        if let Some(target) = &dependency.target {
            conditions.push(condition(target).ok_or_else(|| no_condition(dependency, target))?);
        }
        if !dependency.features.is_empty() {
            let features = &dependency.features;
            conditions.push(quote_spanned!(span=> any(#(feature = #features),*)));
        }
        if dependency.is_dev {
            conditions.push(quote_spanned!(span=> test));
        }
        let name = syn::parse_str(name).or_else(|_| syn::parse_str(&format!("r#{name}")));
        let mut name: Ident = name.map_err(|_| {
            let (key, package) = (&dependency.key, &dependency.package);
            format!(
                "no crate in the code can be called `{key}`: give the dependency another name, \
                 `name = {{ package = \"{package}\" }}`"
            )
        })?;
        name.set_span(span);
        Ok(Crate { name, conditions })
    }
}

/// What stands in the `cfg(…)` of a target.
fn condition(target: &str) -> Option<TokenStream> {
    let condition = target.strip_prefix("cfg(")?.strip_suffix(')')?;
    let condition = condition.parse().ok()?;
    Some(located(condition, Span::mixed_site()))
}

fn no_condition(dependency: &Dependency, target: &str) -> String {
    format!(
        "`{}` is a dependency for `{target}`, and code can't ask for a target by its name: write \
         `[target.'cfg(…)'.dependencies]`, such as `cfg(target_os = \"linux\")`",
        dependency.package
    )
}

/// The whole expansion. A file that was read is a file to watch.
pub(crate) fn expand(
    krate: &TokenStream,
    links: &[Link<'_>],
    library: Option<&str>,
    warnings: &[(Span, String)],
    files: &[PathBuf],
) -> TokenStream {
    let span = Span::mixed_site();
    let library = library.and_then(|name| syn::parse_str::<Ident>(name).ok());
    let library = library.map(|mut name| {
        name.set_span(span);
        quote_spanned!(span=> extern crate #name as _;)
    });
    let warnings = warnings.iter().map(|(place, text)| warning(*place, text));
    let files = files.iter().map(|file| file.to_string_lossy().into_owned());
    let crates = links.iter().filter_map(|link| link.krate.as_ref()).map(|krate| {
        let Crate { name, conditions } = krate;
        quote_spanned!(span=> #[cfg(all(#(#conditions),*))] extern crate #name as _;)
    });
    // A platform's condition may be one that rustc was not told of.
    let has_target = links.iter().any(|link| link.dependency.target.is_some());
    let unexpected = has_target.then(|| quote_spanned!(span=> #[allow(unexpected_cfgs)]));
    let private = quote_spanned!(span=> #krate::__private);
    let dependencies = links.iter().map(|link| dependency(&private, link));
    quote_spanned! {span=>
        #unexpected
        const _: () = {
            #(const _: &[u8] = #private::include_bytes!(#files);)*
            #library
            #(#crates)*
            #(#warnings)*
            #private::submit!(DEPENDENCIES: Dependencies = #private::Dependencies {
                package: #private::env!("CARGO_PKG_NAME"),
                list: &[#(#dependencies),*],
            });
        };
    }
}

/// A warning of rustc's, at a place: macros have no other on stable.
fn warning(place: Span, text: &str) -> TokenStream {
    let used = quote_spanned!(at(place)=> link_plugins);
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            #[deprecated(note = #text)]
            const link_plugins: () = ();
            #used
        };
    }
}

fn dependency(private: &TokenStream, link: &Link<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let Dependency { package, is_dev, features, .. } = link.dependency;
    let krate = link.dependency.key.replace('-', "_");
    let is_matched = link.krate.is_some();
    let is_linked = match &link.krate {
        Some(Crate { conditions, .. }) => {
            quote_spanned!(span=> #private::cfg!(all(#(#conditions),*)))
        }
        None => quote_spanned!(span=> false),
    };
    let target = match &link.dependency.target {
        Some(target) => quote_spanned!(span=> #private::Option::Some(#target)),
        None => quote_spanned!(span=> #private::Option::None),
    };
    quote_spanned! {span=>
        #private::Dependency {
            package: #package,
            krate: #krate,
            is_matched: #is_matched,
            is_linked: #is_linked,
            is_dev: #is_dev,
            features: &[#(#features),*],
            target: #target,
        }
    }
}
