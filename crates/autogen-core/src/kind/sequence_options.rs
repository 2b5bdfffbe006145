//! Bounds and steps of sequences, free or behind an identity column, and how a sequence that counts
//! gets from one set of them to another without losing its place.

use serde::{Deserialize, Serialize};

use crate::ident::{Literal, QualifiedName};
use crate::row::{Row, RowError};

/// What CREATE SEQUENCE and identity columns have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceOptions {
    /// `smallint`, `integer` or `bigint`.
    pub data_type: String,
    start: i64,
    increment: i64,
    minimum: i64,
    maximum: i64,
    cache: i64,
    cycle: bool,
}

/// A step on the way from one set of options to another.
pub(super) enum Step {
    /// These clauses of ALTER SEQUENCE.
    Alter(Vec<String>),
    /// A statement that moves the sequence's position.
    Move(String),
}

impl SequenceOptions {
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            data_type: row.text()?.to_owned(),
            start: row.number()?,
            increment: row.number()?,
            minimum: row.number()?,
            maximum: row.number()?,
            cache: row.number()?,
            cycle: row.bool()?,
        })
    }

    /// What CREATE SEQUENCE makes of a type and an increment (manual: CREATE SEQUENCE).
    pub(super) fn default_for(data_type: &str, increment: i64) -> Self {
        let (least, most) = range(data_type);
        let (minimum, maximum) = if increment < 0 { (least, -1) } else { (1, most) };
        let start = if increment < 0 { maximum } else { minimum };
        let data_type = data_type.to_owned();
        Self { data_type, start, increment, minimum, maximum, cache: 1, cycle: false }
    }

    /// The clauses with which CREATE SEQUENCE makes a sequence of its type so.
    pub(super) fn definition(&self) -> Vec<String> {
        let mut usual = Self::default_for(&self.data_type, self.increment);
        usual.increment = 1;
        self.clauses(&usual)
    }

    /// The clauses that lead from `former` to `self`, the type aside.
    fn clauses(&self, former: &Self) -> Vec<String> {
        let Self { data_type: _, start, increment, minimum, maximum, cache, cycle } = self;
        let mut clauses = Vec::new();
        let mut number = |word: &str, is: i64, was: i64| {
            if is != was {
                clauses.push(format!("{word} {is}"));
            }
        };
        number("increment by", *increment, former.increment);
        number("minvalue", *minimum, former.minimum);
        number("maxvalue", *maximum, former.maximum);
        number("start with", *start, former.start);
        number("cache", *cache, former.cache);
        if *cycle != former.cycle {
            clauses.push(if *cycle { "cycle".to_owned() } else { "no cycle".to_owned() });
        }
        clauses
    }

    /// `self` once the type is another's: bounds that are the type's own follow it.
    pub(super) fn retyped(&self, data_type: &str) -> Self {
        let (least, most) = range(&self.data_type);
        let (new_least, new_most) = range(data_type);
        let minimum = if self.minimum == least { new_least } else { self.minimum };
        let maximum = if self.maximum == most { new_most } else { self.maximum };
        Self { data_type: data_type.to_owned(), minimum, maximum, ..self.clone() }
    }

    /// Whether values of its type have room in the other's.
    pub(super) fn is_narrower_than(&self, other: &Self) -> bool {
        range(&self.data_type).1 < range(&other.data_type).1
    }

    /// Whether every position within its bounds is one within the other's.
    fn fits_in(&self, other: &Self) -> bool {
        self.minimum >= other.minimum && self.maximum <= other.maximum
    }

    /// How the sequence `name` gets from `self` to `next`, the types' own bounds following a change
    /// of type by themselves. Where its position may be outside the new bounds, it is moved to the
    /// nearest place inside that yields no number twice. That happens between two ALTERs, since the
    /// first gives the sequence a new file, without which `setval` would outlive a rollback.
    pub(super) fn steps(&self, next: &Self, name: &QualifiedName) -> Vec<Step> {
        let retyped = self.retyped(&next.data_type);
        let typed = |options: &Self, former: &Self| -> Vec<String> {
            let change = options.data_type != former.data_type;
            change.then(|| format!("as {}", options.data_type)).into_iter().collect()
        };
        let mut steps = Vec::new();
        if retyped.fits_in(next) {
            let mut clauses = typed(next, self);
            clauses.extend(next.clauses(&retyped));
            steps.push(Step::Alter(clauses));
            if next.start != self.start {
                let (text, start, was) = (name.to_string(), next.start, self.start);
                let sql = format!("select setval({}, {start}, false) from {name}", Literal(&text));
                let unused = format!("not is_called and last_value = {was}");
                steps.push(Step::Move(format!("{sql} where {unused}")));
            }
        } else {
            let wide = if next.is_narrower_than(self) { self } else { &retyped };
            let between = Self {
                data_type: wide.data_type.clone(),
                minimum: wide.minimum.min(next.minimum),
                maximum: wide.maximum.max(next.maximum),
                ..next.clone()
            };
            let mut clauses = typed(&between, self);
            clauses.extend(between.clauses(wide));
            if clauses.is_empty() {
                // any option gives the new file
                clauses.push(format!("start with {}", between.start));
            }
            steps.push(Step::Alter(clauses));
            steps.push(Step::Move(self.carry_over(next, name, name)));
            let mut clauses = typed(next, &between);
            clauses.extend(next.clauses(&between.retyped(&next.data_type)));
            steps.push(Step::Alter(clauses));
        }
        steps.retain(|step| !matches!(step, Step::Alter(clauses) if clauses.is_empty()));
        steps
    }

    /// The statement that sets `to`, of the options `next`, to where `from` stands; one that was never
    /// used will start at its own start.
    pub(super) fn carry_over(
        &self,
        next: &Self,
        from: &QualifiedName,
        to: &QualifiedName,
    ) -> String {
        let mut value = "last_value".to_owned();
        if self.maximum > next.maximum {
            value = format!("least({value}, {})", next.maximum);
        }
        if self.minimum < next.minimum {
            value = format!("greatest({value}, {})", next.minimum);
        }
        if self.start.min(next.maximum).max(next.minimum) != next.start {
            let unused = format!("not is_called and last_value = {}", self.start);
            value = format!("case when {unused} then {} else {value} end", next.start);
        }
        // a position that was moved forward to the first bound has not been used
        let called = if next.increment > 0 && self.minimum < next.minimum {
            format!("is_called and last_value >= {}", next.minimum)
        } else if next.increment < 0 && self.maximum > next.maximum {
            format!("is_called and last_value <= {}", next.maximum)
        } else {
            "is_called".to_owned()
        };
        let to = to.to_string();
        format!("select setval({}, {value}, {called}) from {from}", Literal(&to))
    }
}

