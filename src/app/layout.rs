//! Where everything stands: pure geometry. Drawing paints into it, and clicks are resolved by it.

use super::{
    State,
    view::{Overlay, Page, View},
};

/// The size of the terminal, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether nothing fits into it.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Whether this cell is in it.
    pub const fn contains(self, column: u16, row: u16) -> bool {
        column >= self.x
            && column.saturating_sub(self.x) < self.width
            && row >= self.y
            && row.saturating_sub(self.y) < self.height
    }

    /// Its row at `position`, counted from its first; empty where it has none there.
    #[must_use]
    pub const fn row(self, position: u16) -> Self {
        Self {
            y: self.y.saturating_add(position),
            height: if position < self.height { 1 } else { 0 },
            ..self
        }
    }

    /// What is left of it without `left` columns on the left and `right` on the right.
    #[must_use]
    pub const fn within(self, left: u16, right: u16) -> Self {
        let width = self.width.saturating_sub(left).saturating_sub(right);
        Self { x: self.x.saturating_add(left), width, ..self }
    }

    /// What is left of it below its first `rows` rows.
    #[must_use]
    pub const fn below(self, rows: u16) -> Self {
        Self { y: self.y.saturating_add(rows), height: self.height.saturating_sub(rows), ..self }
    }

    /// Takes `height` rows off the top, as far as there are.
    pub(crate) fn take_top(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        let taken = Self { height, ..*self };
        self.y = self.y.saturating_add(height);
        self.height = self.height.saturating_sub(height);
        taken
    }

    /// Takes `height` rows off the bottom, as far as there are.
    pub(crate) fn take_bottom(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        self.height = self.height.saturating_sub(height);
        Self { y: self.y.saturating_add(self.height), height, ..*self }
    }

    /// Takes `width` columns off the right, as far as there are.
    fn take_right(&mut self, width: u16) -> Self {
        let width = width.min(self.width);
        self.width = self.width.saturating_sub(width);
        Self { x: self.x.saturating_add(self.width), width, ..*self }
    }
}

/// Below this the screen only says how large it needs to be.
pub const SMALLEST: Size = Size { width: 40, height: 10 };
/// From this width on there may be something beside a list.
const BESIDE_FROM: u16 = 160;
/// From this height on everything that is said of a model fits beside the list.
const WHOLE_FROM_HEIGHT: u16 = 36;
/// How wide it is there at least.
const BESIDE_WIDTH: u16 = 58;
/// A list wider than this would only stretch its gaps: what stands beside it takes the rest.
const LIST_ENOUGH: u16 = 148;
/// From this size on the detail stands below the list.
const BELOW_FROM: Size = Size { width: 100, height: 30 };
/// How high it is there, with its title.
const BELOW_HEIGHT: u16 = 10;
/// How wide the lines of a bill stand beside its groups at least.
const LINES_BESIDE_WIDTH: u16 = 76;
/// How high they stand below, with their title and the reasons.
const LINES_BELOW_HEIGHT: u16 = 11;
/// How high a chart stands above the lines beside the groups, with its title, where the groups leave it no room.
const CHART_BESIDE_HEIGHT: u16 = 12;
/// A chart lower than this, with its title, tells nothing.
const LEAST_CHART: u16 = 6;
/// From this height on a chart tells more below the list than in what stands beside it.
const CHART_BELOW_FROM: u16 = 10;
/// A chart higher than this tells nothing more.
const MOST_CHART: u16 = 24;
/// From this width on a reason fits on one line, else it takes two where the lines below stay many.
const REASON_FITS_FROM: u16 = 110;
/// From this height on there is room for that.
const ROOM_FOR_REASONS: u16 = 24;
/// At most this many reasons tell why a group was charged.
const MOST_REASONS: u16 = 4;
/// How high it stands where no alert is active, above the log.
const NO_ALERTS_HEIGHT: u16 = 6;
/// How high what the selected alert says stands, with its title.
const ALERT_DETAIL_HEIGHT: u16 = 4;
/// From this height on there is room for that.
const ALERT_DETAIL_FROM: u16 = 9;
/// The palette takes at most this part of the screen, and so many rows: more are not read at a glance.
const PALETTE: (u16, u16) = (2, 3);
const MOST_COMMANDS: u16 = 16;
/// At most this many lines tell what failed; more would push the list away.
const MOST_NOTES: usize = 3;
/// At most this many accounts that owe have a line each.
pub const MOST_BANNERS: usize = 3;

