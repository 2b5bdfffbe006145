//! A run as a script for psql: the statements that the runner sends, in their order.

use autogen_revision::{Checksum, Direction, Mode};

use crate::error::RunError;
use crate::frame::Frame;
use crate::journal::{self, Entry, State};
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
    ensuring: Vec<String>,
) -> Result<String, RunError> {
    let mut text = Text::default();
    text.comment("Revisions, as autogen runs them. Run it with: psql -f FILE");
    if scripts.is_empty() {
        text.comment("There is nothing to run.");
        return Ok(text.0);
    }
    text.0.push_str("\\set ON_ERROR_STOP on\n\n");
    let version = autogen_sql::ident::Literal(&options.tool_version);
    text.statement(&format!("set autogen.runner = {version}"));
    text.statement("set standard_conforming_strings = on");
    text.statement(&format!(
        "do $$ begin if not pg_try_advisory_lock({}) then raise exception \
         'another session is applying revisions to this database'; end if; end $$",
        options.table.lock_key()
    ));
    text.all(&ensuring);
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
        for at in 0..script.sections.len().max(1) {
            section(&mut text, options, journal, script, at)?;
        }
    }
    if options.single_transaction {
        text.statement("commit");
    }
    text.blank();
    text.statement(&format!("select pg_advisory_unlock({})", options.table.lock_key()));
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
    at: usize,
) -> Result<(), RunError> {
    let section = script.sections.get(at);
    let directives = section.map(|section| section.directives.clone()).unwrap_or_default();
    let entries: Vec<&Entry> = script.entries(journal, at).collect();
    let done = |entry: &&Entry| entry.step.statement == 0 && entry.state == State::Done;
    if entries.iter().any(|entry| done(&entry)) {
        return Ok(());
    }
    if script.sections.len() > 1 {
        text.blank();
        text.comment(&format!("section {} of {}", at + 1, script.sections.len()));
    }
    let frame = Frame::new(options, &directives, None);
    let statements = section.map(|section| section.statements.as_slice()).unwrap_or_default();
    let mut records = Frame::for_records(None);
    records.extend(closing(options, script, at, None));
    if directives.mode == Mode::Transaction {
        if !options.single_transaction {
            text.statement("begin");
        }
        text.all(&frame.local());
        statements.iter().for_each(|statement| text.statement(statement.text));
        text.all(&records);
        if !options.single_transaction {
            text.statement("commit");
        }
        return Ok(());
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
    text.transaction(&records);
    Ok(())
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
