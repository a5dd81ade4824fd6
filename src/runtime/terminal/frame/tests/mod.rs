//! What a terminal shows after a frame is what was drawn.

mod links;

use std::num::NonZero;

use proptest::{collection::vec, prelude::*, sample::select};
use ratatui::{
    buffer::Cell,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::*;

const WIDTH: u16 = 24;
const HEIGHT: u16 = 4;
const SIZE: [NonZero<u16>; 2] = [NonZero::new(HEIGHT).unwrap(), NonZero::new(WIDTH).unwrap()];
const AREA: Rect = Rect { x: 0, y: 0, width: WIDTH, height: HEIGHT };

/// A terminal that shows `frames`, one written after the other, and the bytes of the last.
fn show(frames: &[Buffer]) -> (vt100::Parser, Vec<u8>) {
    let [rows, columns] = SIZE;
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    let mut shown = Frame::empty(AREA);
    let mut last = Vec::new();
    for cells in frames {
        last.clear();
        let mut next = Frame { cells: cells.clone(), links: Vec::new() };
        write(&shown, &mut next, &mut last);
        terminal.process(&last);
        shown = next;
    }
    (terminal, last)
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        Color::Red => vt100::Color::Idx(1),
        Color::Gray => vt100::Color::Idx(7),
        Color::DarkGray => vt100::Color::Idx(8),
        Color::White => vt100::Color::Idx(15),
        _ => vt100::Color::Default,
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED)
}

fn assert_shows(terminal: &vt100::Parser, frame: &Buffer) {
    for y in 0..HEIGHT {
        let mut x = 0;
        while x < WIDTH {
            let drawn = frame.cell((x, y)).unwrap();
            let shown = terminal.screen().cell(y, x).unwrap();
            let contents = if shown.contents().is_empty() { " " } else { shown.contents() };
            assert_eq!(contents, drawn.symbol(), "column {x} of row {y}");
            assert_eq!(shown.bgcolor(), colour(drawn.bg), "background of column {x} of row {y}");
            let modifiers = [
                (Modifier::UNDERLINED, shown.underline()),
                (Modifier::REVERSED, shown.inverse()),
                (Modifier::BOLD, shown.bold()),
                (Modifier::DIM, shown.dim()),
                (Modifier::ITALIC, shown.italic()),
            ];
            let seen = if is_blank(drawn) { &modifiers[..2] } else { &modifiers };
            for (modifier, is_set) in seen {
                assert_eq!(drawn.modifier.contains(*modifier), *is_set, "{modifier:?} at {x} of row {y}");
            }
            if !is_blank(drawn) {
                assert_eq!(shown.fgcolor(), colour(drawn.fg), "column {x} of row {y}");
            }
            x += drawn.cell_width().max(1);
        }
    }
}

prop_compose! {
    fn style()(
        fg in select(vec![Color::Reset, Color::Red, Color::Gray, Color::DarkGray, Color::White, Color::Rgb(1, 22, 203)]),
        bg in select(vec![Color::Reset, Color::Reset, Color::Indexed(77), Color::Rgb(0, 0, 9)]),
        modifier in select(vec![
            Modifier::empty(), Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED,
            Modifier::BOLD | Modifier::REVERSED, Modifier::ITALIC,
        ]),
    ) -> Style {
        // A text over another takes over none of its modifiers: the terminal of this test knows no bold and dim at once.
        Style::new().fg(fg).bg(bg).add_modifier(modifier).remove_modifier(modifier.complement())
    }
}

fn texts() -> impl Strategy<Value = Vec<(u16, u16, &'static str, Style)>> {
    let text = select(vec!["24,098", "  a  b ", "剩余额度", "━━╸──", " ", "          ", "é", "x"]);
    vec((0..WIDTH, 0..HEIGHT, text, style()), 0..12)
}

type Texts<'t> = &'t [(u16, u16, &'t str, Style)];

fn frame(texts: Texts<'_>) -> Buffer {
    let mut buffer = Buffer::empty(AREA);
    for (x, y, text, style) in texts {
        buffer.set_stringn(*x, *y, text, (WIDTH - x).into(), *style);
    }
    buffer
}

proptest! {
    #[test]
    fn the_terminal_shows_what_was_drawn(all in vec(texts(), 1..4)) {
        let frames: Vec<Buffer> = all.iter().map(|texts| frame(texts)).collect();
        let (terminal, _) = show(&frames);
        assert_shows(&terminal, frames.last().unwrap());
    }

    #[test]
    fn a_frame_leaves_a_plain_pen(texts in texts()) {
        let (mut terminal, _) = show(&[frame(&texts)]);
        terminal.process(b"\x1b[1;1Hx");
        let cell = terminal.screen().cell(0, 0).unwrap();
        prop_assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
        prop_assert!(!(cell.bold() || cell.dim() || cell.italic() || cell.underline() || cell.inverse()));
    }
}

#[test]
fn only_what_changed_is_written_and_in_few_bytes() {
    let red = Style::new().fg(Color::Red);
    let plain = Style::new();
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let cases: [(Texts<'_>, Texts<'_>, &str); 12] = [
        (&[(0, 0, "same", plain)], &[(0, 0, "same", plain)], ""),
        // The colour of a blank is invisible.
        (&[(0, 0, "  ", plain)], &[(0, 0, "  ", red)], ""),
        (&[], &[(2, 1, "a b", red)], "\x1b[2;3H\x1b[31ma b\x1b[0m"),
        (&[], &[(0, 0, "a", red), (1, 0, " ", plain), (2, 0, "b", red)], "\x1b[1;1H\x1b[31ma b\x1b[0m"),
        // A short gap in the same style is written again; a long one, or one in another style, is skipped.
        (&[(0, 0, "1 of 3", plain)], &[(0, 0, "2 of 4", plain)], "\x1b[1;1H2 of 4"),
        (&[(0, 0, "1 of total 3", plain)], &[(0, 0, "2 of total 4", plain)], "\x1b[1;1H2\x1b[12G4"),
        (
            &[(0, 0, "1", plain), (1, 0, "x", red), (2, 0, "3", plain)],
            &[(0, 0, "2", plain), (1, 0, "x", red), (2, 0, "4", plain)],
            "\x1b[1;1H2\x1b[3G4",
        ),
        (&[], &[(0, 0, "a", bold), (1, 0, "b", red)], "\x1b[1;1H\x1b[1ma\x1b[22;31mb\x1b[0m"),
        // Many blanks are erased, as far as something was there, unless they have a background.
        (&[(0, 0, "a long text that goes", red)], &[(0, 0, "a", red)], "\x1b[1;3H\x1b[19X"),
        (
            &[(0, 0, "a long text that", red)],
            &[(15, 0, "z", red)],
            "\x1b[1;1H\x1b[15X\x1b[16G\x1b[31mz\x1b[0m",
        ),
        (&[(0, 0, "next to a glyph 剩", plain)], &[], "\x1b[1;1H\x1b[15X\x1b[17G  "),
        // A background is seen on a blank.
        (&[], &[(0, 0, " ", Style::new().bg(Color::Indexed(7)))], "\x1b[1;1H\x1b[48;5;7m \x1b[0m"),
    ];
    for (before, after, bytes) in cases {
        let (_, written) = show(&[frame(before), frame(after)]);
        assert_eq!(String::from_utf8(written).unwrap(), bytes, "{before:?} {after:?}");
    }
}
