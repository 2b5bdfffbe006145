//! Texts as nobody would write them: valid ones damaged, and any at all.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::memory;

/// What parsers stumble over.
const THORNS: &[&str] = &[
    "\0",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "é",
    "\u{1f600}",
    "ﬁ",
    "İ",
    "99999999999999999999999999999999",
    "-9223372036854775808",
    "../",
    "/etc/passwd",
    "'",
    "\"",
    "`",
    "\\",
    "$$",
    "$a$",
    "/*",
    "*/",
    "--",
    "-- autogen: ",
    "-- autogen revision ",
    ";",
    ":batch",
    "(",
    ")",
    "begin atomic",
    "@",
    "+",
    ":",
    "null",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
    "\n",
    " ",
];

/// One way to damage a text. Places are parts of its length.
#[derive(Clone, Debug)]
enum Damage {
    Flip { at: f64, bit: u8 },
    Cut { at: f64 },
    Remove { at: f64, count: usize },
    Insert { at: f64, what: &'static str },
    Repeat { at: f64, count: usize, times: usize },
    SwapLines { one: f64, other: f64 },
}

fn place(bytes: &[u8], at: f64) -> usize {
    // `at` is below one
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a place")]
    #[expect(clippy::cast_precision_loss, reason = "any place will do")]
    let place = (bytes.len() as f64 * at) as usize;
    place.min(bytes.len())
}

impl Damage {
    fn to(&self, bytes: &mut Vec<u8>) {
        match *self {
            Self::Flip { at, bit } => {
                let at = place(bytes, at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            Self::Cut { at } => bytes.truncate(place(bytes, at)),
            Self::Remove { at, count } => {
                let from = place(bytes, at);
                bytes.drain(from..bytes.len().min(from + count));
            }
            Self::Insert { at, what } => {
                let at = place(bytes, at);
                bytes.splice(at..at, what.bytes());
            }
            Self::Repeat { at, count, times } => {
                let from = place(bytes, at);
                let part = bytes[from..bytes.len().min(from + count)].repeat(times);
                bytes.splice(from..from, part);
            }
            Self::SwapLines { one, other } => {
                let mut lines: Vec<_> = bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
                let of = |at: f64| place(&bytes[..lines.len() - 1], at);
                let (one, other) = (of(one), of(other));
                lines.swap(one, other);
                *bytes = lines.join(&b'\n');
            }
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0.0..1.0;
    prop_oneof![
        (at(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip { at, bit }),
        at().prop_map(|at| Damage::Cut { at }),
        (at(), 1..40_usize).prop_map(|(at, count)| Damage::Remove { at, count }),
        (at(), proptest::sample::select(THORNS)).prop_map(|(at, what)| Damage::Insert { at, what }),
        (at(), 1..60_usize, 1..20_usize).prop_map(|(at, count, times)| Damage::Repeat {
            at,
            count,
            times
        }),
        (at(), at()).prop_map(|(one, other)| Damage::SwapLines { one, other }),
    ]
}

/// Any text, thorns in a row, or one of these damaged up to eight times.
pub fn texts(seeds: &[String]) -> impl Strategy<Value = String> + use<> {
    let thorns = vec(proptest::sample::select(THORNS), 0..30).prop_map(|parts| parts.concat());
    let damaged = (proptest::sample::select(seeds.to_vec()), vec(damage(), 0..8));
    let damaged = damaged.prop_map(|(seed, damages)| {
        let mut bytes = seed.into_bytes();
        damages.iter().for_each(|damage| damage.to(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    prop_oneof![1 => "(?s).{0,200}", 1 => thorns, 8 => damaged]
}

/// Feeds many of them to `take`, which must neither panic nor take much memory; `PROPTEST_CASES` says how many, 256 without it.
pub fn feed(seeds: &[String], take: impl Fn(&str)) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&texts(seeds), |text| {
        take(&text);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    memory::is_bounded();
}
