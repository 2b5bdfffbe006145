//! The statement that opens a file which only autogen's runner can run.
//!
//! A file of one plain section is SQL that psql or sqlx run as it is. One of several sections, or with a
//! section that is batched, outside a transaction, under another role or once per database, means something
//! else there: its directives are comments. It therefore begins with a statement that fails unless the
//! setting `autogen.runner` says who runs it. The runner sets that first, and knows nothing of the guard.
//!
//! A file with `-- no-transaction` on its first line has none: that is sqlx' own word, and such a file of
//! one statement runs the same there. With a second statement it would run in a transaction after all,
//! as PostgreSQL makes one of whatever is sent together.

use crate::directive::{Directives, Mode};
use crate::file::{Direction, FileText};
use crate::section::{Section, Statement};
use crate::sections::{SectionError, SectionSpan};
use crate::write::NewHalf;

/// The setting by which a session says that autogen's runner is at work: anything but empty.
pub const RUNNER: &str = "autogen.runner";

/// The guard of a file. It is one statement, in plain SQL, and makes nothing.
#[must_use]
pub fn statement(direction: Direction) -> Statement {
    let command = match direction {
        Direction::Up => "upgrade",
        Direction::Down => "downgrade",
    };
    Statement::new(format!(
        "do $guard$ begin\n  \
         if coalesce(current_setting('{RUNNER}', true), '') = '' then\n    \
         raise exception 'this revision has sections that only autogen can run'\n      \
         using hint = 'run it with `autogen {command}`, or from the application with autogen_migration';\n  \
         end if;\n\
         end $guard$"
    ))
}

/// Whether directives mean something to the runner that they cannot mean to anybody else.
fn is_special(directives: &Directives) -> bool {
    directives.mode != Mode::Transaction || directives.role.is_some() || directives.once
}

impl FileText {
    /// Whether only autogen's runner can run it as it is meant: it has several sections, or one that is
    /// more than a transaction.
    ///
    /// # Errors
    /// [`SectionError`] if the file cannot be cut into sections.
    pub fn needs_runner(&self) -> Result<bool, SectionError> {
        let sections = self.sections()?;
        let special = sections.iter().any(|section| is_special(&section.directives));
        // sqlx does what `-- no-transaction` says
        let only = self.header.transaction || sections.iter().any(|s| s.statements.len() > 1);
        Ok(sections.len() > 1 || special && only)
    }

    /// Whether its first statement is a guard.
    ///
    /// # Errors
    /// [`SectionError`] if the file cannot be cut into sections.
    pub fn has_guard(&self) -> Result<bool, SectionError> {
        Ok(self.sections()?.first().is_some_and(is_guarded))
    }

    /// The text with a guard, if it should have one and has none.
    ///
    /// # Errors
    /// [`SectionError`] if the file cannot be cut into sections.
    pub fn guarded(&self) -> Result<Option<String>, SectionError> {
        if !self.header.transaction || !self.needs_runner()? || self.has_guard()? {
            return Ok(None);
        }
        let (body, text) = (self.body(), self.text());
        let header = &text[..text.len() - body.len()];
        let guard = statement(self.header.direction);
        Ok(Some(format!("{header}{guard}\n{}", body.trim_start_matches('\n'))))
    }
}

fn is_guarded(section: &SectionSpan<'_>) -> bool {
    let first = section.statements.first();
    !is_special(&section.directives) && first.is_some_and(|first| is_guard(first.text))
}

/// Whether a statement is a guard, of this version or an earlier one.
#[must_use]
pub fn is_guard(statement: &str) -> bool {
    let does = statement.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("do "));
    does && statement.contains(&format!("current_setting('{RUNNER}'"))
        && statement.contains("raise exception")
}

impl NewHalf {
    /// Whether only autogen's runner can run it as it is meant.
    #[must_use]
    pub fn needs_runner(&self) -> bool {
        let special = self.sections.iter().any(|section| is_special(&section.directives));
        special || self.sections.len() > 1
    }

