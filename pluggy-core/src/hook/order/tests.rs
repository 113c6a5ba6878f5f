//! The order, against a solver that tries every permutation.

use super::conflict::conflicts;
use super::neighbours::Neighbours;
use super::{Age, Conflict, Keeper, Key, Placed, UserOrder};
use crate::facts::imp::{Band, ImplFacts, Said};
use crate::facts::mark::{Mark, Side};
use crate::facts::pattern::Pattern;
use crate::facts::plugin::{Expansion, PluginFacts, PluginInfo};
use crate::hook::record::{Index, Ticket};

/// A function of a plugin.
#[derive(Clone, Debug)]
struct Item {
    plugin: PluginInfo,
    ticket: Ticket,
    index: Index,
    band: Band,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

impl Item {
    fn new(name: &str, ticket: Ticket, band: Band) -> Self {
        let plugin = PluginInfo::new(name, None);
        Item { plugin, ticket, index: Index::FIRST, band, before: &[], after: &[] }
    }

    fn key(&self, is_oldest_first: bool) -> Key {
        let age = Age { batch: self.ticket, ticket: self.ticket, index: self.index };
        Key::new(self.band, age, is_oldest_first)
    }

    fn placed(&self) -> Placed<'_> {
        let Item { band, before, after, .. } = *self;
        let said = Box::leak(Box::new(Said { band, before, after, ..*Said::NOTHING }));
        let [hook, function] = ["f"; 2];
        let (signature, file, line, column) = ("fn f(&self)", "", 0, 0);
        let facts = ImplFacts { hook, function, signature, file, line, column, said };
        Placed { plugin: &self.plugin, ticket: self.ticket, facts }
    }
}

fn names(list: &[Item]) -> Vec<&str> {
    list.iter().map(|item| item.plugin.name()).collect()
}

fn arranged(list: &[Item]) -> Vec<Item> {
    let mut list = list.to_vec();
    list.sort_by_key(|item| item.key(false));
    Keeper::OF_MARKS.arrange(&mut list, Item::placed, &UserOrder::default());
    list
}

fn assert_steps(is_oldest_first: bool, steps: &[(&str, Band, &[&str])]) {
    let steps = (1..).zip(steps);
    let items: Vec<Item> =
        steps.clone().map(|(ticket, (name, band, _))| Item::new(name, ticket, *band)).collect();
    let mut list = Vec::new();
    for (item, (_, (_, _, expected))) in items.iter().zip(steps) {
        list.push(item.clone());
        list.sort_by_key(|item| item.key(is_oldest_first));
        assert_eq!(names(&list), *expected);
    }
}

#[test]
fn bands_are_newest_first_but_trylast_is_oldest_first() {
    assert_steps(
        false,
        &[
            ("a", Band::Plain, &["a"]),
            ("b", Band::Plain, &["b", "a"]),
            ("c", Band::TryLast, &["b", "a", "c"]),
            ("d", Band::TryFirst, &["d", "b", "a", "c"]),
            ("e", Band::Plain, &["d", "e", "b", "a", "c"]),
            ("f", Band::TryLast, &["d", "e", "b", "a", "c", "f"]),
            ("g", Band::TryFirst, &["g", "d", "e", "b", "a", "c", "f"]),
            ("h", Band::Plain, &["g", "d", "h", "e", "b", "a", "c", "f"]),
            ("i", Band::TryLast, &["g", "d", "h", "e", "b", "a", "c", "f", "i"]),
        ],
    );
}

#[test]
fn all_bands_of_an_oldestfirst_hook_are_oldest_first() {
    assert_steps(
        true,
        &[
            ("a", Band::Plain, &["a"]),
            ("b", Band::Plain, &["a", "b"]),
            ("c", Band::TryLast, &["a", "b", "c"]),
            ("d", Band::TryFirst, &["d", "a", "b", "c"]),
            ("e", Band::TryFirst, &["d", "e", "a", "b", "c"]),
            ("f", Band::TryLast, &["d", "e", "a", "b", "c", "f"]),
        ],
    );
}

/// Numbers that look as if by chance, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const NAMES: [&str; 6] = ["pa", "pb", "pc", "qa", "qb", "qc"];
const MARKS: [&str; 10] = ["pa", "pb", "pc", "qa", "qb", "qc", "q*", "*a", "twin", "nobody"];

fn package(package: &'static str) -> &'static PluginFacts {
    Box::leak(Box::new(PluginFacts {
        name: "",
        type_name: "",
        package,
        version: "",
        description: "",
        docs: &[],
        config: "",
        module: "root",
        file: "lib.rs",
        line: 1,
        column: 1,
        expansion: Expansion::new((1, 1), (1, 1), ""),
    }))
}

/// Some names, but not a plugin's own.
fn marks(random: &mut Random, own: &str) -> &'static [&'static str] {
    let count = random.pick(&[0, 0, 0, 1, 1, 2]);
    let marks = (0..count).map(|_| random.pick(&MARKS)).filter(|mark| *mark != own);
    Vec::leak(marks.collect())
}

