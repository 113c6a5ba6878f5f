//! What the linker collects: one [`Linked`] for each `#[hookimpl]`.
//!
//! A registry (`inventory` or `linkme`) holds them in an order of the linker's.
//! [`groups`] puts the blocks of one plugin together, in the order of the
//! source, so that nothing after it depends on that order.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use crate::discover::backend;
use crate::discover::setup::Setup;
use crate::facts::plugin::{Block, PluginInfo};
use crate::facts::text::BoxError;
use crate::plugin::plan::{Plan, Planned, SpecsId};
use crate::plugin::{AnyPlugin, FreeFunctions, Implements};
use crate::registry::Registry;
use crate::registry::error::PluginErrorKind;

/// One `#[hookimpl]`, as the linker finds it.
pub struct Linked {
    block: &'static Block,
    specs: fn() -> SpecsId,
    owner: Owner,
}

/// Runs a constructor.
type Build = fn(&Setup) -> Result<AnyPlugin, PluginErrorKind>;

/// Whose functions they are.
enum Owner {
    /// A type's.
    Type {
        id: fn() -> TypeId,
        functions: fn() -> Vec<Planned>,
        /// The constructor's path, for comparison; `Default` has none.
        new: Option<&'static str>,
        build: Build,
    },
    /// A module's, among other functions of it.
    Module { functions: fn(&mut Plan<FreeFunctions>) },
}

impl Linked {
    /// A block of the plugin `P` for the spec `S`.
    #[must_use]
    pub const fn plugin<P: Implements<S>, S: ?Sized + 'static>(
        new: Option<&'static str>,
        build: Build,
    ) -> Self {
        let owner = Owner::Type { id: TypeId::of::<P>, functions: functions::<P, S>, new, build };
        Linked { block: P::BLOCK, specs: SpecsId::of::<S>, owner }
    }

    /// A function for the spec `S`.
    #[must_use]
    pub const fn function<S: ?Sized + 'static>(
        block: &'static Block,
        functions: fn(&mut Plan<FreeFunctions>),
    ) -> Self {
        Linked { block, specs: SpecsId::of::<S>, owner: Owner::Module { functions } }
    }

    pub(crate) fn specs(&self) -> SpecsId {
        (self.specs)()
    }
}

fn functions<P: Implements<S>, S: ?Sized + 'static>() -> Vec<Planned> {
    let mut plan = Plan::new(SpecsId::of::<S>());
    P::implement(&mut plan);
    plan.functions
}

/// The blocks of one plugin, in the order of the source; never none.
pub(crate) struct Group(Vec<&'static Linked>);

/// What tells plugins apart.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Type(TypeId),
    Module(Option<&'static str>, Option<&'static str>, &'static str),
}

/// All linked plugins, in no particular order.
pub(crate) fn groups() -> Vec<Group> {
    let mut groups: HashMap<Identity, Vec<&'static Linked>> = HashMap::new();
    for linked in backend::linked() {
        let identity = match linked.owner {
            Owner::Type { id, .. } => Identity::Type(id()),
            Owner::Module { .. } => {
                let block = linked.block;
                Identity::Module(block.package, block.version, block.module)
            }
        };
        groups.entry(identity).or_default().push(linked);
    }
    let groups = groups.into_values().map(|mut blocks| {
        blocks.sort_by_key(|linked| place(linked.block));
        Group(blocks)
    });
    groups.collect()
}

/// The place of a block among others: package, version, module, line, column.
type BlockPlace =
    (Option<&'static str>, Option<&'static str>, &'static str, u32, u32, &'static str);

fn place(block: &'static Block) -> BlockPlace {
    let at = block.location;
    (block.package, block.version, block.module, at.line(), at.column(), at.file())
}

impl Group {
    /// The specs that it implements.
    pub(crate) fn specs(&self) -> impl Iterator<Item = SpecsId> {
        self.0.iter().map(|linked| linked.specs())
    }

    pub(crate) fn first(&self) -> &'static Block {
        self.0[0].block
    }

    /// Whether it implements a spec of the manager.
    pub(crate) fn is_for(&self, registry: &Registry) -> bool {
        self.specs().any(|specs| registry.has_specs(specs.id))
    }

    pub(crate) fn info(&self) -> PluginInfo {
        PluginInfo::new(self.name(), Some(self.first()))
    }

    /// Whether the plugin is this one: one of these blocks tells who it is.
    ///
    /// A block is compared as a value: a constant may have several addresses.
    pub(crate) fn has(&self, plugin: &PluginInfo) -> bool {
        self.0.iter().any(|linked| plugin.block() == Some(linked.block))
    }

    pub(crate) fn place(&self) -> BlockPlace {
        place(self.first())
    }

    /// The name that a block gives, else the default one.
    pub(crate) fn name(&self) -> String {
        let given = self.0.iter().find_map(|linked| linked.block.name);
        given.map_or_else(|| self.first().default_name(), str::to_owned)
    }

    /// What the blocks disagree on: a block that says nothing follows those
    /// that do.
    pub(crate) fn disagreement(&self) -> Option<PluginErrorKind> {
        self.differs("name", |linked| linked.block.name).or_else(|| {
            self.differs("new", |linked| match linked.owner {
                Owner::Type { new, .. } => new,
                Owner::Module { .. } => None,
            })
        })
    }

    fn differs(
        &self,
        option: &'static str,
        value: impl Fn(&Linked) -> Option<&'static str>,
    ) -> Option<PluginErrorKind> {
        let mut said = self.0.iter().filter_map(|linked| Some((value(linked)?, linked.block)));
        let (one, one_block) = said.next()?;
        let (other, other_block) = said.find(|(other, _)| *other != one)?;
        let show = |value: &str, block: &Block| format!("`{value}` at {}", block.location);
        Some(PluginErrorKind::Disagreement {
            option,
            one: show(one, one_block),
            other: show(other, other_block),
        })
    }

    /// Runs the constructor: the one that a block names, else `Default`.
    pub(crate) fn build(&self, setup: &Setup) -> Result<AnyPlugin, PluginErrorKind> {
        let constructors = self.0.iter().filter_map(|linked| match linked.owner {
            Owner::Type { new, build, .. } => Some((new.is_none(), build)),
            Owner::Module { .. } => None,
        });
        match constructors.min_by_key(|(is_default, _)| *is_default) {
            Some((_, build)) => build(setup),
            None => Ok(Arc::new(FreeFunctions)),
        }
    }

    /// Whether it can be configured.
    #[cfg(feature = "config")]
    pub(crate) fn takes_config(&self) -> bool {
        self.0.iter().any(|linked| linked.block.config.is_some())
    }

    /// The functions, in the order of the source.
    pub(crate) fn functions(&self) -> Vec<Planned> {
        self.functions_where(|_| true)
    }

    /// Those of some specs.
    pub(crate) fn functions_where(&self, is_wanted: impl Fn(SpecsId) -> bool) -> Vec<Planned> {
        let blocks = self.0.iter().filter(|linked| is_wanted(linked.specs()));
        let functions = blocks.flat_map(|linked| match linked.owner {
            Owner::Type { functions, .. } => functions(),
            Owner::Module { functions } => {
                let mut plan = Plan::new(linked.specs());
                functions(&mut plan);
                plan.functions
            }
        });
        functions.collect()
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