    /// The half with a guard, if it should have one and has none.
    #[must_use]
    pub fn guarded(mut self) -> Self {
        let needs_runner = self.needs_runner();
        let Self { header, sections } = &mut self;
        let first = sections.first().and_then(|section| section.statements.first());
        let guarded = first.is_some_and(|first| is_guard(&first.sql));
        if guarded || !header.transaction || !needs_runner {
            return self;
        }
        let guard = statement(header.direction);
        match sections.first_mut().filter(|first| first.directives.is_plain()) {
            Some(first) => first.statements.insert(0, guard),
            None => {
                sections.insert(0, Section { statements: vec![guard], ..Section::default() });
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::Header;

    fn file(body: &str) -> FileText {
        let header = Header::new("20261120103000".parse().unwrap(), "x");
        FileText::parse(&format!("{header}\n{body}")).unwrap()
    }

    #[test]
    fn a_plain_file_needs_none() {
        for body in
            ["", "select 1;\nselect 2;\n", "-- autogen: lock timeout 3s\nselect 1;\n", "-- note\n"]
        {
            let file = file(body);
            assert!(!file.needs_runner().unwrap(), "{body}");
            assert_eq!(file.guarded().unwrap(), None);
        }
    }

    #[test]
    fn whatever_else_is_guarded_once() {
        let down = statement(Direction::Down).to_string();
        assert!(down.contains("autogen downgrade"), "{down}");
        for body in [
            "select 1;\n\n-- autogen: section\nselect 2;\n",
            "-- autogen: no transaction\nvacuum;\n",
            "-- autogen: batch 10 on t\nupdate t set a = 1 where :batch;\n",
            "\n\n-- autogen: role privileged\n\nselect 1;\n",
            "-- autogen: once per database\ncreate extension citext;\n",
        ] {
            let file = file(body);
            assert!(file.needs_runner().unwrap() && !file.has_guard().unwrap(), "{body}");
            let text = file.guarded().unwrap().unwrap();
            let guarded = FileText::parse(&text).unwrap();
            assert!(guarded.has_guard().unwrap(), "{text}");
            assert_eq!(guarded.guarded().unwrap(), None, "{text}");
            assert_eq!(guarded.header, file.header);
            // what the sections held, they hold
            let all = |file: &FileText| {
                let statements = file.statements().unwrap();
                statements.iter().map(|s| s.text.to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(all(&guarded)[1..], all(&file));
            let special = |file: &FileText| {
                let sections = file.sections().unwrap();
                sections.iter().filter(|s| is_special(&s.directives)).count()
            };
            assert_eq!(special(&guarded), special(&file));
        }
    }

    #[test]
    fn the_word_of_sqlx_stands_for_itself() {
        let mut header = Header::new("20261120103000".parse().unwrap(), "x");
        header.transaction = false;
        let text = format!("{header}\nvacuum;\n");
        let file = FileText::parse(&text).unwrap();
        assert!(!file.needs_runner().unwrap());
        assert_eq!(file.guarded().unwrap(), None);
    }

    #[test]
    fn a_new_half_is_guarded_as_its_file_would_be() {
        let header = Header::new("20261120103000".parse().unwrap(), "x");
        let section =
            |sql: &str| Section { statements: vec![Statement::new(sql)], ..Section::default() };
        let plain = NewHalf { header, sections: vec![section("select 1")] };
        assert_eq!(plain.clone().guarded(), plain);
        let mut special = section("vacuum");
        special.directives.mode = Mode::NoTransaction { idempotent: false };
        for sections in [
            vec![section("select 1"), special.clone()],
            vec![special],
            vec![section("select 1"), section("select 2")],
        ] {
            let half = NewHalf { sections, ..plain.clone() };
            let guarded = half.clone().guarded();
            assert_eq!(guarded.clone().guarded(), guarded);
            let file = FileText::parse(&half.text()).unwrap();
            assert_eq!(file.guarded().unwrap().unwrap(), guarded.text());
        }
    }
}
