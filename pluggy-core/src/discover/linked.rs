//! What the linker collects: one [`Linked`] for each `#[hookimpl]`.
//!
//! A registry (`inventory` or `linkme`) holds them in an order of the linker's.
//! [`groups`] puts the blocks of one plugin together, in the order of the
//! source, so that nothing after it depends on that order.

use std::any::TypeId;
use std::borrow::Cow;

use super::backend;
use super::built::Built;
use super::setup::Setup;
use crate::facts::hook::SpecsId;
use crate::facts::name;
use crate::facts::plugin::{Expansion, Letters, PluginFacts, PluginInfo};
use crate::facts::sort::sort_by;
use crate::hook::code::AnyPlugin;
use crate::hook::record::{Function, Given, Record};
use crate::plugin::{Block, FreeFunctions};
use crate::registry::Roster;
use crate::registry::error::PluginErrorKind;

/// One `#[hookimpl]`, as the linker finds it, for the macro to fill.
#[allow(missing_docs, reason = "the names are those of what the block is made of")]
pub struct Linked {
    pub block: &'static Block,
    /// Those of the type's name.
    pub letters: &'static Letters,
    pub specs: fn() -> SpecsId,
    /// The plugin's type; that of all functions, of which those of a module are a plugin.
    pub plugin: fn() -> TypeId,
    /// The constructor's path, for comparison; empty for `Default`.
    pub new: &'static str,
    pub build: Build,
    /// Whether a function is a program's: its package's library may have a module
    /// of the same path.
    pub is_of_program: bool,
}

/// Runs a constructor.
type Build = fn(&Setup) -> Built;

/// Whether this is a program, a test or the like, as Cargo says it: not a library.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_of_program {
    () => {
        $crate::__private::option_env!("CARGO_BIN_NAME").is_some()
            || $crate::__private::option_env!("CARGO_TARGET_TMPDIR").is_some()
    };
}

/// What tells plugins apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Type(TypeId),
    /// Of what package's which version, and whether it is a program's.
    Module(&'static str, &'static str, &'static str, bool),
}

impl Linked {
    fn facts(&self) -> &'static PluginFacts {
        &self.block.facts
    }

    fn specs(&self) -> SpecsId {
        (self.specs)()
    }

    fn is_function(&self) -> bool {
        (self.plugin)() == TypeId::of::<FreeFunctions>()
    }

    fn identity(&self) -> Identity {
        let PluginFacts { module, package, version, .. } = *self.facts();
        if self.is_function() {
            Identity::Module(module, package, version, self.is_of_program)
        } else {
            Identity::Type((self.plugin)())
        }
    }

    /// The constructor that it names.
    fn constructor(&self) -> Option<&'static str> {
        (!self.new.is_empty()).then_some(self.new)
    }
}

/// One linked plugin.
pub(crate) struct Group {
    /// In the order of the source; never none.
    blocks: Vec<&'static Linked>,
    info: PluginInfo,
}

/// All linked plugins as a manager sees them, in the order of their names, those of
/// one name in that of their places.
pub(crate) fn groups(roster: &Roster) -> Vec<Group> {
    let mut blocks: Vec<(Identity, &'static Linked)> = Vec::new();
    for linked in backend::linked() {
        blocks.push((linked.identity(), linked));
    }
    sort_by(&mut blocks, |(a, one), (b, other)| {
        a.cmp(b).then_with(|| place(one.facts()).cmp(&place(other.facts())))
    });
    let mut groups: Vec<Group> = Vec::new();
    for blocks in blocks.chunk_by(|(a, _), (b, _)| a == b) {
        let blocks = blocks.iter().map(|(_, linked)| *linked).collect();
        groups.push(Group::new(seen_by(roster, blocks)));
    }
    sort_by(&mut groups, |a, b| a.name().cmp(b.name()).then_with(|| a.place().cmp(&b.place())));
    groups
}

/// Those of a name, of all.
pub(super) fn of_name<'a>(groups: &'a [Group], name: &str) -> &'a [Group] {
    let (_, from) = groups.split_at(groups.partition_point(|group| group.name() < name));
    &from[..from.partition_point(|group| group.name() == name)]
}

