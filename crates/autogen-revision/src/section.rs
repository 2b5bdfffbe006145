//! The statements of a section, as they are planned and as they are written.

use std::fmt;

use crate::directive::Directives;
use crate::escape::{GUARD, spell};
use crate::layout::layout;
use crate::tokens::tokens;
use squawk_lexer::TokenKind;

/// A part of what follows the header in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What it asks of whoever runs it. A plain one that is not the first of its file is set apart by
    /// its `-- autogen: section`.
    pub directives: Directives,
    /// Lines about the whole, set apart by a blank line: in a down file, what cannot come back.
    pub notes: Vec<String>,
    /// The statements, in the order in which they run.
    pub statements: Vec<Statement>,
}

/// A statement and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// One line each above the statement, like `hazard: data loss: column public.user.fax`.
    pub comments: Vec<String>,
    /// The statement, plainly emitted; a `;` at its end makes no difference.
    pub sql: String,
}

impl Statement {
    /// A statement of which nothing is said.
    #[must_use]
    pub fn new(sql: impl Into<String>) -> Self {
        Self { comments: Vec::new(), sql: sql.into() }
    }
}

impl fmt::Display for Section {
    /// Directives, unless it is a plain one, notes, then each statement with its comments above, laid out, a blank line between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.directives.is_plain() {
            write!(f, "{}", self.directives)?;
        }
        write_comments(f, &self.notes)?;
        for (i, statement) in self.statements.iter().enumerate() {
            if i > 0 || !self.notes.is_empty() {
                writeln!(f)?;
            }
            write!(f, "{statement}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_comments(f, &self.comments)?;
        let sql = layout(&self.sql);
        let all = tokens(&sql);
        let end = all.iter().rposition(|token| token.kind != TokenKind::Semi);
        let Some(last) = end.map(|at| &all[at]) else {
            return Ok(());
        };
        // A `;` behind a line comment would belong to it.
        let gap = if last.kind == TokenKind::LineComment { "\n" } else { "" };
        writeln!(f, "{}{gap};", &sql[..last.end()])
    }
}

fn write_comments(f: &mut fmt::Formatter<'_>, comments: &[String]) -> fmt::Result {
    comments.iter().try_for_each(|comment| {
        // a comment must not become a directive
        let guard = if comment.trim_start().starts_with("autogen:") { GUARD } else { "" };
        match spell(comment) {
            text if text.is_empty() => writeln!(f, "--"),
            text => writeln!(f, "-- {guard}{text}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;
    use proptest::prelude::*;

    #[test]
    fn comments_stand_above_and_blank_lines_between() {
        let section = Section {
            directives: Directives::default(),
            notes: vec!["the values of user.fax cannot come back".to_owned()],
            statements: vec![
                Statement {
                    comments: vec!["hazard: data loss: column public.user.\"fa\nx\"".to_owned()],
                    sql: "ALTER TABLE \"user\" DROP COLUMN \"fax\";".to_owned(),
                },
                Statement::new("SELECT 1 -- one;"),
            ],
        };
        assert_eq!(
            section.to_string(),
            "-- the values of user.fax cannot come back\n\n\
             -- hazard: data loss: column public.user.\"fa\\nx\"\n\
             alter table \"user\" drop column fax;\n\n\
             select 1 -- one;\n;\n"
        );
        let text = section.to_string();
        let spans = split(&text).unwrap();
        assert_eq!(spans.len(), 2);
        assert_eq!(spans[0].comments, section.statements[0].comments);
    }

    proptest! {
        #[test]
        fn comments_never_become_statements(comments: Vec<String>) {
            let statement = Statement { comments, sql: "select 1".to_owned() };
            let section = Section { statements: vec![statement], ..Section::default() };
            let text = section.to_string();
            let spans = split(&text).unwrap();
            prop_assert_eq!(spans.len(), 1);
            prop_assert_eq!(spans[0].text, "select 1");
            prop_assert_eq!(&spans[0].comments, &section.statements[0].comments);
        }
    }
}
