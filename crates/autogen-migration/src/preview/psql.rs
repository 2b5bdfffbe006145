//! A run as a script for psql: the statements that the runner sends, in their order.

use std::collections::BTreeMap;

use autogen_revision::{Batch, Checksum, Direction, Mode};
use autogen_sql::ident::{Ident, Literal};

use crate::batch::without_ranges;
use crate::error::RunError;
use crate::frame::Frame;
use crate::journal::{self, Entry, State};
use crate::once;
use crate::options::{ResumeChoice, RunOptions};
use crate::runner::record::{closing, step};
use crate::script::Script;
use crate::session::KEPT;
use crate::words;

/// Writes the script.
///
/// # Errors
/// [`RunError::InDoubt`] for a statement of which it is not known whether it ran.
pub(super) fn script(
    options: &RunOptions,
    journal: &[Entry],
    scripts: &[Script<'_>],
    roles: &BTreeMap<String, Ident>,
    ensuring: &[String],
) -> Result<String, RunError> {
    let mut text = Text::default();
    text.comment("Revisions, as autogen runs them. Run it with: psql -f FILE");
    if scripts.is_empty() {
        text.comment("There is nothing to run.");
        return Ok(text.0);
    }
    text.0.push_str("\\set ON_ERROR_STOP on\n\n");
    let version = Literal(&options.tool_version);
    text.statement("set client_encoding = 'UTF8'");
    text.statement("set client_min_messages = warning");
    text.statement(&format!("set autogen.runner = {version}"));
    text.statement("set standard_conforming_strings = on");
    text.statement(&format!(
        "do $$ begin if not pg_try_advisory_lock({}) then raise exception \
         'another session is applying revisions to this database'; end if; end $$",
        options.table.lock_key()
    ));
    text.all(ensuring);
    if !scripts.iter().all(Script::is_plain) {
        text.statement(&journal::ensuring(&options.table));
    }
    if options.single_transaction {
        text.blank();
        text.statement("begin");
    }
    for script in scripts {
        text.blank();
        text.comment(&format!("revision {} {}", script.id, script.title));
        text.comment(&script.name);
        text.statement(&guard(options, script));
        let first_once = script.sections.iter().position(|section| section.directives.once);
        for at in 0..script.sections.len().max(1) {
            if first_once == Some(at) {
                text.blank();
                text.comment("no other schema decides meanwhile what has to run once per database");
                text.all(&once::making());
                text.statement(&format!("select pg_advisory_lock({})", once::table().lock_key()));
            }
            section(&mut text, options, journal, script, roles, at)?;
            if script.last_once() == Some(at) {
                text.statement(&format!("select pg_advisory_unlock({})", once::table().lock_key()));
            }
        }
    }
    if options.single_transaction {
        text.statement("commit");
    }
    text.blank();
    text.statement(&format!(
        "do $$ begin perform pg_advisory_unlock({}); end $$",
        options.table.lock_key()
    ));
    Ok(text.0)
}

/// What the runner sees for itself in the table: that it is the script's turn.
fn guard(options: &RunOptions, script: &Script<'_>) -> String {
    let (unless, word) = match script.direction {
        Direction::Up => ("", "already"),
        Direction::Down => ("not ", "not"),
    };
    format!(
        "do $$ begin if {unless}exists (select from {} where id = {}) then raise exception \
         'revision {} is {word} applied'; end if; end $$",
        options.table.qualified(),
        script.id,
        script.id
    )
}

fn section(
    text: &mut Text,
    options: &RunOptions,
    journal: &[Entry],
    script: &Script<'_>,
    roles: &BTreeMap<String, Ident>,
    at: usize,
) -> Result<(), RunError> {
    let section = script.sections.get(at);
    let directives = section.map(|section| section.directives.clone()).unwrap_or_default();
    let entries: Vec<&Entry> = script.entries(journal, at).collect();
    let done = |entry: &&Entry| entry.step.statement == 0 && entry.state == State::Done;
    if entries.iter().any(done) {
        return Ok(());
    }
    if script.sections.len() > 1 {
        text.blank();
        text.comment(&format!("section {} of {}", at + 1, script.sections.len()));
    }
    let role = directives.role.as_ref().and_then(|word| roles.get(word));
    let frame = Frame::new(options, &directives, role);
    let statements = section.map(|section| section.statements.as_slice()).unwrap_or_default();
    let mut records = Frame::for_records(None);
    // back to the login's own
    records.extend(role.map(|_| "set local role none".to_owned()));
    records.extend(closing(options, script, at, None));
    let is_once = directives.once;
    if is_once {
        text.once(&once::is_wanted(step(script, at, 0), &script.replaces, &options.default_schema));
    }
    match &directives.mode {
        Mode::Transaction => {
            let own: Vec<String> = statements.iter().map(|s| s.text.to_owned()).collect();
            text.in_one(&frame, is_once, &own, &records, options.single_transaction);
            return Ok(());
        }
        Mode::Batch(batch) => {
            if let Some(entry) = entries.iter().find(|entry| entry.detail.is_some()) {
                return Err(script.half_walked(at, entry));
            }
            text.comment(
                "autogen runs this in batches, each a transaction of its own; a script cannot,",
            );
            text.comment("and runs it over all rows in one. For a large table: autogen upgrade");
            let mut own: Vec<String> =
                statements.iter().map(|statement| without_ranges(statement.text)).collect();
            own.extend(filled(batch));
            text.in_one(&frame, is_once, &own, &records, options.single_transaction);
            return Ok(());
        }
        Mode::NoTransaction { .. } => {}
    }
    if is_once {
        text.meta("if :autogen_once");
    }
    text.all(&frame.session());
    for (index, statement) in statements.iter().enumerate() {
        if words::is_setting(statement.text) {
            text.statement(statement.text);
            continue;
        }
        let entry = entries.iter().find(|entry| entry.step.statement == index + 1);
        match entry.map(|entry| (entry.state, options.resume)) {
            Some((State::Done, _) | (State::Started, ResumeChoice::After)) => continue,
            Some((State::Started, ResumeChoice::Ask)) => {
                return Err(script.in_doubt(statement, entry.copied()));
            }
            _ => {}
        }
        let step = step(script, at, index + 1);
        let checksum = Checksum::of(statement.text).to_string();
        let started =
            journal::note(&options.table, step, State::Started, &checksum, statement.text);
        text.transaction(&[started]);
        text.statement(statement.text);
        text.transaction(&[journal::ended(&options.table, step, State::Done)]);
    }
    text.all(&KEPT.map(|name| format!("reset {name}")));
    if role.is_some() {
        text.statement("reset role");
    }
    if is_once {
        text.meta("endif");
    }
    text.transaction(&records);
    Ok(())
}

/// The statement that sees that a walk has filled what it was to fill.
fn filled(batch: &Batch) -> Option<String> {
    let nulls: Vec<String> = batch.fills.iter().map(|column| format!("{column} is null")).collect();
    let (table, columns) = (&batch.table, batch.fills.join(", "));
    let problem = format!("{table}: rows are left in which {columns} is null");
    let raise = format!(
        "begin if exists (select from {table} where {}) then raise exception using message = {}; end if; end",
        nulls.join(" or "),
        Literal(&problem)
    );
    (!nulls.is_empty()).then(|| format!("do {}", Literal(&raise)))
}

/// A script that grows.
#[derive(Default)]
struct Text(String);

impl Text {
    /// A line for people; whatever it says, it stays one.
    fn comment(&mut self, line: &str) {
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.0.push_str("-- ");
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn blank(&mut self) {
        self.0.push('\n');
    }

    /// A statement. One that ends in a comment keeps its `;` out of that.
    fn statement(&mut self, sql: &str) {
        self.0.push_str(sql);
        let last = sql.rsplit('\n').next().unwrap_or_default();
        self.0.push_str(if last.contains("--") { "\n;\n" } else { ";\n" });
    }

    fn all(&mut self, statements: &[String]) {
        statements.iter().for_each(|statement| self.statement(statement));
    }

    /// Statements with what stands around them in one transaction, of which `own` run only if a section
    /// that runs once is wanted.
    fn in_one(
        &mut self,
        frame: &Frame,
        is_once: bool,
        own: &[String],
        records: &[String],
        single: bool,
    ) {
        if !single {
            self.statement("begin");
        }
        self.all(&frame.local());
        if is_once {
            self.meta("if :autogen_once");
        }
        self.all(own);
        if is_once {
            self.meta("endif");
        }
        self.all(records);
        if !single {
            self.statement("commit");
        }
    }

    /// Asks the database whether a section that runs once is wanted.
    fn once(&mut self, query: &str) {
        self.0.push_str(&format!("select {query} as autogen_once \\gset\n"));
    }

    /// A command of psql's own.
    fn meta(&mut self, command: &str) {
        self.0.push_str(&format!("\\{command}\n"));
    }

    fn transaction(&mut self, statements: &[String]) {
        self.statement("begin");
        self.all(statements);
        self.statement("commit");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stays_in_its_line() {
        let mut text = Text::default();
        text.comment("a\rdrop table x;\nb");
        text.statement("select 1 -- x");
        assert_eq!(text.0, "-- a drop table x; b\nselect 1 -- x\n;\n");
    }
}
