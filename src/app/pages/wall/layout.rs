//! The layout of the wallboard: pure geometry, from the size of the screen and the amount of content.

use super::{clockwork::MARGIN, counts::Counts, paging::Paging};
use crate::app::{
    Area, State,
    area::{SMALLEST, Size},
};

/// The largest scale of digits.
const MAX_SCALE: u16 = 8;
/// The columns between two cards; vertically there is one row.
const GAP: u16 = 2;
/// The width of a name in the strip, with its gauge.
pub const NAME_WIDTH: u16 = 30;
/// At most this many problem lines are shown.
const MAX_NOTES: usize = 3;

/// The regions of the wallboard. A region that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Board {
    /// The terminal is too small: only a notice is shown.
    pub too_small: bool,
    /// Name, counts, clock.
    pub head: Area,
    /// Alarms, in large letters.
    pub band: Area,
    /// The scale of the letters of `band`.
    pub letters: u16,
    /// Problem lines.
    pub notes: Area,
    pub grid: Grid,
    /// Models or accounts without a card.
    pub strip: Area,
    /// Pulse, feeds, newest alert.
    pub foot: Area,
}

/// The layout of the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grid {
    pub area: Area,
    /// Cards per row.
    pub columns: u16,
    /// Rows of cards.
    pub rows: u16,
    /// Cards per page. If they do not fill the grid, the upper rows have one less each, and wider ones.
    pub count: u16,
    /// The scale of their digits; 0 for ordinary text.
    pub scale: u16,
}

/// The height of digits at this scale: five points, two of which share a row.
pub const fn rows_of(scale: u16) -> u16 {
    scale.saturating_mul(5).div_ceil(2)
}

/// The scale of words next to digits at this scale; 0 for ordinary text.
pub const fn words_scale(scale: u16) -> u16 {
    scale / 3
}

/// The height of words or digits at this scale; one row for ordinary text.
pub const fn height_of(scale: u16) -> u16 {
    if scale == 0 { 1 } else { rows_of(scale) }
}

/// The minimum size of a card with digits at this scale: a row of words, the digits, the gauge, a row of
/// words.
const fn min_card(scale: u16) -> Size {
    let width = scale.saturating_mul(18).saturating_add(14);
    let width = if width < 38 { 38 } else { width };
    let words = height_of(words_scale(scale)).saturating_mul(2);
    Size { width, height: height_of(scale).saturating_add(words).saturating_add(1) }
}

/// Lays out the wallboard.
pub fn board(state: &State, counts: Counts) -> Board {
    let size = state.size;
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return Board { too_small: true, ..Board::default() };
    }
    let (x, y) = state.wall.map(|wall| wall.shift()).unwrap_or_default();
    let width = size.width.saturating_sub(MARGIN.0);
    let mut rest = Area { x, y, width, height: size.height.saturating_sub(MARGIN.1) };
    let is_roomy = size.height >= 30;
    let head = match size.height {
        _ if size.width < 100 || size.height < 30 => 1,
        30..60 => rows_of(1),
        60..110 => rows_of(2),
        _ => rows_of(4),
    };
    let mut board = Board { head: rest.take_top(head), ..Board::default() };
    // On a small screen, the foot does not repeat the band.
    let is_short = size.height < 16 || size.height < 30 && counts.alarms > 0;
    board.foot = rest.take_bottom(match size.height {
        _ if is_short => 2,
        ..100 => 3,
        _ => 8,
    });
    rest.take_top(u16::from(is_roomy));
    take_band(&mut board, &mut rest, size, counts);
    let notes = state.notes().min(MAX_NOTES);
    board.notes = rest.take_top(u16::try_from(notes).unwrap_or(0).min(rest.height / 4));
    rest.take_top(u16::from(is_roomy && notes > 0));
    rest.take_bottom(u16::from(is_roomy));
    take_cards(&mut board, rest, counts);
    board
}

fn take_band(board: &mut Board, rest: &mut Area, size: Size, counts: Counts) {
    // The most severe alarm in large letters, a line for each of the others.
    let Some(lines) = counts.alarms.checked_sub(1) else { return };
    // Wide enough for `OVERDUE` and an amount side by side.
    let widest = rest.width / 76;
    let highest = if size.height < 16 { 0 } else { (size.height / 24).max(1) };
    board.letters = highest.min(widest).min(4);
    let padding = match size.height {
        ..30 => 0,
        30..36 => 1,
        36..44 => 2,
        _ => 3,
    };
    let line = height_of(words_scale(board.letters));
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    let height = height_of(board.letters).saturating_add(line).saturating_add(padding).saturating_add(lines);
    board.band = rest.take_top(height.min(rest.height / 2));
    rest.take_top(u16::from(size.height >= 30));
}