/// Some plugins with some marks, none of which names its own plugin.
fn random_items(random: &mut Random) -> Vec<Item> {
    let packages = ["twin", "twin", "single"].map(package);
    let mut items: Vec<Item> = Vec::new();
    for (ticket, name) in (1..).zip(NAMES) {
        if random.below(5) == 0 {
            continue;
        }
        let plugin = PluginInfo::new(name, Some(random.pick(&packages)));
        let (before, after) = (marks(random, name), marks(random, name));
        let band =
            random.pick(&[Band::Plain, Band::Plain, Band::Plain, Band::Plain, Band::TryLast]);
        items.push(Item { plugin, ticket, index: Index::FIRST, band, before, after });
        if items.len() < 5 && random.below(6) == 0 {
            let (index, before) = (Index::FIRST.reversed(), marks(random, name));
            let other = items[items.len() - 1].clone();
            items.push(Item { index, before, ..other });
        }
    }
    let mut tickets = [1, 2, 3, 4, 5, 6];
    for i in (1..tickets.len()).rev() {
        tickets.swap(i, random.below(i + 1));
    }
    for item in &mut items {
        item.ticket = tickets[usize::try_from(item.ticket).unwrap() - 1];
    }
    items
}

/// Whether an order keeps all marks and bands, said without a graph.
fn is_kept(order: &[&Item]) -> bool {
    let asks = |one: &Item, side, other: &Item| {
        let placed = one.placed();
        let is_asked =
            |mark: Mark| mark.side == side && Pattern::of(mark.name).is_of(&other.plugin);
        one.ticket != other.ticket && placed.marks().any(is_asked)
    };
    let pairs = (0..order.len()).flat_map(|late| (0..late).map(move |early| (early, late)));
    pairs.map(|(early, late)| (order[early], order[late])).all(|(early, late)| {
        early.band <= late.band
            && !asks(early, Side::After, late)
            && !asks(late, Side::Before, early)
    })
}

/// The first permutation that keeps all, where those come first that leave the
/// order as it was for longest.
fn by_force<'a>(order: &mut Vec<&'a Item>, left: &mut Vec<&'a Item>) -> bool {
    if left.is_empty() {
        return true;
    }
    for i in 0..left.len() {
        let item = left.remove(i);
        order.push(item);
        if is_kept(order) && by_force(order, left) {
            return true;
        }
        order.pop();
        left.insert(i, item);
    }
    false
}

fn solution(items: &[Item]) -> Option<Vec<Item>> {
    let mut left: Vec<&Item> = items.iter().collect();
    left.sort_by_key(|item| item.key(false));
    let mut order = Vec::new();
    by_force(&mut order, &mut left).then(|| order.into_iter().cloned().collect())
}

/// Who can't join, of newcomers in the order of their names.
fn refused(items: &[Item]) -> Vec<(Ticket, Conflict)> {
    let mut newcomers: Vec<&Item> = items.iter().collect();
    newcomers.sort_by_key(|item| item.plugin.name());
    let mut tickets: Vec<Ticket> = newcomers.iter().map(|item| item.ticket).collect();
    tickets.dedup();
    let list = items.iter().map(Item::placed).collect();
    conflicts(vec![list], &tickets).into_iter().collect()
}

#[test]
fn the_order_is_the_first_of_all_that_keep_the_marks() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut solved, mut unsolved) = (0, 0);
    for _ in 0..600 {
        let items = random_items(&mut random);
        let refused = refused(&items);
        if let Some(expected) = solution(&items) {
            assert!(refused.is_empty(), "{items:?} {refused:?}");
            assert_eq!(names(&arranged(&items)), names(&expected), "{items:?}");
            solved += 1;
            continue;
        }
        unsolved += 1;
        assert!(!refused.is_empty(), "{items:?}");
        let is_in = |item: &Item| refused.iter().all(|(ticket, _)| *ticket != item.ticket);
        let rest: Vec<Item> = items.iter().filter(|item| is_in(item)).cloned().collect();
        let expected = solution(&rest).expect("what is left has an order");
        assert_eq!(names(&arranged(&rest)), names(&expected), "{rest:?}");
        assert_reasons(&items, &rest, &refused);
    }
    assert!(solved > 100 && unsolved > 100, "{solved} {unsolved}");
}

/// Each who is in a circle closes it: with those before it by name there is no
/// order. Who is against a band is so with one other.
fn assert_reasons(items: &[Item], rest: &[Item], refused: &[(Ticket, Conflict)]) {
    for (ticket, conflict) in refused {
        let item = items.iter().find(|item| item.ticket == *ticket).unwrap();
        match conflict {
            Conflict::Circle(marks) => {
                let name = item.plugin.name();
                let before = rest.iter().filter(|other| other.plugin.name() < name);
                let own = items.iter().filter(|item| item.ticket == *ticket);
                let with: Vec<Item> = before.chain(own).cloned().collect();
                assert!(solution(&with).is_none(), "{with:?}");
                assert!(marks.len() > 1, "{marks:?}");
            }
            Conflict::Bands { mark, other, .. } => {
                assert_eq!(mark.plugin, item.plugin);
                let are = |it: &&Item| it.plugin == item.plugin || it.plugin == *other;
                let both: Vec<Item> = items.iter().filter(are).cloned().collect();
                assert!(solution(&both).is_none());
            }
            Conflict::Itself(_) => panic!("no mark names its own plugin"),
        }
    }
}

