//! A graph drawn with lines, newest first: a lane a branch.
//!
//! ```text
//! ○   20261120103000  merge both
//! ├─╮
//! │ ● 20261119090000  the one
//! ● │ 20261119080000  the other
//! ├─╯
//! ● 20261118090211  where they part
//! ```

use std::collections::BTreeSet;

/// What is drawn left of a node and around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Lines above the node's own, where lanes come together.
    pub(crate) above: Vec<String>,
    /// What stands before the node's text, its mark included.
    pub(crate) mark: String,
    /// What stands before further lines of it.
    pub(crate) beside: String,
    /// Lines below those, where lanes part.
    pub(crate) below: Vec<String>,
}

/// Draws a graph. Each node comes with its mark, its own key, and those of its parents, which come later;
/// a parent that does not come is left away.
pub(crate) fn draw<K: Ord + Copy>(nodes: &[(char, K, Vec<K>)]) -> Vec<Row> {
    let keys: BTreeSet<K> = nodes.iter().map(|(_, key, _)| *key).collect();
    // what each lane leads to, if to anything
    let mut lanes: Vec<Option<K>> = Vec::new();
    let mut rows = Vec::new();
    for (mark, key, parents) in nodes {
        let waiting: Vec<usize> = (0..lanes.len()).filter(|at| lanes[*at] == Some(*key)).collect();
        let lane = waiting.first().copied().unwrap_or_else(|| free(&mut lanes));
        let mut above = Vec::new();
        if let Some((_, others)) = waiting.split_first().filter(|(_, others)| !others.is_empty()) {
            let mut cells = Cells::of(&lanes);
            for other in others {
                cells.join(lane, *other, Sides { up: true, ..Sides::default() });
            }
            above.push(cells.line());
            others.iter().for_each(|other| lanes[*other] = None);
        }
        lanes[lane] = Some(*key);
        trim(&mut lanes);
        let mark_line = row_of(&lanes, |at| if at == lane { *mark } else { '│' });
        let mut parents = parents.iter().copied().filter(|parent| keys.contains(parent));
        lanes[lane] = parents.next();
        let mut cells = Cells::of(&lanes);
        let beside = row_of(&lanes, |_| '│');
        let mut parts = false;
        for parent in parents {
            parts = true;
            match lanes.iter().position(|waits| *waits == Some(parent)) {
                Some(there) => {
                    cells.join(lane, there, Sides { up: true, down: true, ..Sides::default() });
                }
                None => {
                    let new = free(&mut lanes);
                    lanes[new] = Some(parent);
                    cells.widen(lanes.len());
                    cells.join(lane, new, Sides { down: true, ..Sides::default() });
                }
            }
        }
        let below = if parts { vec![cells.line()] } else { Vec::new() };
        trim(&mut lanes);
        rows.push(Row { above, mark: mark_line, beside, below });
    }
    rows
}

/// A lane that nothing runs in.
fn free<K>(lanes: &mut Vec<Option<K>>) -> usize {
    lanes.iter().position(Option::is_none).unwrap_or_else(|| {
        lanes.push(None);
        lanes.len() - 1
    })
}

fn trim<K>(lanes: &mut Vec<Option<K>>) {
    while lanes.last().is_some_and(Option::is_none) {
        lanes.pop();
    }
}

fn row_of<K>(lanes: &[Option<K>], sign: impl Fn(usize) -> char) -> String {
    let mut line = String::new();
    for (at, lane) in lanes.iter().enumerate() {
        line.push(if lane.is_some() { sign(at) } else { ' ' });
        line.push(' ');
    }
    line
}

/// In which directions a line leaves a cell.
#[derive(Clone, Copy, Default)]
struct Sides {
    up: bool,
    down: bool,
    left: bool,
    right: bool,
}

struct Cells(Vec<Sides>);

impl Cells {
    fn of<K>(lanes: &[Option<K>]) -> Self {
        let cell = |lane: &Option<K>| Sides {
            up: lane.is_some(),
            down: lane.is_some(),
            ..Sides::default()
        };
        Self(lanes.iter().map(cell).collect())
    }

    fn widen(&mut self, to: usize) {
        if self.0.len() < to {
            self.0.resize(to, Sides::default());
        }
    }

    /// Draws a line from a lane to another, which goes on there as `end` says.
    fn join(&mut self, from: usize, to: usize, end: Sides) {
        let (first, last) = (from.min(to), from.max(to));
        self.0[to].up = end.up;
        self.0[to].down = end.down;
        for at in first..=last {
            self.0[at].right |= at < last;
            self.0[at].left |= at > first;
        }
    }

    fn line(&self) -> String {
        let mut line = String::new();
        for sides in &self.0 {
            line.push(match (sides.up, sides.down, sides.left, sides.right) {
                (true, true, true, true) => '┼',
                (true, true, false, true) => '├',
                (true, true, true, false) => '┤',
                (true, true, false, false) => '│',
                (true, false, true, true) => '┴',
                (false, true, true, true) => '┬',
                (true, false, true, false) => '╯',
                (true, false, false, true) => '╰',
                (false, true, true, false) => '╮',
                (false, true, false, true) => '╭',
                (false, false, true, _) | (false, false, _, true) => '─',
                _ => ' ',
            });
            line.push(if sides.right { '─' } else { ' ' });
        }
        line.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws nodes that are written as `key parents`, without blanks at the ends of lines.
    fn drawn(nodes: &[&str]) -> String {
        let node = |node: &&str| {
            let mut keys = node.chars().filter(|c| *c != ' ');
            ('*', keys.next().unwrap(), keys.collect::<Vec<char>>())
        };
        let mut text = String::new();
        let nodes: Vec<_> = nodes.iter().map(node).collect();
        for (row, (_, key, _)) in draw(&nodes).into_iter().zip(&nodes) {
            for line in row.above.iter().chain([&format!("{}{key}", row.mark)]).chain(&row.below) {
                text.push_str(&format!("{}\n", line.trim_end()));
            }
        }
        text
    }

    #[test]
    fn a_straight_line() {
        assert_eq!(drawn(&["c b", "b a", "a"]), "* c\n* b\n* a\n");
    }

    #[test]
    fn two_heads_come_together() {
        assert_eq!(drawn(&["c a", "b a", "a"]), "* c\n│ * b\n├─╯\n* a\n");
    }

    #[test]
    fn a_diamond_parts_and_joins() {
        assert_eq!(drawn(&["d bc", "c a", "b a", "a"]), "* d\n├─╮\n│ * c\n* │ b\n├─╯\n* a\n");
    }

    #[test]
    fn lanes_are_crossed_and_used_again() {
        // e merges a lane beyond another; f has nothing to do with any of them
        let text = drawn(&["g d", "f", "e cb", "d b", "c a", "b a", "a"]);
        assert_eq!(text, "* g\n│ * f\n│ * e\n│ ├─╮\n* │ │ d\n│ * │ c\n├─┼─╯\n* │ b\n├─╯\n* a\n");
    }

    #[test]
    fn a_merge_with_a_lane_that_is_there_draws_no_new_one() {
        assert_eq!(
            drawn(&["e b", "d cb", "c a", "b a", "a"]),
            "* e\n│ * d\n├─┤\n│ * c\n* │ b\n├─╯\n* a\n"
        );
    }

    #[test]
    fn what_is_not_shown_ends_no_line() {
        assert_eq!(drawn(&["c xb", "b y"]), "* c\n* b\n");
    }
}
