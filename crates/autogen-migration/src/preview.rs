//! What a run would do, without doing it.

mod psql;

use std::collections::{BTreeMap, BTreeSet};

use autogen_revision::{Chain, Direction, Mode, RevisionId, StatementSpan, Target, duration};

use autogen_sql::ident::Ident;

use crate::error::RunError;
use crate::history::Recorded;
use crate::journal::{Entry, State};
use crate::options::RunOptions;
use crate::runner::{Runner, scripts_of, steps_to};
use crate::script::{Note, Script};

/// What would run, in order.
#[derive(Debug)]
pub struct Preview {
    /// The revisions.
    pub revisions: Vec<Planned>,
    /// All that would be sent to the server, as a script for psql. There is none while a person has to say
    /// whether a statement ran.
    pub sql: Result<String, RunError>,
}

/// A revision that would run.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which.
    pub id: RevisionId,
    /// The first line of its message.
    pub title: String,
    /// Its file.
    pub file: String,
    /// Whether it would only be recorded, in place of what it replaces.
    pub recorded_only: bool,
    /// Its sections.
    pub sections: Vec<PlannedSection>,
}

/// A section that would run.
#[derive(Clone, Debug)]
pub struct PlannedSection {
    /// `generated/….up.sql:12`.
    pub place: String,
    /// How it would run, in words.
    pub mode: String,
    /// How many statements it has.
    pub statements: usize,
    /// How many of them an interrupted run has done.
    pub done: usize,
    /// What may be lost or locked, as the file says above its statements.
    pub hazards: Vec<String>,
}

impl Runner<'_> {
    /// What [`Runner::run`] would do now. Takes no lock and changes nothing.
    ///
    /// # Errors
    /// What would keep it from running anything.
    pub async fn preview<E: From<RunError>>(
        &mut self,
        direction: Direction,
        choose: impl Fn(&Chain, &Recorded) -> Result<Target, E>,
    ) -> Result<Preview, E> {
        let recorded = self.recorded().await?;
        let to = self.target(&recorded, direction, choose)?;
        let steps = steps_to(self.chain, &recorded.ids(), direction, &to)?;
        let kept = self.kept_files(&recorded, direction, &to, &steps).await?;
        let scripts = scripts_of(self.chain, self.options, &recorded, &kept, &steps, direction)?;
        let columns = self.options.table.columns(self.connection).await.map_err(RunError::from)?;
        let ensuring = self.options.table.ensuring(columns.as_ref());
        let roles = self.roles(&scripts).await?;
        Ok(preview(self.options, &recorded.journal, &scripts, &roles, &ensuring))
    }
}

/// What would run on a database that has these revisions of the chain applied, and nothing else. No
/// database is asked.
///
/// # Errors
/// What would keep it from running anything.
pub fn offline(
    chain: &Chain,
    options: &RunOptions,
    applied: &BTreeSet<RevisionId>,
    direction: Direction,
    to: &Target,
) -> Result<Preview, RunError> {
    let steps = steps_to(chain, applied, direction, to)?;
    let scripts = scripts_of(chain, options, &Recorded::default(), &[], &steps, direction)?;
    scripts.iter().try_for_each(|script| script.check_words(options))?;
    Ok(preview(options, &[], &scripts, &options.roles, &options.table.ensuring_blindly()))
}

fn preview(
    options: &RunOptions,
    journal: &[Entry],
    scripts: &[Script<'_>],
    roles: &BTreeMap<String, Ident>,
    ensuring: &[String],
) -> Preview {
    let sql = psql::script(options, journal, scripts, roles, ensuring);
    let planned = |script: &Script<'_>| Planned {
        id: script.id,
        title: script.title.clone(),
        file: script.name.clone(),
        recorded_only: matches!(script.record, Note::Replaces(..)),
        sections: (0..script.sections.len()).map(|at| section(journal, script, at)).collect(),
    };
    Preview { revisions: scripts.iter().map(planned).collect(), sql }
}

fn section(journal: &[Entry], script: &Script<'_>, at: usize) -> PlannedSection {
    let section = &script.sections[at];
    let done = |entry: &&Entry| entry.state == State::Done;
    let entries: Vec<&Entry> = script.entries(journal, at).filter(done).collect();
    let whole = entries.iter().any(|entry| entry.step.statement == 0);
    let hazard = |statement: &StatementSpan<'_>| {
        let hazards = statement.comments.iter().filter_map(|text| text.strip_prefix("hazard: "));
        hazards.map(str::to_owned).collect::<Vec<_>>()
    };
    PlannedSection {
        place: script.place(section),
        mode: words(script, at),
        statements: section.statements.len(),
        done: if whole { section.statements.len() } else { entries.len() },
        hazards: section.statements.iter().flat_map(hazard).collect(),
    }
}

/// How a section runs.
fn words(script: &Script<'_>, at: usize) -> String {
    let directives = &script.sections[at].directives;
    let mut words = vec![match &directives.mode {
        Mode::Transaction => "in a transaction".to_owned(),
        Mode::NoTransaction { idempotent: false } => "outside a transaction".to_owned(),
        Mode::NoTransaction { idempotent: true } => {
            "outside a transaction, and again where that is in doubt".to_owned()
        }
        Mode::Batch(batch) => batch.to_string(),
    }];
    words.extend(directives.role.as_ref().map(|role| format!("as role {role}")));
    words.extend(directives.once.then(|| "once per database".to_owned()));
    let time = |name, time| format!("{name} timeout {}", duration::show(time));
    words.extend(directives.lock_timeout.map(|limit| time("lock", limit)));
    words.extend(directives.statement_timeout.map(|limit| time("statement", limit)));
    words.join(", ")
}
