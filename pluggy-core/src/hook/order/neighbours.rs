//! Whose marks concern whom in a list, kept from one registration to the next: so a
//! newcomer is compared with those alone whom it names, and who name it.
//!
//! What it answers is a suspicion. Who is at odds with whom, and what to say of it, is
//! [`conflicts`](super::conflicts)' to find, on the whole list.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::{ptr, slice};

use super::Placed;
use crate::facts::imp::Band;
use crate::facts::mark::{Mark, Side};
use crate::facts::pattern::Pattern;
use crate::facts::plugin::PluginInfo;
use crate::hook::record::Ticket;

type Functions = Vec<Option<Function>>;

/// The functions of a list, by the names that they have and that they say.
#[derive(Default)]
pub(crate) struct Neighbours {
    functions: Functions,
    /// The places where there is none.
    free: Vec<usize>,
    names: HashMap<Arc<str>, Name>,
    /// The globs that somebody says.
    globs: Vec<(&'static str, Pattern, Name)>,
}

/// Some functions. One that has left stays in it until half of them may have: so it leaves
/// thousands at what it costs to leave a few.
#[derive(Default)]
struct Group {
    members: Vec<Member>,
    /// How many have left, at most.
    gone: usize,
}

/// A place, and whose function it was given to.
type Member = (usize, Ticket);

/// A name or a glob.
#[derive(Default)]
struct Name {
    meant: Group,
    /// Who asks to come before those, and who after them.
    said_by: [Group; 2],
}

/// A function of the list.
struct Function {
    plugin: PluginInfo,
    ticket: Ticket,
    band: Band,
    /// What it asks to come before, and what after.
    marks: [&'static [&'static str]; 2],
}

impl Neighbours {
    /// Adds a function, and answers its place, to be asked about.
    pub(crate) fn add(&mut self, placed: Placed<'_>) -> usize {
        let Placed { plugin, ticket, facts } = placed;
        let at = self.free.pop().unwrap_or_else(|| {
            self.functions.push(None);
            self.functions.len() - 1
        });
        let (band, marks) = (facts.said.band, [facts.said.before, facts.said.after]);
        self.functions[at] = Some(Function { plugin: plugin.clone(), ticket, band, marks });
        for name in plugin.names() {
            self.name(name).meant.add((at, ticket));
        }
        for (_, pattern, glob) in &mut self.globs {
            if pattern.is_of(plugin) {
                glob.meant.add((at, ticket));
            }
        }
        for Mark { side, name } in placed.marks() {
            self.said(name).said_by[side as usize].add((at, ticket));
        }
        at
    }

    /// Takes away what a plugin has.
    pub(crate) fn remove(&mut self, plugin: &PluginInfo, ticket: Ticket) {
        let named = self.names.get(plugin.name()).into_iter().flat_map(|name| &name.meant.members);
        let its: Vec<_> = named.filter(|(_, owner)| *owner == ticket).map(|(at, _)| *at).collect();
        for at in its {
            let Some(function) = self.functions[at].take() else { continue };
            self.free.push(at);
            for (_, _, glob) in &mut self.globs {
                glob.lose_one(&self.functions);
            }
            self.globs.retain(|(_, _, glob)| glob.is_said());
            let said = function.marks.into_iter().flatten().copied();
            for name in function.plugin.names().chain(said) {
                let Some(entry) = self.names.get_mut(name) else { continue };
                entry.lose_one(&self.functions);
                if entry.meant.members.is_empty() && !entry.is_said() {
                    self.names.remove(name);
                }
            }
        }
    }

    /// What plugins are called, whether or not it looks like a glob.
    fn name(&mut self, name: &str) -> &mut Name {
        if !self.names.contains_key(name) {
            self.names.insert(name.into(), Name::default());
        }
        self.names.get_mut(name).expect("it is there")
    }

    /// What a mark says, as a name or as a glob.
    fn said(&mut self, name: &'static str) -> &mut Name {
        if let Some(at) = self.globs.iter().position(|(glob, ..)| *glob == name) {
            return &mut self.globs[at].2;
        }
        let pattern = Pattern::of(name);
        if !pattern.is_glob() {
            return self.name(name);
        }
        let mut glob = Name::default();
        for (at, function) in self.functions.iter().enumerate() {
            if let Some(function) = function.as_ref().filter(|it| pattern.is_of(&it.plugin)) {
                glob.meant.add((at, function.ticket));
            }
        }
        self.globs.push((name, pattern, glob));
        &mut self.globs.last_mut().expect("it is there").2
    }

    /// Whether some functions may be at odds with others, or among themselves.
    ///
    /// Cost: a look at all that they name, that name them, and that those come before or
    /// after by their marks; not much more than to look at the whole list.
    pub(crate) fn may_be_at_odds(&self, newcomers: &[usize]) -> bool {
        let mut left = self.functions.len();
        newcomers.iter().filter_map(|at| self.functions[*at].as_ref()).any(|newcomer| {
            self.is_against_bands(newcomer) || self.may_close_circle(newcomer, &mut left)
        })
    }

