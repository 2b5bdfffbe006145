//! What values lose on the way from one built-in type to another.

use sea_schema::postgres::def::ArbitraryPrecisionNumericAttr;
use sea_schema::postgres::def::Type::{
    self, BigInt, Bit, Boolean, Char, Date, Decimal, DoublePrecision, Integer, Json, JsonBinary,
    Money, Numeric, Real, SmallInt, Text, Time, TimeWithTimeZone, Timestamp, TimestampWithTimeZone,
    VarBit, Varchar,
};

use super::{CHAR, Fit, SqlType, is_document, is_string};

/// Bounds that shrink fail for lengths and magnitudes, and round for fractions (manual, chapter 8).
pub(super) fn fit(from: &Type, to: &Type) -> Fit {
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
        (Bit(a), Bit(b)) => fails(a.length != b.length),
        (VarBit(_), Bit(_)) => Fit::MayFail,
        (Bit(a) | VarBit(a), VarBit(b)) => fails(shorter(a.length, b.length)),
        (Numeric(a) | Decimal(a), Numeric(b) | Decimal(b)) => fit_numeric(a, b),
        (SmallInt | Integer | BigInt, Numeric(b) | Decimal(b)) => fails(b.precision.is_some()),
        (SmallInt, Real | DoublePrecision) | (Integer | Real, DoublePrecision) => Fit::Fits,
        (Integer | BigInt, Real) | (BigInt, DoublePrecision) | (DoublePrecision, Real) => {
            Fit::Loses
        }
        (
            Real | DoublePrecision | Text | Varchar(_) | Char(_) | Json | JsonBinary,
            Numeric(b) | Decimal(b),
        ) => {
            // rounded to the scale; else only what is no number fails. Of a float, 6 or 15 digits are taken.
            if b.scale.is_some() || matches!(from, Real | DoublePrecision) {
                Fit::Loses
            } else {
                Fit::MayFail
            }
        }
        (JsonBinary, SmallInt | Integer | BigInt | Real | DoublePrecision) => Fit::Loses,
        (Money, Numeric(b) | Decimal(b)) if b.scale.is_some_and(|scale| scale < 2) => Fit::Loses,
        (Integer, Boolean) => Fit::Loses,
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
        (Date, Timestamp(_) | TimestampWithTimeZone(_)) | (JsonBinary, Json) => Fit::Fits,
        _ if from == to => Fit::Fits,
        _ => Fit::MayFail,
    }
}

fn fit_numeric(from: &ArbitraryPrecisionNumericAttr, to: &ArbitraryPrecisionNumericAttr) -> Fit {
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

/// What the server makes smaller in silence, told by the names of types without modifier, since sea-schema
/// knows not all of them.
pub(super) fn is_cut(from: &SqlType, to: &SqlType) -> bool {
    const TEMPORAL: [&str; 5] = [
        "date",
        "time without time zone",
        "time with time zone",
        "timestamp without time zone",
        "timestamp with time zone",
    ];
    // no text of them is longer than a name
    const SHORT: [&str; 11] = [
        CHAR,
        "name",
        "smallint",
        "integer",
        "bigint",
        "boolean",
        "real",
        "double precision",
        "money",
        "oid",
        "uuid",
    ];
    const NUMBERS: [&str; 6] =
        ["smallint", "integer", "bigint", "numeric", "real", "double precision"];
    const GEOMETRIC: [&str; 7] = ["point", "line", "lseg", "box", "path", "polygon", "circle"];
    let (was, is) = (from.base.as_str(), to.base.as_str());
    let is_read = is_string(was) || is_document(was);
    let is_spelt = is_string(is) || is_document(is);
    match (was, is) {
        ("interval", "interval") => finest(to.modifier) > finest(from.modifier),
        (_, "interval") if is_read || finest(to.modifier) > finest(-1) => true,
        (_, "name") => from.class != 'e' && !SHORT.contains(&was) && !TEMPORAL.contains(&was),
        // a number is its code
        (_, CHAR) => was != "integer",
        // blanks at the end
        (_, "bpchar") => was != "bpchar" && is_string(was),
        (_, "numeric") if scale(to).is_some_and(|scale| scale < 0) => {
            let finer = scale(from).is_none_or(|was| Some(was) > scale(to));
            is_read || NUMBERS.contains(&was) && finer
        }
        // what it does not understand of a text it may pass over, or round
        (_, "money" | "real" | "double precision" | "tsvector") if is_read => true,
        (_, is) if is_read => TEMPORAL.contains(&is),
        // an array, or numbers in parentheses, may be read as something else
        _ if from.element.is_some() => !is_spelt,
        ("point", "box") | ("box", "polygon") | ("path", "polygon") | ("polygon", "path") => false,
        (was, _) if GEOMETRIC.contains(&was) => !is_spelt,
        ("numeric" | "real" | "double precision", "money" | "interval")
        | ("integer" | "bigint", "\"bit\"")
        | ("interval", "time without time zone" | "time with time zone")
        | ("inet", "cidr")
        | ("tsrange" | "tstzrange", "daterange")
        | ("tstzrange", "tsrange")
        | ("tsmultirange" | "tstzmultirange", "datemultirange")
        | ("tstzmultirange", "tsmultirange") => true,
        _ => false,
    }
}

/// The smallest field and the digits of a second that an interval has, coarser ones last
/// (`intervaltypmodleastfield` in `timestamp.c`).
fn finest(modifier: i32) -> (usize, i32) {
    const DIGITS: i32 = 6;
    if modifier < 0 {
        return (0, -DIGITS);
    }
    // the bits of SECOND, MINUTE, HOUR, DAY, MONTH and YEAR
    let bits = [12, 11, 10, 3, 1, 2];
    let field = bits.iter().position(|bit| modifier >> 16 & 1 << bit != 0).unwrap_or(0);
    (field, if field == 0 { -(modifier & 0xffff).min(DIGITS) } else { 0 })
}

/// The digits behind the point, or zeros before it, of a number with a modifier, which packs precision and an
/// 11-bit signed scale (`make_numeric_typmod` in `numeric.c`).
pub(super) fn scale(number: &SqlType) -> Option<i32> {
    let bits = (number.modifier >= 4).then(|| number.modifier - 4)?;
    Some(((bits & 0x7ff) ^ 1024) - 1024)
}
