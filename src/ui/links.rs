//! The addresses on a drawn screen, to be opened by a click where the terminal can.
//!
//! They are found among the finished cells: an address that is covered, cut or wrapped is none, and nothing has to be
//! registered or withdrawn while drawing. Only addresses of this program are links, never one in a text from elsewhere.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
};
use strum::IntoEnumIterator as _;

use crate::domain::Site;

/// Cells of one row that show an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub column: u16,
    pub row: u16,
    /// One cell for each character.
    pub width: u16,
    /// Printable ASCII.
    pub address: &'static str,
}

impl Link {
    pub const fn contains(&self, column: u16, row: u16) -> bool {
        row == self.row && column >= self.column && column < self.column.saturating_add(self.width)
    }

    pub fn positions(&self) -> impl Iterator<Item = Position> {
        let row = self.row;
        (self.column..self.column.saturating_add(self.width)).map(move |column| Position::new(column, row))
    }
}

/// The addresses that can be on screen.
fn addresses() -> impl Iterator<Item = &'static str> {
    Site::iter().flat_map(|site| [site.console(), site.billing_console()])
}

/// The links among the cells of `buffer`, row by row.
pub fn links(buffer: &Buffer) -> Vec<Link> {
    let width = usize::from(buffer.area.width.max(1));
    let mut links = Vec::new();
    for (row, cells) in buffer.area.rows().zip(buffer.content().chunks(width)) {
        let mut column = row.x;
        let mut rest = cells;
        while let [first, after @ ..] = rest {
            let found = if first.symbol() == "h" { starting(rest) } else { None };
            let length = found.map_or(1, |address| u16::try_from(address.len()).unwrap_or(u16::MAX));
            if let Some(address) = found {
                links.push(Link { column, row: row.y, width: length, address });
            }
            column = column.saturating_add(length);
            rest = after.get(usize::from(length).saturating_sub(1)..).unwrap_or_default();
        }
    }
    links
}

/// The address that these cells begin with, if it ends there too.
fn starting(cells: &[Cell]) -> Option<&'static str> {
    addresses().find(|address| {
        let Some((shown, after)) = cells.split_at_checked(address.len()) else { return false };
        let continues = |cell: &Cell| {
            cell.symbol().starts_with(|after: char| after.is_alphanumeric() || "/:?#@-_".contains(after))
        };
        let is_shown = shown.iter().map(Cell::symbol).eq(address.split_inclusive(|_| true));
        is_shown && !after.first().is_some_and(continues)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BILLING: &str = "https://billing-cost.console.aliyun.com";

    #[test]
    fn whole_addresses_are_links_and_nothing_else() {
        let long = Site::International.billing_console();
        for (text, found) in [
            (BILLING.to_owned(), vec![0]),
            (format!("pay: {BILLING}, now"), vec![5]),
            (format!("\u{7f34}\u{8d39} {BILLING}\u{3002}"), vec![5]),
            (format!("{BILLING} ({BILLING})"), vec![0, 41]),
            (format!("{BILLING}."), vec![0]),
            // cut, continued, or of somebody else
            (BILLING.split_at(30).0.to_owned(), vec![]),
            (format!("{}\u{2026}", long.split_at(40).0), vec![]),
            (format!("{BILLING}/evil"), vec![]),
            (format!("{BILLING}:8080"), vec![]),
            (format!("{BILLING}x"), vec![]),
            ("https://example.com".to_owned(), vec![]),
            ("http h https:// hh".to_owned(), vec![]),
            (String::new(), vec![]),
        ] {
            let links = links(&Buffer::with_lines([text.as_str()]));
            assert_eq!(links.iter().map(|link| link.column).collect::<Vec<_>>(), found, "{text}");
            for link in links {
                assert_eq!((link.address, usize::from(link.width)), (BILLING, BILLING.len()));
            }
        }
    }

    #[test]
    fn a_row_is_not_continued_on_the_next_one() {
        let (start, end) = BILLING.split_at(20);
        let buffer = Buffer::with_lines([start, end, BILLING]);
        let links = links(&buffer);
        assert_eq!(links, [Link { column: 0, row: 2, width: 39, address: BILLING }]);
        assert!(links[0].contains(38, 2) && !links[0].contains(39, 2) && !links[0].contains(0, 1));
    }

    #[test]
    fn addresses_are_one_cell_a_character() {
        for address in addresses() {
            assert!(address.bytes().all(|byte| byte.is_ascii_graphic()), "{address}");
        }
    }
}
