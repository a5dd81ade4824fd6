//! Positions by the part they belong to.

use std::ops::Range;

/// Positions by the part they belong to, those of a part ascending if they come ascending.
#[derive(Debug)]
pub(in crate::domain::bill) struct Partition {
    /// Part by part.
    positions: Vec<u32>,
    /// Where each part begins among them.
    starts: Vec<usize>,
}

impl Partition {
    /// From positions with the number of their part, which come the same each time; those without a part are
    /// left out.
    pub(in crate::domain::bill) fn new<I>(parts: usize, members: impl Fn() -> I) -> Self
    where
        I: DoubleEndedIterator<Item = (u32, usize)>,
    {
        let mut starts = vec![0_usize; parts];
        for (_, part) in members() {
            if let Some(count) = starts.get_mut(part) {
                *count = count.saturating_add(1);
            }
        }
        // Where each part ends.
        let mut end = 0_usize;
        for start in &mut starts {
            end = end.saturating_add(*start);
            *start = end;
        }
        // Filled from its end, a part begins where its last position was put.
        let mut positions = vec![0_u32; end];
        for (position, part) in members().rev() {
            let Some(start) = starts.get_mut(part) else { continue };
            *start = start.saturating_sub(1);
            if let Some(slot) = positions.get_mut(*start) {
                *slot = position;
            }
        }
        Self { positions, starts }
    }

    /// Where the positions of a part are among all.
    pub(in crate::domain::bill) fn range(&self, part: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(part)?;
        let next = part.checked_add(1).and_then(|next| self.starts.get(next));
        Some(start..next.copied().unwrap_or(self.positions.len()))
    }

    /// The positions, part by part.
    pub(in crate::domain::bill) fn into_positions(self) -> Vec<u32> {
        self.positions
    }

    /// The positions of each part.
    pub(in crate::domain::bill) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.starts.len())
            .map(|part| self.range(part).and_then(|range| self.positions.get(range)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_ordered_within_their_part() {
        let members = [(0, 1), (1, 0), (2, 1), (3, 3), (4, 1), (5, 9)];
        let partition = Partition::new(4, || members.into_iter());
        let parts: Vec<&[u32]> = partition.iter().collect();
        assert_eq!(parts, [&[1][..], &[0, 2, 4], &[], &[3]]);
    }

    #[test]
    fn no_parts() {
        assert_eq!(Partition::new(0, || [(0, 0)].into_iter()).iter().count(), 0);
    }
}
