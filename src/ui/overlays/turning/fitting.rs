//! How the dialog fits a terminal: texts that stay, and models that scroll between them.

use ratatui::style::Style;

/// With fewer rows for the models, the texts scroll, too.
const FEWEST: usize = 3;

pub(super) type Line = (String, Style);

/// Lines, each of which fits the width.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) above: Vec<Line>,
    /// What scrolls.
    pub(super) list: Vec<Line>,
    pub(super) below: Vec<Line>,
}

impl Content {
    /// So that in `height` rows everything can be read: if the texts leave no room for the models, all of it scrolls.
    pub(super) fn fitted(self, height: u16) -> Self {
        if self.fixed().saturating_add(self.list.len().min(FEWEST)) <= usize::from(height) {
            return self;
        }
        Self { list: [self.above, self.list, self.below].concat(), ..Self::default() }
    }

    /// The lines of the list that are in sight in `height` rows.
    pub(super) fn in_sight(&self, height: u16) -> u16 {
        let room = usize::from(height).saturating_sub(self.fixed());
        u16::try_from(self.list.len().min(room)).unwrap_or(u16::MAX)
    }

    /// How many lines the list can be scrolled down in `height` rows.
    pub(super) fn scroll_end(&self, height: u16) -> u16 {
        let hidden = self.list.len().saturating_sub(usize::from(self.in_sight(height)));
        u16::try_from(hidden).unwrap_or(u16::MAX)
    }

    /// The rows that it takes of `height`.
    pub(super) fn height(&self, height: u16) -> u16 {
        u16::try_from(self.fixed()).unwrap_or(u16::MAX).saturating_add(self.in_sight(height))
    }

    /// The lines that stay.
    const fn fixed(&self) -> usize {
        self.above.len().saturating_add(self.below.len())
    }
}
