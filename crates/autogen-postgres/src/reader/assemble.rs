//! Puts the rows of the catalog queries together: facts by their ids, edges by their addresses.

#![allow(clippy::disallowed_types, reason = "addresses are looked up, never iterated")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use autogen_core::catalog::{Bystander, Catalog, Fact, Tie};
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::row::{Fields, Known, Row, RowError};

/// Where an object stands in the system catalogs: oid of the catalog, oid of the object, column.
type Address = (u32, u32, i32);

const PG_CLASS: u32 = 1259;
const PG_EXTENSION: u32 = 3079;

/// The place of a fact, or of a bystander, among those read so far.
enum Place {
    Fact(usize),
    Bystander(usize),
}

/// Mixes the numbers of an address; nobody who could choose oids gains from a collision.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        // the odd constant is 2^64 over the golden ratio, as in Fibonacci hashing
        self.0 = (self.0.rotate_left(23) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u32(number.cast_unsigned());
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// A catalog in the making.
pub(super) struct Assembly {
    catalog: Catalog,
    places: Places,
}

#[derive(Default)]
struct Places {
    /// In the order of their kinds.
    facts: Vec<(ObjectId, Fact)>,
    /// Of each fact, the place of what it is a part of.
    parents: Vec<Option<usize>>,
    /// The objects' own addresses.
    own: Map<Address, usize>,
    /// What stands for them: a constraint's index, a table's row type.
    also: Map<Address, usize>,
    bystanders: Map<Address, usize>,
    /// The extension that each member of one belongs to.
    members: Map<(u32, u32), u32>,
}

impl Places {
    fn fact(&self, address: Address) -> Option<usize> {
        self.own.get(&address).or_else(|| self.also.get(&address)).copied()
    }

    fn id(&self, fact: usize) -> &ObjectId {
        &self.facts[fact].0
    }

    /// Whether a fact is the other one or a part of it.
    fn is_within(&self, fact: usize, whole: usize) -> bool {
        std::iter::successors(Some(fact), |at| self.parents[*at]).any(|at| at == whole)
    }

    /// The places of all facts in the order of their ids. Kinds come first in that order, and a parent
    /// is of an earlier kind than its parts, so that its rank is known by then and nothing has to be
    /// compared but ranks and the names of siblings.
    fn sorted(&self) -> Vec<usize> {
        let mut ranks = vec![0; self.facts.len()];
        let mut sorted = Vec::with_capacity(self.facts.len());
        let indexes: Vec<usize> = (0..self.facts.len()).collect();
        for group in indexes.chunk_by(|a, b| self.id(*a).kind() == self.id(*b).kind()) {
            let mut group: Vec<(Option<usize>, usize)> = group
                .iter()
                .map(|place| (self.parents[*place].map(|up| ranks[up]), *place))
                .collect();
            group.sort_by(|(rank, place), (other_rank, other)| {
                rank.cmp(other_rank).then_with(|| match rank {
                    Some(_) => self.id(*place).name().cmp(self.id(*other).name()),
                    None => self.id(*place).cmp(self.id(*other)),
                })
            });
            for (_, place) in group {
                ranks[place] = sorted.len();
                sorted.push(place);
            }
        }
        sorted
    }

    fn find(&self, address: Address) -> Option<Place> {
        let (class, oid, _) = address;
        if let Some(fact) = self.fact(address) {
            return Some(Place::Fact(fact));
        }
        let whole = (class, oid, 0);
        let bystander = self.bystanders.get(&address).or_else(|| self.bystanders.get(&whole));
        if let Some(place) = bystander {
            return Some(Place::Bystander(*place));
        }
        // who needs a member needs its extension
        let extension = self.members.get(&(class, oid)).map(|oid| (PG_EXTENSION, *oid, 0));
        self.fact(extension.unwrap_or(whole)).map(Place::Fact)
    }
}

impl Known for Places {
    fn object(&self, class: u32, oid: u32) -> Option<&ObjectId> {
        self.own.get(&(class, oid, 0)).map(|fact| self.id(*fact))
    }

    fn column(&self, table: u32, number: i32) -> Option<&ObjectId> {
        self.own.get(&(PG_CLASS, table, number)).map(|fact| self.id(*fact))
    }
}

/// `class:oid` for each address, separated by spaces.
fn addresses(text: Option<&str>) -> Vec<Address> {
    let parse = |address: &str| {
        let (class, oid) = address.split_once(':')?;
        Some((class.parse().ok()?, oid.parse().ok()?, 0))
    };
    text.unwrap_or_default().split(' ').filter_map(parse).collect()
}

impl Assembly {
    pub(super) fn new(catalog: Catalog) -> Self {
        Self { catalog, places: Places::default() }
    }

    /// A member of an extension.
    pub(super) fn member(&mut self, fields: &dyn Fields) -> Result<(), RowError> {
        let mut row = Row::new(fields, &self.places);
        let (member, extension) = ((row.number()?, row.number()?), row.number()?);
        self.places.members.insert(member, extension);
        Ok(())
    }

    /// A row of a kind's query.
    pub(super) fn fact(&mut self, kind: Kind, fields: &dyn Fields) -> Result<(), RowError> {
        let mut row = Row::new(fields, &self.places);
        let address: Address = (row.number()?, row.number()?, row.number()?);
        let also = addresses(row.maybe()?);
        let parent: Option<Address> = row.maybe_address()?;
        let schema = row.maybe()?.map(Ident::new);
        let name = row.ident()?;
        let position = row.number()?;
        if self.places.members.contains_key(&(address.0, address.1)) {
            return Ok(());
        }
        let parent = match parent {
            None => None,
            // a part of something that is no fact is no fact either
            Some(parent) => match self.places.own.get(&parent) {
                Some(parent) => Some(*parent),
                None => return Ok(()),
            },
        };
        let id = match parent {
            None => ObjectId::root(kind, schema, name),
            Some(parent) => ObjectId::part(kind, self.places.id(parent).clone(), name),
        };
        let id = if kind.overloaded() { id.with_signature(row.text()?) } else { id };
        match kind.read(&mut row) {
            Ok(payload) => {
                let fact = Fact {
                    payload: Box::new(payload),
                    depends: BTreeSet::new(),
                    position,
                    derived: false,
                };
                let place = self.places.facts.len();
                if address.1 != 0 {
                    self.places.own.insert(address, place);
                }
                for address in also {
                    self.places.also.insert(address, place);
                }
                self.places.facts.push((id, fact));
                self.places.parents.push(parent);
            }
            Err(RowError::Unmodelled) => {
                let label = id.label(&self.catalog.default_schema);
                let place = self.stand_by(label, Tie::Object);
                self.places.bystanders.insert(address, place);
                if let Some(parent) = id.parent() {
                    self.catalog.bystanders[place].depends.insert(parent.clone());
                }
            }
            Err(RowError::Malformed { index, problem }) => {
                let label = id.label(&self.catalog.default_schema);
                return Err(RowError::Malformed { index, problem: format!("{label}: {problem}") });
            }
        }
        Ok(())
    }

    fn stand_by(&mut self, label: String, tie: Tie) -> usize {
        let (depends, supports) = (BTreeSet::new(), BTreeSet::new());
        self.catalog.bystanders.push(Bystander { label, modelled: false, tie, depends, supports });
        self.catalog.bystanders.len() - 1
    }

    /// Something that no kind models, or a feature of a fact that its kind does not.
    pub(super) fn bystander(&mut self, fields: &dyn Fields) -> Result<(), RowError> {
        let mut row = Row::new(fields, &self.places);
        let address: Address = (row.number()?, row.number()?, row.number()?);
        let also = addresses(row.maybe()?);
        let feature = row.maybe()?;
        let label = row.text()?.to_owned();
        if self.places.members.contains_key(&(address.0, address.1)) {
            return Ok(());
        }
        if let Some(feature) = feature {
            // a feature of what is no fact is a part of the bystander
            let whole = (address.0, address.1, 0);
            if let Some(fact) = self.places.fact(address).or_else(|| self.places.fact(whole)) {
                let id = self.places.id(fact).clone();
                let place = self.stand_by(format!("{feature} of {label}"), Tie::Property);
                self.catalog.bystanders[place].depends.insert(id);
            }
            return Ok(());
        }
        let place = self.stand_by(label, Tie::Object);
        self.places.bystanders.insert(address, place);
        for address in also {
            self.places.bystanders.insert(address, place);
        }
        Ok(())
    }

    /// A row of `pg_depend`.
    pub(super) fn edge(&mut self, fields: &dyn Fields) -> Result<(), RowError> {
        let mut row = Row::new(fields, &self.places);
        let mut address = || Ok::<Address, RowError>((row.number()?, row.number()?, row.number()?));
        let (from, to) = (address()?, address()?);
        match (self.places.find(from), self.places.find(to)) {
            // a part needs its parent by being one
            (Some(Place::Fact(from)), Some(Place::Fact(to)))
                if !self.places.is_within(from, to) && !self.places.is_within(to, from) =>
            {
                let needed = self.places.id(to).clone();
                self.places.facts[from].1.depends.insert(needed);
            }
            (Some(Place::Fact(from)), Some(Place::Bystander(to))) => {
                let id = self.places.id(from).clone();
                self.catalog.bystanders[to].supports.insert(id);
            }
            (Some(Place::Bystander(from)), Some(Place::Fact(to))) => {
                let id = self.places.id(to).clone();
                self.catalog.bystanders[from].depends.insert(id);
            }
            _ => {}
        }
        Ok(())
    }

    /// A row of `pg_cast`.
    pub(super) fn cast(&mut self, fields: &dyn Fields) -> Result<(), RowError> {
        let mut row = Row::new(fields, &self.places);
        self.catalog.casts.insert(row.text()?, row.text()?, row.text()?, row.text()?);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Catalog {
        let sorted = self.places.sorted();
        let mut facts: Vec<_> = self.places.facts.into_iter().map(Some).collect();
        let sorted = sorted.into_iter().filter_map(|place| facts[place].take());
        *self.catalog.facts_mut() = sorted.collect::<BTreeMap<_, _>>();
        self.catalog.bystanders.sort();
        self.catalog
    }
}
