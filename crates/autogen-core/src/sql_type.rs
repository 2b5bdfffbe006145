//! Column types: Postgres' exact text, which is compared, and sea-schema's typed value, which the
//! rules of a type change go by.

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
    /// `format_type` without the modifier.
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
    /// user types, intervals, numbers of negative scale, lengths past 65535.
    pub fn typed(&self) -> Option<ColumnType> {
        if self.element.is_some() || self.class != 'b' || self.base == "interval" {
            return None;
        }
        let bits = (self.modifier >= 4).then(|| self.modifier - 4);
        let numeric = bits.filter(|_| self.base == "numeric");
        // numeric packs precision and an 11-bit signed scale (numeric.c, make_numeric_typmod)
        let scale = numeric.map(|bits| ((bits & 0x7ff) ^ 1024) - 1024);
        let length = match self.base.as_str() {
            "character varying" | "character" => bits,
            "bit" | "bit varying" => (self.modifier >= 0).then_some(self.modifier),
            _ => None,
        };
        if scale.is_some_and(|s| s < 0) || length.is_some_and(|n| n > i32::from(u16::MAX)) {
            return None;
        }
        let row = ColumnQueryResult {
            column_type: self.base.clone(),
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
    /// CREATE CAST for the conversions through text).
    pub fn conversion(&self, to: &Self, column: &str, casts: &Casts) -> Conversion {
        let using = |expression: String| Conversion::Using(expression);
        let (from, target) = (self.element_or_base(), to.element_or_base());
        if self.element.is_some() == to.element.is_some() {
            let cast = casts.find(from, target);
            if from == target || cast.is_some_and(|c| c.on_assignment) || to.is_string() {
                return Conversion::Assignment;
            }
            if cast.is_some() || self.is_string() {
                return using(format!("{column}::{}", to.text));
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
                using(format!("translate({column}::text, '[]', '{{}}')::{}", to.text))
            }
            // a scalar becomes an array of one
            _ if to.element.is_some() && self.element.is_none() && !self.is_string() => {
                using(format!("array[{column}]::{}", to.text))
            }
            _ => using(format!("{column}::text{array}::{}", to.text)),
        }
    }

    /// Whether the table's rows can stay as they are (manual: ALTER TABLE, Notes).
    pub fn keeps_rows(&self, to: &Self, casts: &Casts) -> bool {
        if self.text == to.text {
            return true;
        }
        let binary = casts.find(&self.base, &to.base).is_some_and(|cast| cast.binary);
        match (self.base == to.base, self.fit(to)) {
            (true, Fit::Fits) => {
                let scale = |t: &Self| t.modifier.checked_sub(4).map(|bits| bits & 0x7ff);
                match self.base.as_str() {
                    "numeric" => to.modifier < 0 || scale(self) == scale(to),
                    "character varying" | "bit varying" | "interval" => true,
                    base => base.starts_with("time"),
                }
            }
            (false, _) => binary && to.modifier < 0,
            (true, _) => false,
        }
    }

    /// What values may lose.
    pub fn fit(&self, to: &Self) -> Fit {
        match (self.typed(), to.typed()) {
            (Some(from), Some(to)) => fit(&from, &to),
            _ if to.is_string() && to.modifier < 0 || self.text == to.text => Fit::Fits,
            _ => Fit::MayFail,
        }
    }

    fn element_or_base(&self) -> &str {
        self.element.as_deref().unwrap_or(&self.base)
    }

    fn is_string(&self) -> bool {
        self.element.is_none()
            && matches!(self.base.as_str(), "text" | "character varying" | "character" | "name")
    }
}

/// Bounds that shrink fail for lengths and magnitudes, and round for fractions (manual, chapter 8).
fn fit(from: &Type, to: &Type) -> Fit {
    use Type::{
        BigInt, Bit, Char, Date, Decimal, DoublePrecision, Integer, Json, JsonBinary, Numeric,
        Real, SmallInt, Text, Time, TimeWithTimeZone, Timestamp, TimestampWithTimeZone, VarBit,
        Varchar,
    };
    let shorter = |from: Option<u16>, to: Option<u16>| match (from, to) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(from), Some(to)) => to < from,
    };
    let size = |t: &Type| match t {
        SmallInt => Some(2),
        Integer => Some(4),
        BigInt => Some(8),
        _ => None,
    };
    let fails = |condition: bool| if condition { Fit::MayFail } else { Fit::Fits };
    let loses = |condition: bool| if condition { Fit::Loses } else { Fit::Fits };
    if let (Some(from), Some(to)) = (size(from), size(to)) {
        return fails(to < from);
    }
    match (from, to) {
        (_, Text) => Fit::Fits,
        (Varchar(a) | Char(a), Varchar(b) | Char(b)) => fails(shorter(a.length, b.length)),
        (_, Varchar(b) | Char(b)) => fails(b.length.is_some()),
        (Bit(a) | VarBit(a), Bit(b) | VarBit(b)) => fails(shorter(a.length, b.length)),
        (Numeric(a) | Decimal(a), Numeric(b) | Decimal(b)) => fit_numeric(a, b),
        (SmallInt | Integer | BigInt, Numeric(b) | Decimal(b)) => fails(b.precision.is_some()),
        (SmallInt, Real | DoublePrecision) | (Integer | Real, DoublePrecision) => Fit::Fits,
        (Integer | BigInt, Real) | (BigInt, DoublePrecision) | (DoublePrecision, Real) => {
            Fit::Loses
        }
        (Real | DoublePrecision, Numeric(b) | Decimal(b)) => loses(b.scale.is_some()),
        (Real | DoublePrecision | Numeric(_) | Decimal(_), SmallInt | Integer | BigInt) => {
            Fit::Loses
        }
        (Numeric(_) | Decimal(_), Real | DoublePrecision) => Fit::Loses,
        (Timestamp(a), Timestamp(b) | TimestampWithTimeZone(b))
        | (TimestampWithTimeZone(a), TimestampWithTimeZone(b) | Timestamp(b))
        | (Time(a), Time(b) | TimeWithTimeZone(b))
        | (TimeWithTimeZone(a), TimeWithTimeZone(b)) => loses(shorter(a.precision, b.precision)),
        (Timestamp(_) | TimestampWithTimeZone(_), Date | Time(_) | TimeWithTimeZone(_)) => {
            Fit::Loses
        }
        (TimeWithTimeZone(_), Time(_)) => Fit::Loses,
        (Date, Timestamp(_) | TimestampWithTimeZone(_))
        | (Json, JsonBinary)
        | (JsonBinary, Json) => Fit::Fits,
        _ if from == to => Fit::Fits,
        _ => Fit::MayFail,
    }
}

fn fit_numeric(
    from: &sea_schema::postgres::def::ArbitraryPrecisionNumericAttr,
    to: &sea_schema::postgres::def::ArbitraryPrecisionNumericAttr,
) -> Fit {
    let (Some(precision), scale) = (to.precision, to.scale.unwrap_or(0)) else {
        return Fit::Fits;
    };
    let Some(former) = from.precision else { return Fit::Loses };
    let former_scale = from.scale.unwrap_or(0);
    if scale < former_scale {
        Fit::Loses
    } else if i32::from(precision) - i32::from(scale) < i32::from(former) - i32::from(former_scale)
    {
        Fit::MayFail
    } else {
        Fit::Fits
    }
}