/// The blocks without those functions of other hosts that give their module another
/// name: they are another plugin there.
fn seen_by(roster: &Roster, mut blocks: Vec<&'static Linked>) -> Vec<&'static Linked> {
    if let [_] = &blocks[..] {
        return blocks;
    }
    let is_ours = |linked: &Linked| roster.has_specs(linked.specs().id);
    let ours = || blocks.iter().filter(|linked| is_ours(linked));
    if ours().next().is_none() || blocks.iter().any(|linked| !linked.is_function()) {
        return blocks;
    }
    let others = blocks.iter().filter(|linked| !is_ours(linked));
    let mut named = others.filter_map(|linked| linked.facts().name());
    let others_name = named.next().filter(|name| named.all(|other| other == *name));
    let name = ours().find_map(|linked| linked.facts().name()).or(others_name);
    blocks.retain(|linked| {
        is_ours(linked) || linked.facts().name().is_none_or(|other| Some(other) == name)
    });
    blocks
}

/// The place of a block among others; of several expansions of one macro, where
/// each is, and what it says.
type BlockPlace = ((&'static str, &'static str, &'static str), (u32, u32, &'static str), Expansion);

fn place(facts: &'static PluginFacts) -> BlockPlace {
    let at = (facts.line, facts.column, facts.file);
    let package = (facts.package, facts.version, facts.module);
    (package, at, facts.expansion)
}

impl Group {
    fn new(blocks: Vec<&'static Linked>) -> Self {
        let (facts, letters) = (blocks[0].facts(), blocks[0].letters);
        let mut given = blocks.iter().filter_map(|linked| linked.facts().name());
        let name = given.next().map_or_else(|| facts.default_name(letters), Cow::Borrowed);
        let all = blocks.iter().map(|linked| linked.facts());
        let info = PluginInfo::new(name, Some(facts)).described_by(all);
        Group { blocks, info }
    }

    /// The specs that it implements.
    pub(crate) fn specs(&self) -> impl Iterator<Item = SpecsId> {
        self.blocks.iter().map(|linked| linked.specs())
    }

    pub(crate) fn first(&self) -> &'static PluginFacts {
        self.blocks[0].facts()
    }

    /// Whether it implements a spec of the manager.
    pub(crate) fn is_for(&self, roster: &Roster) -> bool {
        self.specs().any(|specs| roster.has_specs(specs.id))
    }

    pub(crate) fn info(&self) -> &PluginInfo {
        &self.info
    }

    /// The name that a block gives, else the default one.
    pub(crate) fn name(&self) -> &str {
        self.info.name()
    }

    /// Whether the plugin is this one: one of these blocks tells who it is.
    ///
    /// A block is compared as a value: a constant may have several addresses.
    pub(crate) fn has(&self, plugin: &PluginInfo) -> bool {
        self.blocks.iter().any(|linked| plugin.facts() == Some(linked.facts()))
    }

    pub(crate) fn place(&self) -> BlockPlace {
        place(self.first())
    }

    /// Whether a plugin is of its type.
    pub(crate) fn is_of(&self, record: &Record) -> bool {
        self.blocks[0].identity() == Identity::Type(record.type_of_value())
    }

    /// Why it can't be registered, whoever else is there.
    pub(crate) fn mistake(&self) -> Option<PluginErrorKind> {
        let unfit = || Some(PluginErrorKind::UnfitName { mistake: name::mistake(self.name())? });
        self.disagreement().or_else(unfit)
    }

    /// What the blocks disagree on: a block that says nothing follows those
    /// that do.
    fn disagreement(&self) -> Option<PluginErrorKind> {
        self.differs("name", |linked| linked.facts().name())
            .or_else(|| self.differs("new", Linked::constructor))
    }

    fn differs(
        &self,
        option: &'static str,
        value: impl Fn(&Linked) -> Option<&'static str>,
    ) -> Option<PluginErrorKind> {
        let mut said =
            self.blocks.iter().filter_map(|linked| Some((value(linked)?, linked.facts())));
        let (one, one_facts) = said.next()?;
        let (other, other_facts) = said.find(|(other, _)| *other != one)?;
        let show = |value: &str, facts: &PluginFacts| format!("`{value}` at {}", facts.location());
        Some(PluginErrorKind::Disagreement {
            option,
            one: show(one, one_facts),
            other: show(other, other_facts),
        })
    }

    /// Runs the constructor, the one that a block names, else `Default`; answers
    /// the plugin, and what it gives.
    pub(crate) fn build(&self, setup: &Setup) -> Result<(AnyPlugin, Vec<Given>), PluginErrorKind> {
        let named = self.blocks.iter().find(|linked| linked.constructor().is_some());
        let value = AnyPlugin::from((named.unwrap_or(&self.blocks[0]).build)(setup)?);
        let given = self.blocks.iter().map(|linked| {
            Given::new(Some(linked.specs()), Cow::Borrowed(linked.block.functions), &value)
        });
        let given = given.collect();
        Ok((value, given))
    }

    /// Whether it can be configured.
    #[cfg(feature = "select")]
    pub(crate) fn takes_config(&self) -> bool {
        self.blocks.iter().any(|linked| !linked.facts().config.is_empty())
    }

    /// The functions, in the order of the source, each with its spec.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (SpecsId, &'static Function)> {
        self.blocks
            .iter()
            .flat_map(|linked| linked.block.functions.iter().map(|f| (linked.specs(), f)))
    }
}
