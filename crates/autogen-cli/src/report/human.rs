//! A plan for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use autogen_core::action::Action;
use autogen_core::object_id::ObjectId;
use autogen_core::plan::{Plan, Stage};
use similar::TextDiff;

use super::entry::{Entry, What, entries, name, summary};
use super::text::{lines, one_line, shell};
use super::{Difference, locks};

#[cfg(test)]
mod tests;

/// Texts longer than this are set below each other when they change.
const LONG: usize = 40;

pub(super) const ADDED: Style = AnsiColor::Green.on_default();
pub(super) const DROPPED: Style = AnsiColor::Red.on_default();
pub(super) const CHANGED: Style = AnsiColor::Yellow.on_default();
const BOLD: Style = Style::new().bold();

/// Objects with their changes, the hazards, and a last line with the counts; nothing at all where
/// nothing changes. `verbose` adds the parts of what comes and goes as a whole.
///
/// The text has colours, which the stream takes out where they are not wanted.
pub(crate) fn render(difference: &Difference<'_>, verbose: bool) -> String {
    let Difference { plan, before, after, renames, questions: _ } = *difference;
    let entries = entries(&plan.changes, renames, before, after);
    if entries.is_empty() && plan.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    let mut group: Option<&ObjectId> = None;
    for entry in &entries {
        let outermost = entry.id.outermost();
        let is_part = entry.id != outermost;
        if is_part && group != Some(outermost) {
            push(&mut text, BOLD, &name(outermost));
        }
        group = Some(outermost);
        show(&mut text, entry, if is_part { "  " } else { "" });
        for part in entry.parts.iter().filter(|_| verbose) {
            let line = format!("    {} {}", entry.sign(), part_line(difference, part));
            push(&mut text, style(&entry.what), &line);
        }
    }
    let hazards = hazards(difference, &mut text);
    locked(difference.plan, &mut text, verbose);
    // writing to a String cannot fail
    let _ = writeln!(text, "\n{}", counts(&entries, hazards));
    text
}

fn part_line(difference: &Difference<'_>, id: &ObjectId) -> String {
    let there = summary(difference.after, id).or_else(|| summary(difference.before, id));
    let summary = one_line(&there.unwrap_or_default());
    format!("{} {summary}", name(id)).trim_end().to_owned()
}

fn style(what: &What) -> Style {
    match what {
        What::Create(_) => ADDED,
        What::Drop(_) => DROPPED,
        What::Alter { .. } | What::Rename { .. } => CHANGED,
    }
}

fn push(text: &mut String, style: Style, line: &str) {
    // writing to a String cannot fail
    let _ = writeln!(text, "{style}{line}{style:#}");
}

fn show(text: &mut String, entry: &Entry<'_>, indent: &str) {
    let (sign, paint) = (entry.sign(), style(&entry.what));
    match &entry.what {
        What::Alter { before, after } if before.contains('\n') || after.contains('\n') => {
            push(text, paint, &format!("{indent}{sign} {}", name(entry.id)));
            text_diff(text, before, after, indent);
        }
        What::Alter { before, after } if before.len().max(after.len()) > LONG => {
            push(text, paint, &format!("{indent}{sign} {}", name(entry.id)));
            push(text, DROPPED, &format!("{indent}    - {}", one_line(before)));
            push(text, ADDED, &format!("{indent}    + {}", one_line(after)));
        }
        _ => push(text, paint, &format!("{indent}{sign} {}", entry.line())),
    }
}

/// Texts of several lines, as a unified diff.
fn text_diff(text: &mut String, before: &str, after: &str, indent: &str) {
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        for change in hunk.iter_changes() {
            let paint = match change.tag() {
                similar::ChangeTag::Delete => DROPPED,
                similar::ChangeTag::Insert => ADDED,
                similar::ChangeTag::Equal => Style::new(),
            };
            let line = lines(change.value());
            push(
                text,
                paint,
                &format!("{indent}    {} {}", change.tag(), line.trim_end_matches('\n')),
            );
        }
    }
}

/// Every hazard once, with the flag that allows what asks for it; returns how many there are.
fn hazards(difference: &Difference<'_>, text: &mut String) -> usize {
    let mut shown: Vec<String> = Vec::new();
    for hazard in difference.plan.hazards() {
        let open = hazard
            .asks
            .as_ref()
            .filter(|flag| difference.questions.iter().any(|question| question.allow == **flag));
        let flag = open.map_or(String::new(), |flag| format!(" (--allow {})", shell(flag)));
        let line = format!("! {}{flag}", one_line(&hazard.to_string()));
        if !shown.contains(&line) {
            shown.push(line);
        }
    }
    if !shown.is_empty() {
        text.push('\n');
    }
    for line in &shown {
        push(text, DROPPED, line);
    }
    for question in difference.questions {
        for rename in &question.renames {
            push(text, CHANGED, &format!("? a rename? (--rename {})", shell(rename)));
        }
    }
    shown.len()
}

/// What is locked while something runs over rows: a transaction keeps what it has locked before. `verbose`
/// adds what is locked for a moment.
fn locked(plan: &Plan, text: &mut String, verbose: bool) {
    let long = |stage: &Stage| {
        let last = stage.actions.iter().rposition(Action::reads_rows).map_or(0, |last| last + 1);
        if verbose { stage.actions.len() } else { last }
    };
    let actions = plan.stages.iter().flat_map(|stage| &stage.actions[..long(stage)]);
    let mut locks = locks(actions, !verbose).peekable();
    if locks.peek().is_some() {
        let what = if verbose { "locked" } else { "locked while rows are read or written" };
        push(text, Style::new(), &format!("\n{what}:"));
    }
    for lock in locks {
        push(text, CHANGED, &format!("  {lock}"));
    }
}

/// `3 changes: 1 added, 1 changed, 1 dropped; 2 hazards`.
fn counts(entries: &[Entry<'_>], hazards: usize) -> String {
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let (mut added, mut changed, mut dropped, mut renamed) = (0, 0, 0, 0);
    for entry in entries {
        *match entry.what {
            What::Create(_) => &mut added,
            What::Drop(_) => &mut dropped,
            What::Alter { .. } => &mut changed,
            What::Rename { .. } => &mut renamed,
        } += 1;
    }
    let counts =
        [(added, "added"), (changed, "changed"), (dropped, "dropped"), (renamed, "renamed")];
    let counts = counts.into_iter().filter(|(n, _)| *n > 0);
    let parts: Vec<_> = counts.map(|(n, word)| format!("{n} {word}")).collect();
    let mut line = plural(entries.len(), "change");
    if !parts.is_empty() {
        line = format!("{line}: {}", parts.join(", "));
    }
    if hazards > 0 { format!("{line}; {}", plural(hazards, "hazard")) } else { line }
}
