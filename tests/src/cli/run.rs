//! What one run of autogen did, and what a test may ask of it.

use std::fmt;
use std::process::Output;

use super::PASSWORD;

/// A run that has ended. Every question panics with all of it when the answer is no.
#[derive(Clone, Debug)]
pub struct Run {
    command: String,
    /// The exit code; none after a signal.
    pub code: Option<i32>,
    /// What a script reads.
    pub stdout: String,
    /// What a person reads beside it.
    pub stderr: String,
}

impl Run {
    pub(super) fn new(command: String, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        let run = Self { command, code: output.status.code(), stdout, stderr };
        let shows = run.stdout.contains(PASSWORD) || run.stderr.contains(PASSWORD);
        assert!(!shows, "a password is shown\n{run}");
        run
    }

    /// The exit code is this.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "another exit code\n{self}");
        self
    }

    /// Stdout has the text.
    #[track_caller]
    pub fn prints(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "stdout has no `{text}`\n{self}");
        self
    }

    /// Stdout has nothing.
    #[track_caller]
    pub fn prints_nothing(&self) -> &Self {
        assert_eq!(self.stdout, "", "stdout is not empty\n{self}");
        self
    }

    /// Stderr has the text.
    #[track_caller]
    pub fn tells(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "stderr has no `{text}`\n{self}");
        self
    }

    /// Neither stream has the text.
    #[track_caller]
    pub fn is_silent_about(&self, text: &str) -> &Self {
        let shows = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(!shows, "`{text}` is shown\n{self}");
        self
    }

    /// What stands in stderr between `before` and the next blank: a flag that a message prints.
    #[track_caller]
    pub fn flag(&self, before: &str) -> String {
        let Some((_, rest)) = self.stderr.split_once(before) else {
            panic!("stderr has no `{before}`\n{self}")
        };
        rest.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, code, stdout, stderr } = self;
        let cut: String = command.chars().take(400).collect();
        let code = code.map_or("a signal".to_owned(), |code| code.to_string());
        write!(f, "$ autogen {cut}\n--- stdout\n{stdout}--- stderr\n{stderr}--- exit {code}")
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    #[should_panic(expected = "a password is shown")]
    fn a_password_in_any_output_fails_the_test() {
        let output = Command::new("sh").args(["-c", &format!("echo x{PASSWORD}x >&2")]).output();
        Run::new("…".to_owned(), &output.expect("a shell"));
    }
}
