//! `link_plugins!`: links the dependencies that the user's Cargo.toml and a
//! pattern name.
//!
//! The files are read into models (`document`, `manifest`, `package`), without
//! a macro's types; `patterns` chooses, `expand` makes tokens.

mod document;
mod expand;
mod files;
mod manifest;
mod package;
mod patterns;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::{env, fs, path};

use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token, bracketed};

use self::document::Line;
use self::expand::{Crate, Link};
use self::files::Files;
use self::package::Package;
use self::patterns::Pattern;
use crate::errors::Errors;

/// `[$crate] "pattern", …`
struct Call {
    krate: TokenStream,
    patterns: Vec<LitStr>,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate;
        bracketed!(krate in input);
        let krate = krate.parse()?;
        Ok(Call { krate, patterns: patterns_of(input)? })
    }
}

fn patterns_of(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let mut patterns = Vec::new();
    while !input.is_empty() {
        let ahead = input.fork();
        let name = ahead.parse::<Ident>().ok().map(|name| name.to_string().replace('_', "-"));
        let is_alone = ahead.is_empty() || ahead.peek(Token![,]);
        let name = name.filter(|name| is_alone && name.contains(char::is_lowercase));
        patterns.push(input.parse().map_err(|error: syn::Error| {
            let message = format!(
                "`link_plugins!` takes names of packages, or patterns for them, each a string: \
                 write `link_plugins!(\"{}\")`",
                name.as_deref().unwrap_or("eggsample-*")
            );
            syn::Error::new(error.span(), message)
        })?);
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(input.error("names are separated by commas: write `,`"));
        }
    }
    Ok(patterns)
}

/// Where a pattern stands.
enum Place<'c> {
    Call(&'c LitStr),
    Manifest(usize),
}

pub(crate) fn link_plugins(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let expansion = errors.ok(syn::parse2(input)).and_then(|call| link(&call, &mut errors));
    let mistakes = errors.into_tokens();
    expansion.filter(|_| mistakes.is_empty()).unwrap_or(mistakes)
}

fn link(call: &Call, errors: &mut Errors) -> Option<TokenStream> {
    let span = Span::call_site();
    let Some(manifest) = manifest_path() else {
        let message = "Cargo does not build this, so there is no Cargo.toml to read: link each \
                       plugin by a line of its own, `use plugin_crate as _;`";
        errors.add(syn::Error::new(span, message));
        return None;
    };
    let read = |path: &Path| fs::read_to_string(path);
    let mut files = Files::new(&read, env::current_dir().unwrap_or_default());
    let package = Package::read(&manifest, is_build_script(), &mut files);
    let (places, patterns) = patterns(call, &manifest, package.as_ref(), &mut files, errors);
    let package = package.unwrap_or_default();
    let links = links(&package, &patterns, &manifest, &mut files);
    let library = own_library(&manifest, &mut files);
    let warnings = places
        .into_iter()
        .zip(&patterns)
        .filter_map(|(place, pattern)| Some((place, pattern.warning(&patterns, &package)?)));
    let warnings: Vec<(Span, String)> = warnings.collect();
    match files.finish() {
        Ok(files) => {
            let library = library.as_deref();
            Some(expand::expand(&call.krate, &links, library, &warnings, &files))
        }
        Err(mistakes) => {
            for mistake in mistakes {
                errors.add(syn::Error::new(span, mistake));
            }
            None
        }
    }
}

/// The Cargo.toml of the package that is compiled.
fn manifest_path() -> Option<PathBuf> {
    let of_folder = || Some(Path::new(&env::var_os("CARGO_MANIFEST_DIR")?).join("Cargo.toml"));
    let manifest = env::var_os("CARGO_MANIFEST_PATH").map(PathBuf::from).or_else(of_folder)?;
    path::absolute(manifest).ok()
}

/// Whether it stands in a build script, whose dependencies are others.
fn is_build_script() -> bool {
    env::var("CARGO_CRATE_NAME").is_ok_and(|name| name.starts_with("build_script_"))
        && env::var_os("CARGO_BIN_NAME").is_none()
}

/// The crate of the package's own library, where another target of the package is
/// compiled, which a program does not link by itself.
fn own_library(manifest: &Path, files: &mut Files<'_>) -> Option<String> {
    let target = env::var("CARGO_CRATE_NAME").ok()?;
    let library = files.load(manifest, manifest::own_library)??;
    let is_program = env::var_os("CARGO_BIN_NAME").is_some() || target != library.name;
    let is_there = || manifest.with_file_name("").join(&library.path).is_file();
    (is_program && !is_build_script() && is_there()).then_some(library.name)
}

/// The patterns of the call, else those of the Cargo.toml, without the wrong; and
/// where each stands.
fn patterns(
    call: &Call,
    manifest: &Path,
    package: Option<&Package>,
    files: &mut Files<'_>,
    errors: &mut Errors,
) -> (Vec<Span>, Vec<Pattern>) {
    let mut texts = Vec::new();
    if call.patterns.is_empty() {
        let listed = files.load(manifest, manifest::plugins).unwrap_or_default();
        texts.extend(listed.into_iter().map(|Line { line, text }| (Place::Manifest(line), text)));
    } else {
        texts.extend(call.patterns.iter().map(|text| (Place::Call(text), text.value())));
    }
    let (mut places, mut patterns) = (Vec::new(), Vec::new());
    for (place, text) in texts {
        let pattern = Pattern::parse(&text).and_then(|pattern| {
            package.map_or(Ok(()), |package| pattern.check(package))?;
            Ok(pattern)
        });
        match (pattern, place) {
            (Ok(pattern), place) => {
                patterns.push(pattern);
                places.push(match place {
                    Place::Call(text) => text.span(),
                    Place::Manifest(_) => Span::call_site(),
                });
            }
            (Err(message), Place::Call(text)) => errors.push(text, message),
            (Err(message), Place::Manifest(line)) => files.mistake(manifest, Some(line), message),
        }
    }
    (places, patterns)
}

/// How each dependency is linked.
fn links<'p>(
    package: &'p Package,
    patterns: &[Pattern],
    manifest: &Path,
    files: &mut Files<'_>,
) -> Vec<Link<'p>> {
    let links = package.dependencies.iter().map(|dependency| {
        let is_matched = patterns.iter().any(|pattern| pattern.matches(dependency));
        let name = is_matched.then(|| dependency.crate_name(files)).flatten();
        let krate = name.and_then(|name| match Crate::new(dependency, &name) {
            Ok(krate) => Some(krate),
            Err(message) => {
                files.mistake(manifest, Some(dependency.line), message);
                None
            }
        });
        Link { dependency, krate }
    });
    links.collect()
}
