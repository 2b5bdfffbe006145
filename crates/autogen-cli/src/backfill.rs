//! `--backfill`: columns that are filled between the two halves of a plan.

use autogen_core::action::Action;
use autogen_core::backfill::{around, refusal};
use autogen_core::ident::QualifiedName;
use autogen_core::kind::{Kind, Payload};
use autogen_core::object_id::ObjectId;
use autogen_core::plan::{Plan, Stage};
use autogen_postgres::prove::{Fill, Part};
use autogen_postgres::rename::Rename;
use autogen_revision::directive::{Batch, Directives, Mode};
use autogen_revision::sections::{BATCH_MARK, marks};
use autogen_revision::split;

use crate::comparison::{Comparison, refused};
use crate::failure::{Failure, Result};
use crate::report::shell;

/// A plan with columns that are filled in the middle.
pub(crate) struct Backfill {
    /// What makes the columns, in parts that are committed one after the other.
    pub(crate) before: Vec<Vec<Action>>,
    pub(crate) fills: Vec<Fill>,
    /// What needs the columns filled, likewise.
    pub(crate) after: Vec<Vec<Action>>,
    /// The columns that are filled.
    pub(crate) columns: Vec<ObjectId>,
}

impl Backfill {
    /// Takes the plan of a comparison apart around what the flags say. From then on the comparison's plan
    /// is what the parts together are, in one stage, without the hazards that the fill answers.
    ///
    /// # Errors
    /// When a flag names no column, or one that cannot be filled, or there is no such plan.
    pub(crate) fn new(
        comparison: &mut Comparison,
        flags: &[String],
        size: u64,
    ) -> Result<Option<Self>> {
        if flags.is_empty() {
            return Ok(None);
        }
        let mut columns = Vec::new();
        let mut fills = Vec::new();
        for flag in flags {
            let (column, expression) = parse(comparison, flag)?;
            if columns.contains(&column) {
                return Err(Failure::new(format_args!(
                    "--backfill {}: the column is filled twice",
                    shell(flag)
                ))
                .hint("write both into one expression, with coalesce or case"));
            }
            fills.push(fill(comparison, &column, expression, size, flag)?);
            columns.push(column);
        }
        let Comparison { renamed, after, up, renames, .. } = &*comparison;
        let halves = around(renamed, after, up, &columns).map_err(refused)?;
        let mut before: Vec<_> = halves.before.stages.into_iter().map(|s| s.actions).collect();
        if !renames.is_empty() {
            if before.is_empty() {
                before.push(Vec::new());
            }
            before[0].splice(0..0, renames.iter().map(Rename::action));
        }
        let after: Vec<_> = halves.after.stages.into_iter().map(|s| s.actions).collect();
        let backfill = Self { before, fills, after, columns };
        let actions = backfill.before.iter().chain(&backfill.after).flatten().cloned().collect();
        let stage = Stage { actions, after: comparison.after.clone() };
        let changes = std::mem::take(&mut comparison.up.changes);
        comparison.up = Plan { changes, stages: vec![stage] };
        Ok(Some(backfill))
    }

    /// The parts as the proof runs them.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let sql = |actions: &Vec<Action>| {
            Part::Statements(actions.iter().map(|action| action.statement.sql()).collect())
        };
        let fills = self.fills.iter().cloned().map(Part::Fill);
        self.before.iter().map(sql).chain(fills).chain(self.after.iter().map(sql)).collect()
    }
}

/// What a section of a revision file says that walks so.
pub(crate) fn directives(batch: Batch) -> Directives {
    Directives { mode: Mode::Batch(batch), ..Directives::default() }
}

/// `user.full_name=first_name || ' ' || last_name`.
fn parse<'a>(comparison: &Comparison, flag: &'a str) -> Result<(ObjectId, &'a str)> {
    let malformed = || {
        Failure::new(format_args!("--backfill {}: not of the form COLUMN=SQL", shell(flag)))
            .hint("--backfill user.full_name=\"first_name || ' ' || last_name\"")
    };
    let catalog = &comparison.after;
    let named = |name: &str| -> Vec<&ObjectId> {
        let columns = catalog.facts.keys().filter(|id| id.kind() == Kind::Column);
        let schema = &catalog.default_schema;
        columns.filter(|id| id.path() == name || id.full_path(schema) == name).collect()
    };
    // a name may hold `=` too, so the column is what is there
    let mut splits = flag.match_indices('=').map(|(at, _)| (&flag[..at], &flag[at + 1..]));
    let split = splits.clone().find(|(name, _)| !named(name).is_empty());
    let (name, expression) = split.or_else(|| splits.next()).ok_or_else(malformed)?;
    if name.is_empty() || expression.trim().is_empty() {
        return Err(malformed());
    }
    let refused = |why: String| Failure::new(format_args!("--backfill {name}: {why}"));
    match named(name).as_slice() {
        [] => Err(refused("the models have no such column".to_owned())
            .hint("write it as TABLE.COLUMN or SCHEMA.TABLE.COLUMN")),
        [column] => match refusal(&comparison.renamed, catalog, column) {
            None => Ok(((*column).clone(), expression)),
            Some(why) => Err(refused(format!("it {why}"))
                .hint("leave the flag out, or name a column that is new or becomes NOT NULL")),
        },
        several => {
            let names: Vec<_> =
                several.iter().map(|id| id.full_path(&catalog.default_schema)).collect();
            Err(refused(format!("that may be {}", names.join(" or "))))
        }
    }
}

fn fill(
    comparison: &Comparison,
    column: &ObjectId,
    expression: &str,
    size: u64,
    flag: &str,
) -> Result<Fill> {
    let (table, name) = (column.outermost().qualified(), column.name().clone());
    let expression = expression.trim().to_owned();
    // a comment at the end of the expression must not swallow what follows
    let gap = if expression.contains("--") { "\n" } else { " " };
    let statement = format!(
        "update {table} set {name} = {expression}{gap}where {name} is null and {BATCH_MARK}"
    );
    let is_one = split(&statement).is_ok_and(|all| all.len() == 1) && marks(&statement).len() == 1;
    if !is_one {
        return Err(Failure::new(format_args!(
            "--backfill {}: this is more than one SQL expression, or less",
            shell(flag)
        ))
        .hint("write anything else by hand: autogen revision --empty -m … --batch TABLE"));
    }
    let fills = match comparison.after.payload(column) {
        Some(Payload::Column(column)) if column.not_null => vec![name.to_string()],
        _ => Vec::new(),
    };
    let table_text = one_line(&table)?;
    let batch = Batch { size, table: table_text, alias: None, fills, pause: None };
    let label = column.label(&comparison.after.default_schema);
    Ok(Fill { label, column: (table, name), expression, batch, statement })
}

/// The name as a directive holds it, which is one line.
///
/// # Errors
/// When the name has a line break.
pub(crate) fn one_line(table: &QualifiedName) -> Result<String> {
    let text = table.to_string();
    if text.contains(['\n', '\r']) {
        return Err(Failure::new(format_args!("a directive cannot name the table {text:?}"))
            .hint("its name has a line break; rename it first"));
    }
    Ok(text)
}