    /// Whether a mark of a function, or one about it, can't be kept by itself.
    fn is_against_bands(&self, function: &Function) -> bool {
        let Function { plugin, ticket, band, marks } = function;
        let mut is_against = marks.iter().any(|names| names.contains(&plugin.name()));
        let mut look = |group: &Group, beyond: Side| {
            let others = group.members.iter().filter_map(|member| there(&self.functions, *member));
            is_against |=
                others.filter(|other| other.ticket != *ticket).any(|other| match beyond {
                    Side::Before => other.band < *band,
                    Side::After => other.band > *band,
                });
        };
        for side in [Side::Before, Side::After] {
            self.each_meant_by(function, side, &mut |group| look(group, side));
            self.each_that_means(function, side, &mut |group| look(group, side.opposite()));
        }
        is_against
    }

    /// Whether marks may lead from a function back to it, for which so many others are
    /// looked at: both ways in turns, since one may end soon.
    fn may_close_circle(&self, function: &Function, left: &mut usize) -> bool {
        let mut ways = [Side::Before, Side::After].map(|side| Way::new(self, function, side));
        loop {
            for way in &mut ways {
                match way.next() {
                    None => return false,
                    Some(next) if next.ticket == function.ticket || *left == 0 => return true,
                    Some(next) => way.go_on_from(next),
                }
                *left -= 1;
            }
        }
    }

    /// Shows whom a function's marks mean on a side, for each mark.
    fn each_meant_by<'a>(
        &'a self,
        function: &Function,
        side: Side,
        show: &mut dyn FnMut(&'a Group),
    ) {
        for name in function.marks[side as usize] {
            let glob = self.globs.iter().find(|(glob, ..)| glob == name).map(|(_, _, glob)| glob);
            show(&glob.unwrap_or_else(|| &self.names[*name]).meant);
        }
    }

    /// Shows whose marks on a side mean a function, for each name and glob.
    fn each_that_means<'a>(
        &'a self,
        function: &Function,
        side: Side,
        show: &mut dyn FnMut(&'a Group),
    ) {
        for name in function.plugin.names() {
            if let Some(name) = self.names.get(name) {
                show(&name.said_by[side as usize]);
            }
        }
        for (_, pattern, glob) in &self.globs {
            let said_by = &glob.said_by[side as usize];
            if !said_by.members.is_empty() && pattern.is_of(&function.plugin) {
                show(said_by);
            }
        }
    }
}

impl Name {
    fn is_said(&self) -> bool {
        self.said_by.iter().any(|group| !group.members.is_empty())
    }

    /// One has left that may be in some of its groups.
    fn lose_one(&mut self, functions: &Functions) {
        for group in self.said_by.iter_mut().chain([&mut self.meant]) {
            group.lose_one(functions);
        }
    }
}

impl Group {
    /// Once, also where a name is said twice.
    fn add(&mut self, member: Member) {
        if self.members.last() != Some(&member) {
            self.members.push(member);
        }
    }

    fn lose_one(&mut self, functions: &Functions) {
        self.gone += 1;
        if self.gone > self.members.len() / 2 {
            self.members.retain(|member| there(functions, *member).is_some());
            self.gone = 0;
        }
    }
}

/// A member, unless it has left.
fn there(functions: &Functions, (at, ticket): Member) -> Option<&Function> {
    functions[at].as_ref().filter(|function| function.ticket == ticket)
}

/// All that comes after a function by the marks in its band, or before it.
///
/// Of a name that several plugins say, all whom it means are gone on to: also one of them
/// that says it itself, and so does not mean itself.
struct Way<'a> {
    all: &'a Neighbours,
    side: Side,
    start: &'a Function,
    /// Whom to go on to: some by what the start says, which does not mean its plugin, or
    /// by what others say.
    ahead: Vec<(IsOfStart, slice::Iter<'a, Member>)>,
    /// The addresses of functions and of groups that have been seen.
    seen: HashSet<usize>,
}

type IsOfStart = bool;

impl<'a> Way<'a> {
    fn new(all: &'a Neighbours, start: &'a Function, side: Side) -> Self {
        let mut way = Way { all, side, start, ahead: Vec::new(), seen: HashSet::new() };
        way.go_on_from(start);
        // Who else says the same may mean the start.
        way.seen.clear();
        way.ahead.iter_mut().for_each(|(is_of_start, _)| *is_of_start = true);
        way
    }

    /// One that has not been seen.
    fn next(&mut self) -> Option<&'a Function> {
        loop {
            let (is_of_start, group) = self.ahead.last_mut()?;
            let Some(member) = group.next() else {
                self.ahead.pop();
                continue;
            };
            let Some(function) = there(&self.all.functions, *member) else { continue };
            let is_meant = !*is_of_start || function.ticket != self.start.ticket;
            let is_next = is_meant && function.band == self.start.band;
            if is_next && self.seen.insert(ptr::from_ref(function).addr()) {
                return Some(function);
            }
        }
    }

    fn go_on_from(&mut self, function: &Function) {
        let Way { all, side, ahead, seen, .. } = self;
        let mut go_on = |group: &'a Group| {
            if !group.members.is_empty() && seen.insert(ptr::from_ref(group).addr()) {
                ahead.push((false, group.members.iter()));
            }
        };
        all.each_meant_by(function, *side, &mut go_on);
        all.each_that_means(function, side.opposite(), &mut go_on);
    }
}
