//! Distributes cards to pages.

use std::ops::Range;

/// Cards on pages with a fixed number of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The number of cards, sorted by urgency.
    pub cards: usize,
    /// How many of the first are urgent, and so stay on every page as far as half of it.
    pub urgent: usize,
    /// The number of cards per page.
    pub places: usize,
}

impl Paging {
    /// How many cards stay on every page: at most half of the places are theirs, or pages would hardly differ.
    pub const fn staying(self) -> usize {
        if self.cards <= self.places {
            self.cards
        } else if self.urgent < self.places / 2 {
            self.urgent
        } else {
            self.places / 2
        }
    }

    /// The number of pages, at least one.
    pub fn pages(self) -> usize {
        let (turning, staying) = self.turning();
        if self.cards <= staying || turning == 0 {
            return 1;
        }
        self.cards.saturating_sub(staying).div_ceil(turning)
    }

    /// The positions of the cards on `page`: those that stay, and its own.
    pub fn page(self, page: usize) -> (Range<usize>, Range<usize>) {
        let (turning, staying) = self.turning();
        let from = staying.saturating_add(page.saturating_mul(turning)).min(self.cards);
        (0..staying, from..from.saturating_add(turning).min(self.cards))
    }

    /// How many places change from page to page, and how many cards stay.
    const fn turning(self) -> (usize, usize) {
        let staying = self.staying();
        (self.places.saturating_sub(staying), staying)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pages(cards: usize, urgent: usize, places: usize) -> Vec<Vec<usize>> {
        let paging = Paging { cards, urgent, places };
        let page = |page| {
            let (staying, own) = paging.page(page);
            staying.chain(own).collect()
        };
        (0..paging.pages()).map(page).collect()
    }

    #[test]
    fn the_urgent_ones_stay_and_the_others_turn() {
        assert_eq!(pages(3, 1, 4), [vec![0, 1, 2]]);
        assert_eq!(pages(0, 0, 4), [vec![0; 0]]);
        assert_eq!(pages(5, 1, 4), [vec![0, 1, 2, 3], vec![0, 4]]);
        assert_eq!(pages(5, 3, 4), [vec![0, 1, 2, 3], vec![0, 1, 4]]);
        assert_eq!(pages(5, 4, 4), [vec![0, 1, 2, 3], vec![0, 1, 4]]);
        assert_eq!(pages(3, 2, 1), [vec![0], vec![1], vec![2]]);
        assert_eq!(pages(3, 2, 0), [vec![0; 0]]);
    }

    proptest! {
        #[test]
        fn every_card_is_on_a_page_and_no_page_is_overfull(cards in 0_usize..60, urgent in 0_usize..60, places in 1_usize..20) {
            let pages = pages(cards, urgent.min(cards), places);
            for card in 0..cards {
                prop_assert!(pages.iter().any(|page| page.contains(&card)), "{}", card);
            }
            for page in &pages {
                prop_assert!(page.len() <= places && page.is_sorted() && (cards == 0 || !page.is_empty()));
            }
            let stays = |card: &usize| pages.iter().all(|page| page.contains(card));
            prop_assert!(urgent > places / 2 || (0..urgent.min(cards)).all(|card| stays(&card)));
        }
    }
}