/// Who comes is suspected where it can't join, and seldom else; whoever has left before.
#[test]
fn a_newcomer_that_is_not_suspected_is_at_odds_with_nobody() {
    let mut random = Random(11);
    let (mut refused, mut suspected, mut free) = (0, 0, 0);
    for _ in 0..600 {
        let (mut neighbours, mut list) = (Neighbours::default(), Vec::<Item>::new());
        let items = random_items(&mut random);
        for newcomers in items.chunk_by(|a, b| a.ticket == b.ticket) {
            if let Some(leaving) = list.first().filter(|_| random.below(4) == 0) {
                let ticket = leaving.ticket;
                neighbours.remove(&leaving.plugin, ticket);
                list.retain(|item| item.ticket != ticket);
            }
            let added: Vec<_> =
                newcomers.iter().map(|item| neighbours.add(item.placed())).collect();
            let is_suspected = neighbours.may_be_at_odds(&added);
            let placed = list.iter().chain(newcomers).map(Item::placed).collect();
            if !conflicts(vec![placed], &[newcomers[0].ticket]).is_empty() {
                assert!(is_suspected, "{newcomers:?} {list:?}");
                neighbours.remove(&newcomers[0].plugin, newcomers[0].ticket);
                refused += 1;
                continue;
            }
            list.extend_from_slice(newcomers);
            *if is_suspected { &mut suspected } else { &mut free } += 1;
        }
    }
    assert!(refused > 200 && free > 1_000 && suspected < free / 50, "{refused} {suspected} {free}");
}

#[test]
fn it_does_not_matter_who_publishes_first() {
    let mut random = Random(7);
    for _ in 0..200 {
        let items = random_items(&mut random);
        let expected = arranged(&items);
        let mut one_by_one = Vec::new();
        for item in &items {
            one_by_one.push(item.clone());
            one_by_one = arranged(&one_by_one);
        }
        assert_eq!(names(&one_by_one), names(&expected));
        let mut fewer = items.clone();
        fewer.truncate(items.len() / 2);
        one_by_one.retain(|item| fewer.iter().any(|other| other.key(false) == item.key(false)));
        assert_eq!(names(&arranged(&one_by_one)), names(&arranged(&fewer)));
    }
}

/// More than have edges of their own.
#[test]
fn who_is_meant_by_the_name_that_it_says_is_not_meant() {
    let own: Vec<String> = (0..20).map(|i| format!("p{i:02}")).collect();
    let item = |(ticket, name): (Ticket, &String)| Item::new(name, ticket, Band::Plain);
    for first in [0, 7, 19] {
        let mut items: Vec<Item> = (1..).zip(&own).map(item).collect();
        items[first].before = &["p*"];
        items[(first + 3) % 20].after = &["p*"];
        let order = arranged(&items);
        assert_eq!(order[0].ticket, items[first].ticket);
        assert_eq!(order[19].ticket, items[(first + 3) % 20].ticket);
        assert_eq!(names(&order), names(&solution_of_ends(&items, first, (first + 3) % 20)));
        assert!(refused(&items).is_empty());
        items[(first + 1) % 20].before = &["p*"];
        let refused = refused(&items);
        let last = first.max((first + 1) % 20);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].0, items[last].ticket);
        assert!(matches!(&refused[0].1, Conflict::Circle(marks) if marks.len() == 2));
    }
}

fn solution_of_ends(items: &[Item], first: usize, last: usize) -> Vec<Item> {
    let mut items: Vec<(usize, Item)> = items.iter().cloned().enumerate().collect();
    items.reverse();
    items.sort_by_key(|(at, _)| {
        if *at == first {
            0
        } else if *at == last {
            2
        } else {
            1
        }
    });
    items.into_iter().map(|(_, item)| item).collect()
}

#[test]
fn thousands_who_say_one_name_have_few_edges() {
    let names: Vec<String> = (0..10_000).map(|i| format!("p{i}")).collect();
    let mut items: Vec<Item> =
        (1..).zip(&names).map(|(ticket, name)| Item::new(name, ticket, Band::Plain)).collect();
    for item in &mut items[1..] {
        item.after = &["p0"];
    }
    for item in &mut items[..5_000] {
        item.before = &["p[5-9]???"];
    }
    let list: Vec<Placed<'_>> = items.iter().map(Item::placed).collect();
    let graph = super::marks::Graph::of(&list, &super::marks::Meanings::of(&list));
    assert!(graph.next.iter().map(Vec::len).sum::<usize>() < 50_000);
    let order = arranged(&items);
    assert_eq!((order[0].plugin.name(), order[9_999].plugin.name()), ("p0", "p5000"));
}