/// The least and the greatest value of a type.
fn range(data_type: &str) -> (i64, i64) {
    match data_type {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Ident;

    fn steps(former: &SequenceOptions, next: &SequenceOptions) -> Vec<String> {
        let name = QualifiedName { schema: None, name: Ident::new("s") };
        let text = |step: Step| match step {
            Step::Alter(clauses) => clauses.join(" "),
            Step::Move(sql) => sql,
        };
        former.steps(next, &name).into_iter().map(text).collect()
    }

    #[test]
    fn wider_bounds_are_one_step() {
        let former = SequenceOptions::default_for("integer", 1);
        let next = SequenceOptions { cache: 5, ..SequenceOptions::default_for("bigint", 1) };
        assert_eq!(steps(&former, &next), ["as bigint cache 5"]);
        assert_eq!(steps(&next, &former), ["as integer cache 1"]);
        assert!(steps(&former, &former).is_empty());
    }

    #[test]
    fn narrower_bounds_move_the_position_in_between() {
        let former = SequenceOptions { maximum: 50, ..SequenceOptions::default_for("bigint", 1) };
        let next = SequenceOptions { minimum: 100, maximum: 200, start: 100, ..former.clone() };
        assert_eq!(
            steps(&former, &next),
            [
                "maxvalue 200 start with 100",
                "select setval('s', greatest(last_value, 100), is_called and last_value >= 100) from s",
                "minvalue 100"
            ]
        );
        assert_eq!(
            steps(&next, &former),
            [
                "minvalue 1 start with 1",
                "select setval('s', case when not is_called and last_value = 100 then 1 \
                 else least(last_value, 50) end, is_called) from s",
                "maxvalue 50"
            ]
        );
    }

    #[test]
    fn a_turned_sequence_begins_at_its_start() {
        let former = SequenceOptions::default_for("bigint", 1);
        let next = SequenceOptions::default_for("bigint", -1);
        let found = steps(&former, &next);
        assert_eq!(found[0], "increment by -1 minvalue -9223372036854775808 start with -1");
        assert_eq!(
            found[1],
            "select setval('s', least(last_value, -1), is_called and last_value <= -1) from s"
        );
        assert_eq!(found[2], "maxvalue -1");
    }

    #[test]
    fn an_unused_sequence_takes_its_new_start() {
        let former = SequenceOptions::default_for("bigint", 1);
        let next = SequenceOptions { start: 1000, ..former.clone() };
        assert_eq!(
            steps(&former, &next),
            [
                "start with 1000",
                "select setval('s', 1000, false) from s where not is_called and last_value = 1"
            ]
        );
    }
}
