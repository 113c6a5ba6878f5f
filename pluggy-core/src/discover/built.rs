//! What builds a linked plugin: its constructor, or `Default`.

use std::any::Any;
use std::convert::Infallible;

use super::setup::Setup;
use crate::facts::text::BoxError;
use crate::hook::agreement::{AsItIs, HasNoWay, NoWay};
use crate::plugin::{FreeFunctions, OneHookimplFor};
use crate::registry::error::PluginErrorKind;

/// What a constructor gives: in a box, of which all types' are shared alike, since to make
/// an `Arc` is compiled anew for each type, and takes rustc longer.
pub(super) type Built = Result<Box<dyn Any + Send + Sync>, PluginErrorKind>;

/// A linked plugin's value, from what its constructor returned.
///
/// # Errors
///
/// When the constructor did.
pub fn built<P: OneHookimplFor<S>, S: ?Sized + 'static>(new: Result<P, BoxError>) -> Built {
    Ok(Box::new(new.map_err(PluginErrorKind::Constructor)?))
}

/// A linked plugin's value, by `Default`.
///
/// # Errors
///
/// None; it has the form of a constructor.
pub fn by_default<P: OneHookimplFor<S> + BuiltByDefault, S: ?Sized + 'static>(_: &Setup) -> Built {
    Ok(Box::new(P::default()))
}

/// What all functions are a part of.
///
/// # Errors
///
/// None; it has the form of a constructor.
pub fn functions(_: &Setup) -> Built {
    Ok(Box::new(FreeFunctions))
}

/// What `new` may name. `How` is inferred.
#[diagnostic::on_unimplemented(
    message = "`new` names a function that takes nothing, or what `config` names",
    label = "this is `{Self}`",
    note = "let it take nothing; or a struct that is read from the plugin's section of the host's \
            configuration, and name that: `config = MyConfig`; or write `#[hookimpl(manual)]` and \
            register the plugin by hand"
)]
pub trait TakesNothing<How> {
    /// What it returns.
    type Output;

    /// Calls it.
    fn called(self) -> Self::Output;
}

#[diagnostic::do_not_recommend]
impl<F: FnOnce() -> R, R> TakesNothing<AsItIs> for F {
    type Output = R;

    fn called(self) -> R {
        self()
    }
}

/// What `new` may name beside `config`. `How` is inferred.
#[diagnostic::on_unimplemented(
    message = "`new` names a function that takes what `config` names, a `{Config}`",
    label = "this is `{Self}`",
    note = "let it take one argument, by value, of the type that `config` names"
)]
pub trait TakesConfig<Config, How> {
    /// What it returns.
    type Output;

    /// Calls it.
    fn called_with(self, config: Config) -> Self::Output;
}

#[diagnostic::do_not_recommend]
impl<F: FnOnce(C) -> R, C, R> TakesConfig<C, AsItIs> for F {
    type Output = R;

    fn called_with(self, config: C) -> R {
        self(config)
    }
}

// Of a trait with one implementation, rustc says what that asks for, and not what the trait
// says: so each has another, for nothing.

#[diagnostic::do_not_recommend]
impl<F: HasNoWay> TakesNothing<NoWay<0>> for F {
    type Output = Infallible;

    fn called(self) -> Infallible {
        unreachable!("nothing is so called")
    }
}

#[diagnostic::do_not_recommend]
impl<F: HasNoWay, C> TakesConfig<C, NoWay<0>> for F {
    type Output = Infallible;

    fn called_with(self, _: C) -> Infallible {
        unreachable!("nothing is so called")
    }
}

/// What a constructor may return: the plugin, or a `Result` with it.
#[diagnostic::on_unimplemented(
    message = "`new` must return `{P}` or `Result<{P}, E>`, and it returns `{Self}`",
    label = "returns `{Self}`",
    note = "`E` may be anything that a boxed error is made from: an error, a `String`, a `Box<dyn \
            Error + Send + Sync>`"
)]
pub trait Constructed<P> {
    /// The plugin, or why there is none.
    ///
    /// # Errors
    ///
    /// When the constructor did.
    fn constructed(self) -> Result<P, BoxError>;
}

impl<P> Constructed<P> for P {
    fn constructed(self) -> Result<P, BoxError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P, E: Into<BoxError>> Constructed<P> for Result<P, E> {
    fn constructed(self) -> Result<P, BoxError> {
        self.map_err(Into::into)
    }
}

/// A plugin that discovery can build without a constructor's name.
#[diagnostic::on_unimplemented(
    message = "discovery can't build `{Self}`",
    label = "neither `Default` nor `new = …`",
    note = "implement `Default` for it, name a constructor by `#[hookimpl(new = path)]`, or \
            register it by hand and write `#[hookimpl(manual)]`"
)]
pub trait BuiltByDefault: Default {}

#[diagnostic::do_not_recommend]
impl<P: Default> BuiltByDefault for P {}
