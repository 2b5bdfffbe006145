//! Column types: Postgres' exact text, which is compared, and sea-schema's typed value, which the
//! rules of a type change go by.

mod fit;
#[cfg(test)]
mod tests;

use sea_schema::postgres::def::{ColumnType, Type};
use sea_schema::postgres::parser::parse_column_type;
use sea_schema::postgres::query::ColumnQueryResult;
use serde::{Deserialize, Serialize};

use crate::cast::Casts;
use crate::row::{Row, RowError};

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlType {
    /// `format_type` with the modifier: `character varying(20)[]`.
    pub text: String,
    /// `format_type` without the modifier; of the type below, for a domain. Unlike the name that SQL
    /// gives it, it has no length of 1 by itself: `bpchar`, `"bit"`.
    pub base: String,
    /// The element's type without modifier, of an array.
    pub element: Option<String>,
    /// `typtype` of the element, or of the type itself: `e` for an enum.
    pub class: char,
    /// `typname`: `varchar`, `_int4`.
    pub name: String,
    /// `atttypmod`, -1 for none.
    pub modifier: i32,
}

/// How values get from one type to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// By themselves.
    Assignment,
    /// By an expression of the column's name, which somebody should look at.
    Using(String),
}

/// What values may lose on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing.
    Fits,
    /// A value that does not fit stops the statement.
    MayFail,
    /// A value that does not fit is cut or rounded in silence.
    Loses,
}

