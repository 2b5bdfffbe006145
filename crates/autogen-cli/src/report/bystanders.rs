//! What stands in the databases and is left alone.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::catalog::{Bystander, Catalog};
use autogen_core::order::reordered;

use super::text::one_line;
use crate::comparison::Comparison;
use crate::output::note;

/// How many are named without `--verbose`.
const NAMED: usize = 20;

/// Kinds whose name is more than one word, as `pg_identify_object` spells them.
const LONG_KINDS: &[&str] = &[
    "access method",
    "aggregate",
    "composite type",
    "default acl",
    "domain constraint",
    "event trigger",
    "foreign table",
    "foreign-data wrapper",
    "materialized view",
    "operator class",
    "operator family",
    "publication relation",
    "statistics object",
    "table column",
    "table constraint",
    "text search configuration",
    "text search dictionary",
    "text search parser",
    "text search template",
    "user mapping",
];

/// Those of both sides, each once.
pub(crate) fn all<'a>(before: &'a Catalog, after: &'a Catalog) -> Vec<&'a Bystander> {
    let both = before.bystanders.iter().chain(&after.bystanders);
    let by_label: BTreeMap<&str, &Bystander> = both.map(|b| (b.label.as_str(), b)).collect();
    by_label.into_values().collect()
}

/// Counts and names them on stderr. Returns how many that no kind models stand on one side only, which
/// says something where both sides are whole databases: there they are differences that no plan covers.
pub(crate) fn bystanders(comparison: &Comparison, whole: bool, verbose: bool) -> usize {
    let (before, after) = (&comparison.before, &comparison.after);
    let all = all(before, after);
    let names = |catalog: &Catalog| -> BTreeSet<String> {
        catalog.bystanders.iter().map(|b| b.label.clone()).collect()
    };
    let (former, next) = (names(before), names(after));
    let one_sided = |label: &str| match (former.contains(label), next.contains(label)) {
        _ if !whole => "",
        (true, false) => " (only in --from)",
        (false, true) => " (only in --to)",
        _ => "",
    };
    for (modelled, what) in [(false, "not modelled, left alone"), (true, "not managed, left alone")]
    {
        let labels: Vec<String> = all
            .iter()
            .filter(|b| b.modelled == modelled)
            .map(|b| format!("{}{}", b.label, one_sided(&b.label)))
            .collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        for line in lines(what, &labels, verbose) {
            note(line);
        }
    }
    let reordered = reordered(&comparison.renamed, after);
    let labels: Vec<String> = reordered.iter().map(|id| id.label(&after.default_schema)).collect();
    if !labels.is_empty() {
        note(format_args!(
            "columns in another order, left alone: {}",
            one_line(&labels.join(", "))
        ));
    }
    all.iter().filter(|b| !b.modelled && !one_sided(&b.label).is_empty()).count()
}

/// Names what no kind models of one catalog on stderr, and returns how many that are.
pub(crate) fn unmodelled(catalog: &Catalog, what: &str, verbose: bool) -> usize {
    let labels: Vec<&str> =
        catalog.bystanders.iter().filter(|b| !b.modelled).map(|b| b.label.as_str()).collect();
    for line in lines(what, &labels, verbose) {
        note(line);
    }
    labels.len()
}

fn lines(what: &str, labels: &[&str], verbose: bool) -> Vec<String> {
    if labels.is_empty() {
        return Vec::new();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(kind(label)).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let mut lines = vec![format!("{what}: {}", one_line(&counts.join(", ")))];
    let shown = if verbose { labels.len() } else { NAMED };
    lines.extend(labels.iter().take(shown).map(|label| format!("  {}", one_line(label))));
    if labels.len() > shown {
        lines.push(format!("  and {} more (all with --verbose)", labels.len() - shown));
    }
    lines
}

fn kind(label: &str) -> &str {
    let long = LONG_KINDS
        .iter()
        .find(|kind| label.strip_prefix(**kind).is_some_and(|rest| rest.starts_with(' ')));
    long.copied().unwrap_or_else(|| label.split(' ').next().unwrap_or(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_by_kind_and_named_up_to_a_limit() {
        let views: Vec<String> =
            (0..22).map(|n| format!("materialized view public.v{n:02}")).collect();
        let mut labels: Vec<&str> = views.iter().map(String::as_str).collect();
        labels.insert(0, "function public.\"f\u{1b}\"(integer)");
        let text = lines("not modelled, left alone", &labels, false);
        assert_eq!(text[0], "not modelled, left alone: function 1, materialized view 22");
        assert_eq!(text[1], "  function public.\"f\\u{1b}\"(integer)");
        assert_eq!(text.len(), 22);
        assert_eq!(text[21], "  and 3 more (all with --verbose)");
        assert_eq!(lines("not modelled", &labels, true).len(), 24);
        assert!(lines("not modelled", &[], false).is_empty());
    }
}