/// Where everything stands. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// The terminal is too small for anything else.
    pub too_small: bool,
    /// Name, account, ages, clock.
    pub header: Area,
    /// What is listed, and the totals.
    pub summary: Area,
    /// The overdue banner, a line for each account that owes.
    pub banner: Area,
    /// What failed, with the remedy; one line each.
    pub notes: Area,
    /// The names of the columns.
    pub columns: Area,
    /// The rows of the list.
    pub rows: Area,
    /// The line that stands for the untouched models.
    pub fold: Area,
    /// The sums of all groups of the bill.
    pub totals: Area,
    /// What is to be paid, by day; or what was left of the selected model, where that has a place below the list.
    pub chart: Area,
    /// Why the selected group was charged: the first rows below the title of its lines.
    pub reasons: Area,
    /// The lines of the selected group, below the names of their columns.
    pub lines: Area,
    /// The detail of the selected model, or the lines of the selected group, beside or below the list.
    pub detail: Area,
    /// What covers the list: help, account, the detail as a page of its own.
    pub overlay: Area,
    /// What was told of alerts.
    pub log: Area,
    /// The newest message, above the hints.
    pub toast: Area,
    /// The filter line, the hints, or what is typed into the palette.
    pub hints: Area,
    /// The place for what the palette offers, over the bottom of everything else, with its title; what it does not
    /// need of it, it leaves.
    pub palette: Area,
}

impl Regions {
    /// The events of the log, below its title.
    pub const fn log_rows(&self) -> Area {
        self.log.below(1)
    }
}

/// Whether the page of a bill has a pane for its lines at this size.
pub const fn has_lines_pane(size: Size) -> bool {
    size.width >= BESIDE_FROM || has_room_below(size)
}

/// Whether a pane fits below a list.
const fn has_room_below(size: Size) -> bool {
    size.width >= BELOW_FROM.width && size.height >= BELOW_FROM.height
}

/// Whether the list of models shows the whole detail beside it: elsewhere it opens as a page.
pub fn has_whole_detail(state: &State) -> bool {
    state.size.height >= WHOLE_FROM_HEIGHT && width_beside_models(state).is_some()
}

/// How wide the detail beside the list of models is; absent where the list would then have to leave something out.
fn width_beside_models(state: &State) -> Option<u16> {
    let width = state.size.width;
    let room = width.saturating_sub(state.list_wants());
    (width >= BESIDE_FROM && room >= BESIDE_WIDTH)
        .then(|| width.saturating_sub(LIST_ENOUGH).max(BESIDE_WIDTH).min(room))
}

/// Where everything stands now.
pub fn layout(state: &State) -> Regions {
    let size = state.size;
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return Regions { too_small: true, ..Regions::default() };
    }
    let mut rest = Area { x: 0, y: 0, width: size.width, height: size.height };
    let mut regions = Regions { header: rest.take_top(1), hints: rest.take_bottom(1), ..Regions::default() };
    regions.toast = rest.take_bottom(u16::from(state.toast().is_some()));
    if state.palette.is_some() {
        let height = (size.height.saturating_mul(PALETTE.0) / PALETTE.1).min(MOST_COMMANDS);
        regions.palette = Area { ..rest }.take_bottom(height);
    }
    let overdue = state.overdue().count().min(MOST_BANNERS);
    regions.banner = rest.take_top(u16::try_from(overdue).unwrap_or(0));
    regions.summary = rest.take_top(1);
    let notes = state.notes().min(MOST_NOTES);
    regions.notes = rest.take_top(u16::try_from(notes).unwrap_or(0));
    if covers_the_list(&state.view) {
        regions.overlay = rest;
        if state.view.overlay == Overlay::Lines {
            (regions.reasons, regions.lines) = lines(state, rest);
        }
        return regions;
    }
    match state.view.page {
        Page::Models => models(state, rest, &mut regions),
        Page::Bills => bills(state, rest, &mut regions),
        Page::Alerts => alerts(state, rest, &mut regions),
    }
    regions
}

fn models(state: &State, mut rest: Area, regions: &mut Regions) {
    let has_rows = !state.list.is_empty();
    if has_rows {
        regions.detail = match width_beside_models(state) {
            Some(width) => rest.take_right(width),
            None if has_room_below(state.size) => rest.take_bottom(BELOW_HEIGHT),
            None => Area::default(),
        };
    }
    regions.columns = rest.take_top(u16::from(has_rows));
    let folds = state.list.folded.models > 0;
    let wanted = u16::try_from(state.list.len()).unwrap_or(u16::MAX);
    let room = rest.height.saturating_sub(u16::from(folds));
    regions.rows = rest.take_top(if has_rows || folds { wanted.min(room) } else { rest.height });
    if folds {
        regions.fold = rest.take_top(1);
    }
    if regions.detail.x > 0 {
        regions.chart = take_chart(&mut rest, CHART_BELOW_FROM);
    }
}

