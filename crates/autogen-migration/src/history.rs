//! What a database has recorded, set against the chain. Reading it creates and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use autogen_revision::{Chain, Direction, Position, RevisionId, Target};
use autogen_sql::ident::Ident;
use sqlx::postgres::PgConnection;

use crate::error::RunError;
use crate::foreign::{self, Tool};
use crate::journal::{self, Entry, State};
use crate::table::{Applied, RevisionTable};

/// What a database has recorded.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// What is applied, known to the chain or not.
    pub applied: BTreeMap<RevisionId, Applied>,
    /// Those of them that the chain does not hold: the database is ahead of the checkout.
    pub unknown: BTreeSet<RevisionId>,
    /// Those of them whose up file has changed since.
    pub edited: BTreeSet<RevisionId>,
    /// Those that another migration tool has recorded as its own; they count as applied. Our table may have
    /// them too: such a revision cannot be taken back here, since the other record of it would stay.
    pub elsewhere: BTreeMap<RevisionId, Tool>,
    /// How far revisions have come that are under way or were interrupted.
    pub journal: Vec<Entry>,
}

/// A revision that is neither applied nor not: a run of it was interrupted, or is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// Which.
    pub id: RevisionId,
    /// Which of its files has begun to run.
    pub direction: Direction,
    /// The section that it came to, from 1.
    pub section: usize,
    /// The statement in it, from 1; 0 when the section has ended.
    pub statement: usize,
    /// When that was, as UTC text.
    pub at: String,
}

impl Recorded {
    /// Reads it. Another tool's table counts where it stands in the default schema.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub async fn read(
        connection: &mut PgConnection,
        table: &RevisionTable,
        default_schema: &Ident,
        chain: &Chain,
    ) -> Result<Self, RunError> {
        let (mut applied, mut unknown, mut edited) =
            (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        for (id, record) in table.read(connection).await? {
            let id = RevisionId::new(id)?;
            match chain.find(id) {
                None => {
                    unknown.insert(id);
                }
                Some(revision) if revision.up.checksum.to_string() != record.checksum => {
                    edited.insert(id);
                }
                Some(_) => {}
            }
            applied.insert(id, record);
        }
        let elsewhere = foreign::applied(connection, default_schema, chain).await?;
        let journal = journal::read(connection, table).await?;
        Ok(Self { applied, unknown, edited, elsewhere, journal })
    }

    /// The ids of what is applied, by whatever tool, and known to the chain.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<RevisionId> {
        let ours = self.applied.keys().filter(|id| !self.unknown.contains(id));
        ours.chain(self.elsewhere.keys()).copied().collect()
    }

    /// The revisions that were interrupted, in one direction or the other.
    #[must_use]
    pub fn partial(&self) -> Vec<Partial> {
        let mut found: BTreeMap<RevisionId, Partial> = BTreeMap::new();
        for entry in self.journal.iter().filter(|entry| entry.state != State::Failed) {
            let Ok(id) = RevisionId::new(entry.step.revision) else { continue };
            let partial = Partial {
                id,
                direction: entry.step.direction,
                section: entry.step.section,
                statement: entry.step.statement,
                at: entry.started_at.clone(),
            };
            // statement 0 is written last
            match found.get(&id) {
                Some(known) if known.section == partial.section && known.statement == 0 => {}
                _ => drop(found.insert(id, partial)),
            }
        }
        found.into_values().collect()
    }

    /// Refuses what nothing may be built on: an applied revision that the chain does not hold, or whose
    /// file was edited since.
    ///
    /// # Errors
    /// [`RunError::Ahead`], [`RunError::Edited`].
    pub fn check(&self, chain: &Chain) -> Result<(), RunError> {
        self.check_edited(chain)?;
        if self.unknown.is_empty() {
            return Ok(());
        }
        Err(self.ahead(chain))
    }

    /// The same without a word of what the chain does not hold: a downgrade may take it back.
    pub(crate) fn check_edited(&self, chain: &Chain) -> Result<(), RunError> {
        let Some(id) = self.edited.first() else { return Ok(()) };
        let file = chain.find(*id).map(|revision| revision.path(Direction::Up)).unwrap_or_default();
        let applied_at = self.applied[id].applied_at.clone();
        Err(RunError::Edited { file, applied_at })
    }

    /// What the chain does not hold and lies beyond a target, or beyond what is taken back on the way there,
    /// by what is recorded of its parents; children first. All of it lies beyond the base.
    pub(crate) fn unknown_beyond(
        &self,
        to: &Target,
        undone: &BTreeSet<RevisionId>,
    ) -> Vec<RevisionId> {
        let parents = |id: &RevisionId| {
            let ids = self.applied[id].parents.as_deref().unwrap_or_default();
            ids.iter().filter_map(|id| RevisionId::new(*id).ok()).collect::<Vec<_>>()
        };
        let from_base = to.positions().contains(&Position::Base) && to.lineage().is_none();
        let mut beyond: Vec<RevisionId> = Vec::new();
        // parents come before their children in the end, however they are numbered
        while let Some(id) = self.unknown.iter().find(|id| {
            let follows = |parent: &RevisionId| {
                to.ids().any(|id| id == *parent)
                    || undone.contains(parent)
                    || beyond.contains(parent)
            };
            let waits =
                |parent: &RevisionId| self.unknown.contains(parent) && !beyond.contains(parent);
            !beyond.contains(id)
                && !parents(id).iter().any(waits)
                && (from_base || parents(id).iter().any(follows))
        }) {
            beyond.push(*id);
        }
        beyond.reverse();
        beyond
    }

    /// Refuses to run anything while a revision is half way in the other direction, or half way and not in
    /// the chain. One in the same direction is gone on with, when its turn comes.
    pub(crate) fn check_partial(
        &self,
        chain: &Chain,
        direction: Direction,
    ) -> Result<(), RunError> {
        let in_the_way = |partial: &&Partial| {
            let known = chain.find(partial.id).is_some() || self.applied.contains_key(&partial.id);
            partial.direction != direction || !known
        };
        let partial = self.partial();
        let Some(partial) = partial.iter().find(in_the_way) else { return Ok(()) };
        let recorded = self.applied.get(&partial.id).map(|record| record.title().to_owned());
        let title = chain.find(partial.id).map(|revision| revision.title().to_owned());
        Err(RunError::Partial {
            id: partial.id,
            title: title.or(recorded).unwrap_or_default(),
            direction: partial.direction,
            section: partial.section,
            at: partial.at.clone(),
        })
    }

    /// What to say of what the chain does not hold.
    #[must_use]
    pub fn ahead(&self, chain: &Chain) -> RunError {
        let known: BTreeSet<RevisionId> = self.ids();
        let below = self.unknown.iter().filter_map(|id| self.applied[id].parents.as_ref());
        let below: BTreeSet<RevisionId> =
            below.flatten().filter_map(|id| RevisionId::new(*id).ok()).collect();
        let below: Vec<RevisionId> = below.intersection(&known).copied().collect();
        let all_recorded = self.unknown.iter().all(|id| self.applied[id].parents.is_some());
        RunError::Ahead {
            revisions: self.unknown.iter().map(|id| (*id, self.applied[id].clone())).collect(),
            folder: chain.folder().to_owned(),
            back_to: match below.as_slice() {
                _ if !all_recorded => None,
                [] => Some(Position::Base),
                [one] => Some(Position::At(*one)),
                _ => None,
            },
        }
    }
}
