//! `link_plugins!`, for the end user.

/// Links every dependency whose package has a name, so that its plugins are
/// there to be discovered.
///
/// It stands in the end user's program, in place of a line `use plugin as _;`
/// for each plugin, and reads the Cargo.toml of the package that it stands in:
/// a plugin is added or removed by its dependency line alone.
///
/// ```
/// pluggy_core::link_plugins!("eggsample-*");
///
/// fn main() {
///     // eggsample::main()
/// }
/// ```
///
/// It takes names of packages and patterns for them: `*` stands for any text,
/// `?` for a character, `[ab]` for one of some. A name must be that of a
/// dependency; a pattern that matches none is a warning, or an error where a `_` in
/// place of a `-` is all that it misses by. Without an argument it takes those that
/// Cargo.toml lists:
///
/// ```toml
/// [package.metadata.pluggy]
/// plugins = ["eggsample-*"]
/// ```
///
/// What can't be read or understood is a compile error that says where. A
/// change of Cargo.toml compiles the program anew.
///
/// # Which dependencies
///
/// | dependency | is linked |
/// |---|---|
/// | of `[dependencies]` | always |
/// | `optional` | with a feature that brings it |
/// | of `[target.'cfg(…)'.dependencies]` | where the `cfg(…)` holds |
/// | of `[dev-dependencies]` | in tests and benchmarks: `cfg(test)` |
/// | of `[build-dependencies]` | in the build script, which has no others |
/// | the package's own library | always, for its programs, tests and examples |
///
/// The name is the package's, also where the line gives another (`spam =
/// { package = "eggsample-spam" }`), and also where the workspace says so
/// (`workspace = true`).
///
/// # For a host
///
/// A host can wrap it, so that its end user need not know us:
///
/// ```
/// # extern crate pluggy_core as _;
/// pub use pluggy_core;
///
/// /// Links all plugins.
/// #[macro_export]
/// macro_rules! link_plugins {
///     () => {
///         $crate::pluggy_core::link_plugins!("eggsample-*");
///     };
/// }
/// # link_plugins!();
/// # fn main() {}
/// ```
///
/// # Limits
///
/// - A library that has another name than its package (`[lib] name`) is known
///   where the dependency is a `path`. Otherwise rustc says "can't find crate":
///   name the dependency yourself, `spam = { package = "eggsample-spam", … }`.
/// - An example does not see plugins of `[dev-dependencies]`, since it is
///   compiled as a program is.
/// - A feature of a dependency that only the command line asks for
///   (`--features eggsample-spam/extra`) brings the dependency, and does not
///   link it.
/// - A target's own name can't be asked for in code: write `[target.'cfg(…)']`.
#[cfg(feature = "link")]
#[macro_export]
macro_rules! link_plugins {
    ($($pattern:tt)*) => {
        $crate::asked::link_plugins! { [$crate] $($pattern)* }
    };
}

/// Says what is missing, to whom it is missing.
#[cfg(not(feature = "link"))]
#[doc(hidden)]
#[macro_export]
macro_rules! link_plugins {
    ($($pattern:tt)*) => {
        ::core::compile_error!(
            "`link_plugins!` needs a feature of pluggy-core, which the host enables: write \
             `pluggy-core = { …, features = [\"link\"] }` in its Cargo.toml"
        );
    };
}
