//! What values lose on the way from one built-in type to another.

use sea_schema::postgres::def::ArbitraryPrecisionNumericAttr;
use sea_schema::postgres::def::Type::{
    self, BigInt, Bit, Char, Date, Decimal, DoublePrecision, Integer, Json, JsonBinary, Numeric,
    Real, SmallInt, Text, Time, TimeWithTimeZone, Timestamp, TimestampWithTimeZone, VarBit,
    Varchar,
};

use super::Fit;

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
        (Bit(a) | VarBit(a), Bit(b) | VarBit(b)) => fails(shorter(a.length, b.length)),
        (Numeric(a) | Decimal(a), Numeric(b) | Decimal(b)) => fit_numeric(a, b),
        (SmallInt | Integer | BigInt, Numeric(b) | Decimal(b)) => fails(b.precision.is_some()),
        (SmallInt, Real | DoublePrecision) | (Integer | Real, DoublePrecision) => Fit::Fits,
        (Integer | BigInt, Real) | (BigInt, DoublePrecision) | (DoublePrecision, Real) => {
            Fit::Loses
        }
        (
            Real | DoublePrecision | Text | Varchar(_) | Char(_) | JsonBinary,
            Numeric(b) | Decimal(b),
        ) => {
            // rounded to the scale; else only what is no number fails
            if b.scale.is_some() {
                Fit::Loses
            } else {
                fails(!matches!(from, Real | DoublePrecision))
            }
        }
        (JsonBinary, SmallInt | Integer | BigInt) => Fit::Loses,
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
