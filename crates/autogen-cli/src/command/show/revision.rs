//! `autogen show REV`: one revision, with its text.

use anstyle::{AnsiColor, Style};
use autogen_revision::{Chain, Direction, Revision, RevisionId};

use crate::catalogs::read_chain;
use crate::command::heads::{branch_names, titled};
use crate::command::history::addressed;
use crate::config::shown;
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output;
use crate::report::highlight::highlight;
use crate::report::one_line;

const BOLD: Style = Style::new().bold();
const HAZARD: Style = AnsiColor::Yellow.on_default();

/// What begins a comment above a statement that may cost something.
const HAZARD_WORD: &str = "hazard: ";

/// Prints what a revision's header says, what its statements may cost, and both texts.
///
/// # Errors
/// When there is no such revision, or its text cannot be cut into statements.
pub(super) async fn run(context: &Context, address: &str) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    // a replaced one is shown as such, where its id is given in full
    let replaced = address.parse().ok().and_then(|id: RevisionId| chain.find(id));
    let revision = match replaced {
        Some(revision) => Some(revision),
        None => match addressed(context, &chain, address).await {
            Ok(id) => chain.get(id),
            Err(problem) => {
                return Err(
                    problem.hint("of an object, say what kind it is: autogen show table user")
                );
            }
        },
    };
    let Some(revision) = revision else {
        return Err(Failure::new(format_args!("there is no revision {address}")));
    };
    let mut text = String::new();
    head(&mut text, &chain, revision);
    for direction in [Direction::Up, Direction::Down] {
        file(&mut text, revision, direction)?;
    }
    output::text(&text);
    Ok(Outcome::Done)
}

/// What the header says and where the revision stands.
fn head(text: &mut String, chain: &Chain, revision: &Revision) {
    let (id, header) = (revision.id(), revision.header());
    push(text, &format!("{BOLD}revision {}{BOLD:#}", titled(revision)));
    for line in header.message.lines().skip(1) {
        push(text, &format!("  {}", one_line(line)));
    }
    let title = |id: RevisionId| chain.find(id).map_or_else(|| id.to_string(), titled);
    let mut fields: Vec<(&str, String)> = Vec::new();
    fields.extend(header.follows.iter().map(|id| ("follows", title(*id))));
    if header.follows.is_empty() {
        fields.push(("follows", "nothing".to_owned()));
    }
    fields.extend(chain.children(id).into_iter().map(|id| ("followed by", title(id))));
    fields.extend(header.depends_on.iter().map(|id| ("depends on", title(*id))));
    fields.extend(chain.dependents(id).into_iter().map(|id| ("needed by", title(id))));
    fields.extend(header.replaces.iter().map(|id| ("replaces", title(*id))));
    fields.extend(chain.replaced_by(id).map(|by| ("replaced by", title(by))));
    fields.extend(header.labels.iter().map(|label| ("label", one_line(label))));
    let unlabelled = |name: &String| !header.labels.iter().any(|l| *name == format!("branch {l}"));
    let branches = branch_names(chain, id).into_iter().filter(unlabelled);
    fields.extend(branches.map(|name| ("in", one_line(&name))));
    fields.extend(header.version.map(|mark| ("version", mark.to_string())));
    fields.extend(header.catalog.as_ref().map(|step| ("catalog", step.to_string())));
    fields.extend(header.decisions.iter().map(|decision| ("decided", one_line(decision))));
    fields.extend(header.unproven.then(|| ("not proven", format!("autogen prove {id}"))));
    fields.extend(header.summary.iter().map(|change| ("changes", one_line(change))));
    let mut last = "";
    for (word, value) in fields {
        let shown = if word == last { "" } else { word };
        push(text, &format!("{shown:<12}{value}"));
        last = word;
    }
}

/// A file: how many statements, what they may cost, and the text behind the header.
fn file(text: &mut String, revision: &Revision, direction: Direction) -> Result<()> {
    let file = revision.file(direction);
    let path = shown(&revision.path(direction));
    let statements = file.statements().map_err(|error| Failure::new(error).context(&path))?;
    let count = statements.len();
    let plural = if count == 1 { "" } else { "s" };
    push(text, &format!("\n{BOLD}{path}{BOLD:#}  ({count} statement{plural})"));
    let hazards = statements
        .iter()
        .flat_map(|statement| &statement.comments)
        .filter_map(|comment| comment.strip_prefix(HAZARD_WORD));
    for hazard in hazards {
        push(text, &format!("{HAZARD}  {HAZARD_WORD}{}{HAZARD:#}", one_line(hazard)));
    }
    let body = file.body().trim_matches('\n');
    if !body.is_empty() {
        push(text, "");
        push(text, &highlight(body));
    }
    Ok(())
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