/// The groups with their totals right below, what is to be paid by day under them, and the lines of the group
/// beside or at the bottom.
fn bills(state: &State, mut rest: Area, regions: &mut Regions) {
    let groups = state.profile().bills.report.groups.len();
    if groups == 0 {
        regions.rows = rest;
        return;
    }
    regions.detail = take_lines(state.size, &mut rest);
    let is_beside = regions.detail.x > 0;
    // Above the lines there is always a chart; elsewhere it takes what is left free, where that is enough.
    let kept = if is_beside || regions.detail.is_empty() { 0 } else { LEAST_CHART };
    regions.columns = rest.take_top(1);
    let wanted = u16::try_from(groups).unwrap_or(u16::MAX);
    regions.rows = rest.take_top(wanted.min(rest.height.saturating_sub(kept.saturating_add(1))));
    regions.totals = rest.take_top(1);
    regions.chart = take_chart(&mut rest, if kept > 0 { kept } else { CHART_BELOW_FROM });
    if is_beside && regions.chart.is_empty() {
        regions.chart = regions.detail.take_top(CHART_BESIDE_HEIGHT);
    }
    (regions.reasons, regions.lines) = lines(state, regions.detail);
}

/// What is active, what the selected alert says, and the log below.
fn alerts(state: &State, mut rest: Area, regions: &mut Regions) {
    let log = u16::try_from(state.log_length()).unwrap_or(u16::MAX);
    let entries = u16::try_from(state.alerts_length()).unwrap_or(u16::MAX);
    if entries == 0 {
        regions.rows = if log == 0 { rest } else { rest.take_top(NO_ALERTS_HEIGHT) };
    } else {
        regions.columns = rest.take_top(1);
        let detail = if rest.height >= ALERT_DETAIL_FROM { ALERT_DETAIL_HEIGHT } else { 0 };
        let least_log = log.saturating_add(1).min(rest.height / 3);
        let room = rest.height.saturating_sub(detail).saturating_sub(least_log);
        regions.rows = rest.take_top(entries.min(room.max(1)));
        regions.detail = rest.take_top(detail);
    }
    if log > 0 {
        regions.log = rest;
    }
}

/// Where the reasons and the lines stand in `area`: below its title, the lines below the names of their columns.
fn lines(state: &State, area: Area) -> (Area, Area) {
    let mut rest = area.below(1);
    let reasons = u16::try_from(state.bills_reasons().len()).unwrap_or(u16::MAX);
    let each = if area.width < REASON_FITS_FROM && area.height >= ROOM_FOR_REASONS { 2 } else { 1 };
    let reasons = rest.take_top(reasons.min(MOST_REASONS).saturating_mul(each));
    (reasons, rest.below(1))
}

/// A chart in what a list leaves free below it, with a row between them where there is one to spare; empty where that
/// is lower than `least`.
fn take_chart(rest: &mut Area, least: u16) -> Area {
    if rest.height < least {
        return Area::default();
    }
    rest.take_top(u16::from(rest.height > least));
    rest.take_top(MOST_CHART)
}

/// The lines of a bill, beside or below its groups where there is room for them.
fn take_lines(size: Size, rest: &mut Area) -> Area {
    if size.width >= BESIDE_FROM {
        rest.take_right(size.width.saturating_sub(LIST_ENOUGH).max(LINES_BESIDE_WIDTH))
    } else if has_room_below(size) {
        rest.take_bottom(LINES_BELOW_HEIGHT)
    } else {
        Area::default()
    }
}

/// Whether something lies over the list: what acts on the list would not be seen.
pub(crate) fn covers_the_list(view: &View) -> bool {
    view.overlay != Overlay::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_cut_without_losing_or_doubling_a_cell() {
        let mut rest = Area { x: 0, y: 0, width: 10, height: 5 };
        let top = rest.take_top(2);
        let bottom = rest.take_bottom(9);
        assert_eq!((top.y, top.height, bottom.y, bottom.height, rest.height), (0, 2, 2, 3, 0));
        let mut rest = Area { x: 3, y: 0, width: 10, height: 5 };
        let right = rest.take_right(4);
        assert_eq!((rest.x, rest.width, right.x, right.width), (3, 6, 9, 4));
        assert!(right.contains(9, 4) && right.contains(12, 0));
        let area = Area { x: 3, y: 1, width: 10, height: 5 };
        assert_eq!(area.row(4), Area { y: 5, height: 1, ..area });
        assert!(area.row(5).is_empty() && area.below(6).is_empty() && area.within(6, 6).is_empty());
        assert_eq!(area.within(1, 2), Area { x: 4, width: 7, ..area });
        assert_eq!(area.below(2), Area { y: 3, height: 3, ..area });
        assert!(!right.contains(8, 0) && !right.contains(13, 0) && !right.contains(9, 5));
    }
}
