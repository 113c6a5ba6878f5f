//! What the linker collects: one [`Linked`] for each `#[hookimpl]`.
//!
//! A registry (`inventory` or `linkme`) holds them in an order of the linker's.
//! [`groups`] puts the blocks of one plugin together, in the order of the
//! source, so that nothing after it depends on that order.

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::backend;
use super::setup::Setup;
use crate::facts::hook::SpecsId;
use crate::facts::name;
use crate::facts::plugin::{Expansion, PluginFacts, PluginInfo};
use crate::facts::text::BoxError;
use crate::hook::hop::AnyPlugin;
use crate::hook::record::{Function, Given};
use crate::plugin::{FreeFunctions, Implements};
use crate::registry::Roster;
use crate::registry::error::PluginErrorKind;

/// One `#[hookimpl]`, as the linker finds it.
pub struct Linked {
    facts: &'static PluginFacts,
    specs: fn() -> SpecsId,
    functions: &'static [Function],
    /// None for a function, which is its module's, among other functions of it.
    owner: Option<OfType>,
    /// Whether a function is a program's: its package's library may have a module
    /// of the same path.
    is_of_program: bool,
}

/// Whether this is a program, a test or the like, as Cargo says it: not a library.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_of_program {
    () => {
        ::core::option_env!("CARGO_BIN_NAME").is_some()
            || ::core::option_env!("CARGO_TARGET_TMPDIR").is_some()
    };
}

/// The type whose block it is.
struct OfType {
    id: fn() -> TypeId,
    /// The constructor's path, for comparison; `Default` has none.
    new: Option<&'static str>,
    build: Build,
}

/// Runs a constructor.
type Build = fn(&Setup) -> Result<AnyPlugin, PluginErrorKind>;

impl Linked {
    /// A block of the plugin `P` for the spec `S`.
    #[must_use]
    pub const fn plugin<P: Implements<S>, S: ?Sized + 'static>(
        new: Option<&'static str>,
        build: Build,
    ) -> Self {
        let owner = Some(OfType { id: TypeId::of::<P>, new, build });
        let (facts, functions) = (P::FACTS, P::FUNCTIONS);
        Linked { facts, specs: SpecsId::of::<S>, functions, owner, is_of_program: false }
    }

    /// A function for the spec `S`.
    #[must_use]
    pub const fn function<S: ?Sized + 'static>(
        facts: &'static PluginFacts,
        functions: &'static [Function],
        is_of_program: bool,
    ) -> Self {
        Linked { facts, specs: SpecsId::of::<S>, functions, owner: None, is_of_program }
    }

    pub(crate) fn specs(&self) -> SpecsId {
        (self.specs)()
    }
}

