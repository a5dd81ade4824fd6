//! What leads somewhere on the screen is what the frame says.

use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect};

use super::super::{Frame, write};
use crate::ui::links;

const PAY: &str = "https://billing-cost.console.aliyun.com";

/// A terminal: what each cell shows, and where it leads.
struct Terminal {
    cells: Vec<Vec<(char, String)>>,
    link: String,
}

impl Terminal {
    fn new(size: Rect) -> Self {
        let row = vec![(' ', String::new()); size.width.into()];
        Self { cells: vec![row; size.height.into()], link: String::new() }
    }

    /// Knows the sequences that frames consist of, as long as characters take one cell.
    fn read(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).unwrap();
        let (mut column, mut row) = (0, 0);
        while let Some(character) = rest.chars().next() {
            if let Some(sequence) = rest.strip_prefix("\x1b]8;;") {
                let (address, after) = sequence.split_once("\x1b\\").unwrap();
                (self.link, rest) = (address.to_owned(), after);
            } else if let Some(sequence) = rest.strip_prefix("\x1b[") {
                let end = sequence.find(|end: char| end.is_ascii_alphabetic()).unwrap();
                let (parameters, after) = sequence.split_at(end);
                let (action, after) = after.split_at(1);
                match action {
                    "X" => {
                        let erased = parameters.parse::<usize>().unwrap();
                        self.cells[row][column..column + erased].fill((' ', String::new()));
                    }
                    "G" => column = parameters.parse::<usize>().unwrap() - 1,
                    "H" => {
                        let (to_row, to_column) = parameters.split_once(';').unwrap();
                        (row, column) =
                            (to_row.parse::<usize>().unwrap() - 1, to_column.parse::<usize>().unwrap() - 1);
                    }
                    _ => {}
                }
                rest = after;
            } else {
                self.cells[row][column] = (character, self.link.clone());
                column += 1;
                rest = rest.split_at(character.len_utf8()).1;
            }
        }
    }
}

fn frame(text: &[String], size: Rect, has_links: bool) -> Frame {
    let mut cells = Buffer::empty(size);
    for (row, line) in (0..size.height).zip(text) {
        cells.set_stringn(0, row, line, size.width.into(), ratatui::style::Style::new());
    }
    let links = if has_links { links(&cells) } else { Vec::new() };
    Frame { cells, links }
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    let address = prop_oneof![
        2 => Just(PAY.to_owned()),
        1 => Just("https://billing-cost.console.alibabacloud.com".to_owned()),
        1 => Just("https://bailian.console.aliyun.com".to_owned()),
    ];
    let line = ("[ a:]{0,3}", prop_oneof![2 => address, 1 => "[htps ]{0,30}"], "[ /.x)]{0,3}")
        .prop_map(|(before, address, after)| format!("{before}{address}{after}"));
    proptest::collection::vec(line, 3)
}

proptest! {
    /// Whatever was there before, each cell leads where the frame says, and no link stays open.
    #[test]
    fn every_cell_leads_where_its_frame_says(
        frames in proptest::collection::vec(lines(), 1..8),
        width in 30_u16..60,
    ) {
        let size = Rect::new(0, 0, width, 3);
        let mut terminal = Terminal::new(size);
        let mut shown = Frame::empty(size);
        for lines in frames {
            let mut next = frame(&lines, size, true);
            let mut bytes = Vec::new();
            write(&shown, &mut next, &mut bytes);
            terminal.read(&bytes);
            prop_assert_eq!(&terminal.link, "");
            for position in size.positions() {
                let link = next.links.iter().find(|link| link.contains(position.x, position.y));
                let expected = (next.cells[position].symbol(), link.map_or("", |link| link.address));
                let (shown, address) = &terminal.cells[usize::from(position.y)][usize::from(position.x)];
                let shown = shown.to_string();
                prop_assert_eq!((shown.as_str(), address.as_str()), expected, "{}", position);
            }
            shown = next;
        }
    }
}

#[test]
fn a_frame_that_is_shown_already_costs_no_byte() {
    let size = Rect::new(0, 0, 50, 1);
    for has_links in [true, false] {
        let lines = [format!("pay {PAY}")];
        let mut bytes = Vec::new();
        write(&frame(&lines, size, has_links), &mut frame(&lines, size, has_links), &mut bytes);
        assert_eq!(bytes, b"");
    }
}

#[test]
fn a_link_costs_its_address_once_and_pages_without_links_nothing() {
    let size = Rect::new(0, 0, 50, 2);
    let written = |lines: &[String], has_links: bool| {
        let mut bytes = Vec::new();
        write(&Frame::empty(size), &mut frame(lines, size, has_links), &mut bytes);
        String::from_utf8(bytes).unwrap()
    };
    let plain = ["free".to_owned(), "12 d".to_owned()];
    assert_eq!(written(&plain, true), written(&plain, false));
    let linked = [format!("pay {PAY} now")];
    let [with, without] = [true, false].map(|has_links| written(&linked, has_links));
    assert_eq!(with, format!("\x1b[1;1Hpay \x1b]8;;{PAY}\x1b\\{PAY}\x1b[45G\x1b]8;;\x1b\\now"));
    assert_eq!(without, format!("\x1b[1;1Hpay {PAY} now"));
}
