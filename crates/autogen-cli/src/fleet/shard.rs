//! `--shard K/N`: which members of a fleet are this machine's.

use std::str::FromStr;

/// The `index`th of `count` equal parts of any fleet. Which part a member belongs to depends on its
/// name alone, so that machines agree without talking to each other, and a member stays where it is
/// when others come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Whether a member belongs to this part.
    pub(crate) fn holds(self, member: &str) -> bool {
        let hash = blake3::hash(format!("autogen fleet {member}").as_bytes());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(bytes) % self.count == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            Some(Self { index: index.parse().ok()?, count: count.parse().ok()? })
        });
        match numbers {
            Some(shard) if shard.index < shard.count => Ok(shard),
            Some(Self { count, .. }) if count > 0 => {
                Err(format!("parts are counted from 0, so the last one is {}/{count}", count - 1))
            }
            _ => Err("a part is written K/N, the first of eight is 0/8".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_member_belongs_to_exactly_one_part() {
        let shards: Vec<Shard> =
            (0..3).map(|index| format!("{index}/3").parse().unwrap()).collect();
        let mut sizes = [0; 3];
        for n in 0..300 {
            let name = format!("prod/tenant_{n}");
            let held: Vec<usize> = (0..3).filter(|index| shards[*index].holds(&name)).collect();
            assert_eq!(held.len(), 1, "{name}");
            sizes[held[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (70..130).contains(size)), "{sizes:?}");
        // other versions and machines must agree: this never changes
        let shard: Shard = "1/3".parse().unwrap();
        let held = ["a", "b", "c", "prod", "prod/tenant_1"].map(|name| shard.holds(name));
        assert_eq!(held, [false, false, true, true, false]);
    }

    #[test]
    fn a_part_that_is_none_is_refused() {
        for (text, said) in [
            ("3/3", "the last one is 2/3"),
            ("x", "K/N"),
            ("0/0", "K/N"),
            ("-1/3", "K/N"),
            ("1/3/4", "K/N"),
        ] {
            let problem = text.parse::<Shard>().unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
    }
}