/// The blocks of one plugin, in the order of the source; never none.
pub(crate) struct Group(Vec<&'static Linked>);

/// What tells plugins apart.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Type(TypeId),
    Module(Option<&'static str>, Option<&'static str>, &'static str, bool),
}

/// All linked plugins as a manager sees them, in no particular order.
pub(crate) fn groups(roster: &Roster) -> Vec<Group> {
    let mut groups: HashMap<Identity, Vec<&'static Linked>> = HashMap::new();
    for linked in backend::linked() {
        let facts = linked.facts;
        let identity = match &linked.owner {
            Some(owner) => Identity::Type((owner.id)()),
            None => {
                Identity::Module(facts.package, facts.version, facts.module, linked.is_of_program)
            }
        };
        groups.entry(identity).or_default().push(linked);
    }
    let groups = groups.into_values().map(|mut blocks| {
        blocks.sort_by_key(|linked| place(linked.facts));
        Group(blocks).seen_by(roster)
    });
    groups.collect()
}

/// The place of a block among others; of several expansions of one macro, where
/// each is, and what it says.
type BlockPlace = (
    (Option<&'static str>, Option<&'static str>, &'static str),
    (u32, u32, &'static str),
    Expansion,
);

fn place(facts: &'static PluginFacts) -> BlockPlace {
    let at = facts.location;
    let package = (facts.package, facts.version, facts.module);
    (package, (at.line(), at.column(), at.file()), facts.expansion)
}

impl Group {
    /// Without those functions of other hosts that give their module another
    /// name: they are another plugin there.
    fn seen_by(mut self, roster: &Roster) -> Self {
        let is_ours = |linked: &Linked| roster.has_specs(linked.specs().id);
        let (ours, others): (Vec<&Linked>, Vec<&Linked>) =
            self.0.iter().copied().partition(|linked| is_ours(linked));
        if ours.is_empty() || self.0.iter().any(|linked| linked.owner.is_some()) {
            return self;
        }
        let mut named = others.iter().filter_map(|linked| linked.facts.name);
        let others_name = named.next().filter(|name| named.all(|other| other == *name));
        let name = ours.iter().find_map(|linked| linked.facts.name).or(others_name);
        self.0.retain(|linked| {
            is_ours(linked) || linked.facts.name.is_none_or(|other| Some(other) == name)
        });
        self
    }

    /// The specs that it implements.
    pub(crate) fn specs(&self) -> impl Iterator<Item = SpecsId> {
        self.0.iter().map(|linked| linked.specs())
    }

    pub(crate) fn first(&self) -> &'static PluginFacts {
        self.0[0].facts
    }

    /// Whether it implements a spec of the manager.
    pub(crate) fn is_for(&self, roster: &Roster) -> bool {
        self.specs().any(|specs| roster.has_specs(specs.id))
    }

    pub(crate) fn info(&self) -> PluginInfo {
        let blocks = self.0.iter().map(|linked| linked.facts);
        PluginInfo::new(self.name(), Some(self.first())).described_by(blocks)
    }

    /// Whether the plugin is this one: one of these blocks tells who it is.
    ///
    /// A block is compared as a value: a constant may have several addresses.
    pub(crate) fn has(&self, plugin: &PluginInfo) -> bool {
        self.0.iter().any(|linked| plugin.facts() == Some(linked.facts))
    }

    pub(crate) fn place(&self) -> BlockPlace {
        place(self.first())
    }

    /// The name that a block gives, else the default one.
    pub(crate) fn name(&self) -> String {
        let given = self.0.iter().find_map(|linked| linked.facts.name);
        given.map_or_else(|| self.first().default_name(), str::to_owned)
    }

    /// Why it can't be registered, whoever else is there.
    pub(crate) fn mistake(&self) -> Option<PluginErrorKind> {
        let unfit = || Some(PluginErrorKind::UnfitName { mistake: name::mistake(&self.name())? });
        self.disagreement().or_else(unfit)
    }

    /// What the blocks disagree on: a block that says nothing follows those
    /// that do.
    fn disagreement(&self) -> Option<PluginErrorKind> {
        self.differs("name", |linked| linked.facts.name)
            .or_else(|| self.differs("new", |linked| linked.owner.as_ref()?.new))
    }

    fn differs(
        &self,
        option: &'static str,
        value: impl Fn(&Linked) -> Option<&'static str>,
    ) -> Option<PluginErrorKind> {
        let mut said = self.0.iter().filter_map(|linked| Some((value(linked)?, linked.facts)));
        let (one, one_facts) = said.next()?;
        let (other, other_facts) = said.find(|(other, _)| *other != one)?;
        let show = |value: &str, facts: &PluginFacts| format!("`{value}` at {}", facts.location);
        Some(PluginErrorKind::Disagreement {
            option,
            one: show(one, one_facts),
            other: show(other, other_facts),
        })
    }

    /// Runs the constructor, the one that a block names, else `Default`; answers
    /// the plugin, and what it gives.
    pub(crate) fn build(&self, setup: &Setup) -> Result<(AnyPlugin, Vec<Given>), PluginErrorKind> {
        let owners = self.0.iter().filter_map(|linked| linked.owner.as_ref());
        let value: AnyPlugin = match owners.min_by_key(|owner| owner.new.is_none()) {
            Some(owner) => (owner.build)(setup)?,
            None => Arc::new(FreeFunctions),
        };
        let given = self.0.iter().map(|linked| {
            Given::new(Some(linked.specs()), Cow::Borrowed(linked.functions), &value)
        });
        let given = given.collect();
        Ok((value, given))
    }

    /// Whether it can be configured.
    #[cfg(feature = "select")]
    pub(crate) fn takes_config(&self) -> bool {
        self.0.iter().any(|linked| linked.facts.config.is_some())
    }

    /// The functions, in the order of the source, each with its spec.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (SpecsId, &'static Function)> {
        self.0.iter().flat_map(|linked| linked.functions.iter().map(|f| (linked.specs(), f)))
    }
}

/// A linked plugin's value, from what its constructor returned.
///
/// # Errors
///
/// When the constructor did.
pub fn built<P: Implements<S>, S: ?Sized + 'static>(
    new: impl Constructed<P>,
) -> Result<AnyPlugin, PluginErrorKind> {
    Ok(Arc::new(new.constructed().map_err(PluginErrorKind::Constructor)?))
}

/// A linked plugin's value, by `Default`.
///
/// # Errors
///
/// None; it has the form of a constructor.
pub fn by_default<P: Implements<S> + BuiltByDefault, S: ?Sized + 'static>()
-> Result<AnyPlugin, PluginErrorKind> {
    Ok(Arc::new(P::by_default()))
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
pub trait BuiltByDefault {
    /// The plugin.
    fn by_default() -> Self;
}

#[diagnostic::do_not_recommend]
impl<P: Default> BuiltByDefault for P {
    fn by_default() -> Self {
        P::default()
    }
}