impl SqlType {
    pub(crate) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            text: row.text()?.to_owned(),
            base: row.text()?.to_owned(),
            element: row.maybe()?.map(str::to_owned),
            class: row.code()?,
            name: row.text()?.to_owned(),
            modifier: row.number()?,
        })
    }

    /// sea-schema's value of the type. `None` for what its parser does not know or misreads: arrays,
    /// user types, intervals, `"char"`, numbers of negative scale, lengths past 65535.
    pub fn typed(&self) -> Option<ColumnType> {
        if self.element.is_some() || self.class != 'b' || ["interval", CHAR].contains(&&*self.base)
        {
            return None;
        }
        let bits = (self.modifier >= 4).then(|| self.modifier - 4);
        let numeric = bits.filter(|_| self.base == "numeric");
        let scale = numeric.and_then(|_| fit::scale(self));
        let length = match self.base.as_str() {
            "character varying" | "bpchar" => bits,
            "\"bit\"" | "bit varying" => (self.modifier >= 0).then_some(self.modifier),
            _ => None,
        };
        if scale.is_some_and(|s| s < 0) || length.is_some_and(|n| n > i32::from(u16::MAX)) {
            return None;
        }
        let row = ColumnQueryResult {
            column_type: match self.base.as_str() {
                "bpchar" => "character".to_owned(),
                base => base.trim_matches('"').to_owned(),
            },
            numeric_precision: numeric.map(|bits| bits >> 16),
            numeric_scale: scale,
            character_maximum_length: length,
            datetime_precision: (self.modifier >= 0).then_some(self.modifier),
            udt_name: Some(self.name.clone()),
            ..Default::default()
        };
        let typed = parse_column_type(&row, &Default::default());
        (!matches!(typed, Type::Unknown(_) | Type::Array(_) | Type::Enum(_))).then_some(typed)
    }

    /// How a column of this type becomes one of the other (manual: ALTER TABLE, SET DATA TYPE;
    /// CREATE CAST for the conversions through text). An expression never names the modifier: an
    /// explicit cast to `varchar(5)` cuts in silence, the assignment that follows fails instead.
    pub fn conversion(&self, to: &Self, column: &str, casts: &Casts) -> Conversion {
        let using = |expression: String| Conversion::Using(expression);
        let (from, target) = (self.element_or_base(), to.element_or_base());
        if self.element.is_some() == to.element.is_some() {
            let cast = casts.find(from, target);
            if from == target || cast.is_some_and(|c| c.on_assignment) || to.is_string() {
                return Conversion::Assignment;
            }
            if cast.is_some() || self.is_string() {
                return using(format!("{column}::{}", to.base));
            }
        }
        if to.is_string() {
            return Conversion::Assignment;
        }
        let array = if self.element.is_some() && to.element.is_some() { "[]" } else { "" };
        match to.base.as_str() {
            "jsonb" => using(format!("to_jsonb({column})")),
            "json" => using(format!("to_json({column})")),
            _ if to.element.is_some() && matches!(self.base.as_str(), "jsonb" | "json") => {
                using(format!("translate({column}::text, '[]', '{{}}')::{}", to.base))
            }
            // its text would be in the quotes of JSON
            base if matches!(self.base.as_str(), "jsonb" | "json") => match to.class {
                'c' => using(format!("{}_populate_record(null::{base}, {column})", self.base)),
                _ => using(format!("({column} #>> '{{}}')::{base}")),
            },
            // a scalar becomes an array of one; a string may spell the array, unless of strings
            _ if to.element.is_some()
                && self.element.is_none()
                && (!self.is_string() || is_string(target)) =>
            {
                let known = from == target || casts.find(from, target).is_some();
                let value = match target {
                    _ if known || is_string(target) => column.to_owned(),
                    "jsonb" | "json" => format!("to_{target}({column})"),
                    _ => format!("{column}::text"),
                };
                let array = format!("array[{value}]::{}", to.base);
                using(format!("case when {column} is not null then {array} end"))
            }
            _ => using(format!("{column}::text{array}::{}", to.base)),
        }
    }

    /// How many characters it holds, of a string type with a length.
    pub(crate) fn length(&self) -> Option<usize> {
        let length = self.modifier.checked_sub(4).filter(|_| self.is_string());
        length.and_then(|length| usize::try_from(length).ok())
    }

    /// Whether its values surely may be too long for a row, so that a table has a place beside it for them.
    pub(crate) fn is_long(&self) -> bool {
        let any_length = ["text", "character varying", "bytea", "json", "jsonb", "xml", "numeric"];
        self.element.is_some() || self.modifier < 0 && any_length.contains(&self.base.as_str())
    }

    /// Whether the table's rows can stay as they are (manual: ALTER TABLE, Notes).
    pub fn keeps_rows(&self, to: &Self, casts: &Casts) -> bool {
        if self.is_same(to) {
            return true;
        }
        if self.class == 'd' || to.class == 'd' {
            return false;
        }
        let binary = casts.find(&self.base, &to.base).is_some_and(|cast| cast.binary);
        match (self.base == to.base, self.fit(to)) {
            // unless only a limit goes, each element is looked at
            (true, _) if self.element.is_some() => to.modifier < 0,
            (true, Fit::Fits) => match self.base.as_str() {
                "numeric" => to.modifier < 0 || fit::scale(self) == fit::scale(to),
                "character varying" | "bit varying" | "interval" => true,
                base => base.starts_with("time"),
            },
            (false, _) => binary && to.modifier < 0,
            (true, _) => false,
        }
    }

    /// What values may lose.
    pub fn fit(&self, to: &Self) -> Fit {
        match (self.of_elements(), to.of_elements()) {
            (Some(from), Some(to)) => return from.fit(&to),
            // whose brackets are replaced, wherever they stand
            (None, Some(_)) if is_document(&self.base) => return Fit::Loses,
            // an array of one
            (None, Some(to)) => return self.fit(&to),
            _ if self.is_same(to) => return Fit::Fits,
            _ => {}
        }
        if fit::is_cut(self, to) {
            return Fit::Loses;
        }
        match (self.typed(), to.typed()) {
            (Some(from), Some(to)) => fit::fit(&from, &to),
            _ if self.base == "interval" && to.base == "interval" => Fit::Fits,
            // a domain may have constraints
            _ if to.is_string() && to.modifier < 0 && to.class != 'd' => Fit::Fits,
            _ => Fit::MayFail,
        }
    }

    /// The type of an array's elements; all of them have its modifier.
    fn of_elements(&self) -> Option<Self> {
        let Self { text, base: _, element, class, name, modifier } = self;
        Some(Self {
            text: text.trim_end_matches("[]").to_owned(),
            base: element.clone()?,
            element: None,
            class: *class,
            name: name.trim_start_matches('_').to_owned(),
            modifier: *modifier,
        })
    }

    /// Whether both are one type, not two kinds of type of one name.
    fn is_same(&self, to: &Self) -> bool {
        self.text == to.text && self.class == to.class
    }

    fn element_or_base(&self) -> &str {
        self.element.as_deref().unwrap_or(&self.base)
    }

    fn is_string(&self) -> bool {
        self.element.is_none() && is_string(&self.base)
    }
}

/// A single byte, not `character(1)`.
const CHAR: &str = "\"char\"";

/// Whether a type, named without modifier, is one of the string types.
fn is_string(name: &str) -> bool {
    matches!(name, "text" | "character varying" | "bpchar" | "name")
}

fn is_document(name: &str) -> bool {
    matches!(name, "json" | "jsonb")
}