/// Cards take what they need, the strip what it wants of the rest; any remainder makes the cards higher.
fn take_cards(board: &mut Board, mut rest: Area, counts: Counts) {
    let Counts { cards, others, alarms, .. } = counts;
    let gap = u16::from(rest.height >= 16);
    let per_row = usize::from((rest.width / NAME_WIDTH).max(1));
    let names = u16::try_from(others.div_ceil(per_row)).unwrap_or(u16::MAX);
    let wanted = if others == 0 { 0 } else { names.saturating_add(1).saturating_add(gap) };
    // If not all cards fit, the strip only shows counts.
    let with = |reserved: u16| {
        let room = Area { height: rest.height.saturating_sub(wanted.min(reserved)), ..rest };
        (room.height, grid(room, cards))
    };
    // Compares cards per page, then whether countdowns have a row of their own, then the room of the strip.
    let worth = |(_, grid): &(u16, Grid)| (usize::from(grid.count).min(cards), grid.has_line());
    let (roomy, close, bare) = (with(gap.saturating_add(3)), with(1), with(0));
    let (height, grid) = if worth(&roomy) >= worth(&close) { roomy } else { close };
    let is_worth_more = worth(&bare).0 == worth(&(height, grid)).0 && worth(&bare).1 && !grid.has_line();
    let (height, grid) = if is_worth_more && alarms > 0 { bare } else { (height, grid) };
    let ideal = min_card(grid.scale).height.saturating_add(5);
    let used = match cards {
        0 => height / 2,
        _ if usize::from(grid.count) < cards => height,
        _ => ideal.saturating_mul(grid.rows).min(height),
    };
    let strip = rest.take_bottom(wanted.min(rest.height.saturating_sub(used)));
    let gap = if strip.height > 1 { gap } else { 0 };
    board.strip = strip.below(gap.min(strip.height));
    board.grid = Grid { area: rest, ..grid };
}

/// The largest digits with which all cards fit on one page, else as many cards as fit with the smallest.
fn grid(area: Area, cards: usize) -> Grid {
    let smallest = if area.width >= 300 && area.height >= 80 { 2 } else { 1 };
    let fits = |scale: u16, comfort: u16| {
        let card = min_card(scale);
        let columns = area.width.saturating_add(GAP) / card.width.saturating_add(GAP);
        let rows = area.height.saturating_add(1) / card.height.saturating_add(comfort).saturating_add(1);
        let count = columns.saturating_mul(rows);
        (count > 0).then_some(Grid { area, columns, rows, count, scale })
    };
    let comfortable = (smallest..=MAX_SCALE).rev().filter_map(|scale| fits(scale, 2));
    // Countdowns have a row of their own, unless twice as many cards fit without.
    let with_line = fits(smallest, 1);
    let without = fits(smallest, 0).or_else(|| fits(1, 0)).or_else(|| fits(0, 0));
    let is_much_less = |grid: &Grid| without.is_some_and(|other| other.count >= grid.count.saturating_mul(2));
    let closer = with_line.filter(|grid| !is_much_less(grid)).or(without);
    let one = Grid { area, columns: 1, rows: 1, count: 1, scale: 0 };
    let found = comfortable
        .chain(with_line)
        .chain(without)
        .find(|grid| usize::from(grid.count) >= cards)
        .or(closer)
        .unwrap_or(one);
    let Some(count) = u16::try_from(cards).ok().filter(|count| (1..found.count).contains(count)) else {
        return found;
    };
    let rows = count.div_ceil(found.columns).max(1);
    Grid { columns: count.div_ceil(rows), rows, count, ..found }
}

impl Grid {
    /// The height of a card.
    fn height(&self) -> u16 {
        let rows = self.rows.max(1);
        (self.area.height.saturating_add(1) / rows).saturating_sub(1)
    }

    fn has_line(&self) -> bool {
        self.height() > min_card(self.scale).height
    }

    /// The area of the card at `position` of its page.
    pub fn place(&self, position: usize) -> Area {
        let Some(position) = u16::try_from(position).ok().filter(|position| *position < self.count) else {
            return Area::default();
        };
        let rows = self.rows.max(1);
        let (fewer, more) = ((self.count / rows).max(1), (self.count / rows).saturating_add(1));
        let sparse = rows.saturating_sub(self.count % rows);
        let in_sparse = sparse.saturating_mul(fewer);
        let (row, column, columns) = match position.checked_sub(in_sparse) {
            None => (position / fewer, position % fewer, fewer),
            Some(rest) => (sparse.saturating_add(rest / more), rest % more, more),
        };
        let (x, width) = span(self.area.width, columns, GAP, column);
        let (y, _) = span(self.area.height, rows, 1, row);
        // All cards have the same height; remaining rows go between them.
        let height = self.height();
        Area { x: self.area.x.saturating_add(x), y: self.area.y.saturating_add(y), width, height }
    }
}

/// The start and length of part `at` when `length` is divided into `count` parts with gaps between them.
fn span(length: u16, count: u16, gap: u16, at: u16) -> (u16, u16) {
    let (length, count, gap, at) =
        (u32::from(length), u32::from(count).max(1), u32::from(gap), u32::from(at));
    let whole = length.saturating_add(gap);
    let edge = |at: u32| whole.saturating_mul(at) / count;
    let (from, to) = (edge(at), edge(at.saturating_add(1)).saturating_sub(gap));
    let cells = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    (cells(from), cells(to.saturating_sub(from)))
}

impl Board {
    /// How the cards are divided into pages.
    pub const fn paging(&self, counts: Counts) -> Paging {
        Paging { cards: counts.cards, urgent: counts.urgent, places: self.grid.count as usize }
    }
}
