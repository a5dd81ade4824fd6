use proptest::prelude::*;

use super::*;
use crate::{app::Area, ui::canvas, words::Lang};

fn drawn(line: &Line<'_>, top: u64, size: (u16, u16), glyphs: &Glyphs) -> Vec<String> {
    canvas::drawn(size, |canvas, area| {
        let axes =
            Axes::new(area, (0.into(), top.into()), |tick| crate::words::number::tick(Lang::English, tick));
        if let Some(axes) = axes {
            draw(canvas, &axes, line, &Theme::MONO, glyphs);
        }
    })
}

fn expected(least: u64, left: u64, most: u64) -> Slot {
    Slot::Expected { least: least.into(), left: left.into(), most: most.into() }
}

fn plain(slots: &[Slot]) -> Line<'_> {
    Line { slots, grant: None, now: None, runs_out: None, expires: None, days: Vec::new() }
}

fn day(at: u16, number: u16) -> Day {
    Day { at, with_month: format!("{number} Nov"), number: number.to_string() }
}

/// A line of 24 cells in ASCII: falling, a gap, and what is expected.
fn slots() -> Vec<Slot> {
    let mut slots: Vec<Slot> = [100_u64, 100, 80, 60, 60].map(|left| Slot::Seen(left.into())).to_vec();
    slots.extend([Slot::Gap; 3]);
    slots.extend([50_u64, 40, 40, 40].map(|left| Slot::Seen(left.into())));
    slots.extend([expected(30, 40, 40), expected(10, 30, 40), expected(0, 20, 40), expected(0, 0, 20)]);
    slots
}

#[test]
fn past_and_future_between_axes() {
    let slots = slots();
    let line = Line {
        grant: Some((100.into(), "total")),
        now: Some((12, "now")),
        runs_out: Some((15, vec!["runs out 20:10".into(), "runs out".into()])),
        days: vec![day(2, 23), day(10, 24)],
        ..plain(&slots)
    };
    assert_eq!(
        drawn(&line, 100, (36, 9), &Glyphs::ASCII),
        [
            "100 +***--------- total ------------",
            "    |  **        :                  ",
            "    |   **       :                  ",
            " 50 +        **  :                  ",
            "    |         ******                ",
            "    |            :.**               ",
            "  0 +            : .v runs out 20:10",
            "    +--+-------+-:------------------",
            "       23 Nov    now                ",
        ]
    );
}

#[test]
fn a_cell_of_braille_has_eight_dots() {
    let slots: Vec<Slot> = (0..8_u64).rev().flat_map(|left| [Slot::Seen(left.into()); 4]).collect();
    assert_eq!(
        drawn(&plain(&slots), 10, (20, 5), &Glyphs::UNICODE),
        [
            "10 ┤⣀⣀⡀             ",
            " 5 ┤  ⠉⠉⠓⠒⣆⣀⡀       ",
            " 0 ┤        ⠉⠉⠓⠒⠦⠤⣄⣀",
            "   └────────────────",
            "                    ",
        ]
    );
}

#[test]
fn edges() {
    let one = [Slot::Seen(5.into())];
    let equal = [Slot::Seen(5.into()); 18];
    let zero = [Slot::Seen(Quantity::ZERO); 18];
    let huge = [Slot::Seen(u64::MAX.into()), Slot::Seen(1.into())];
    let row =
        |slots: &[Slot], top, row: usize| drawn(&plain(slots), top, (24, 5), &Glyphs::ASCII)[row].clone();
    assert_eq!(row(&one, 5, 0), "5 +*                    ");
    assert_eq!(row(&equal, 5, 0), "5 +******************   ");
    assert_eq!(row(&zero, 0, 2), "0 +******************   ");
    assert_eq!(row(&huge, u64::MAX, 1), "10000000 T + *          ");
    // What is above the scale is at its edge.
    assert_eq!(row(&equal, 1, 0), "  1 +****************** ");
}

#[test]
fn the_expiry_ends_the_axis() {
    let slots = slots();
    let line = Line { expires: Some((14, vec!["expires 4 Dec".into(), "expires".into()])), ..plain(&slots) };
    let picture = drawn(&line, 100, (24, 6), &Glyphs::ASCII);
    assert_eq!(picture[4], "    +--------------|----");
    assert!(picture[5].contains("expires"), "{picture:?}");
}

fn slot() -> impl Strategy<Value = Slot> {
    let number = prop_oneof![Just(0_u64), 0_u64..100, any::<u64>()];
    prop_oneof![
        Just(Slot::Gap),
        number.clone().prop_map(|left| Slot::Seen(left.into())),
        [number.clone(), number.clone(), number].prop_map(|mut range| {
            range.sort_unstable();
            expected(range[0], range[1], range[2])
        }),
    ]
}

proptest! {
    #[test]
    fn any_chart_is_drawn_at_any_size(
        slots in prop::collection::vec(slot(), 0..300),
        (width, height) in (0_u16..130, 0_u16..45),
        top in prop_oneof![Just(0_u64), 1_u64..1_000, any::<u64>()],
        marks in prop::array::uniform3(0_u16..300),
        days in prop::collection::vec((0_u16..140, 1_u16..31), 0..9),
        is_ascii in any::<bool>(),
    ) {
        let glyphs = if is_ascii { Glyphs::ASCII } else { Glyphs::UNICODE };
        let words = |word: &str| vec![format!("{word} today 20:10"), word.to_owned()];
        let line = Line {
            grant: Some((top.into(), "total")),
            now: Some((marks[0], "now")),
            runs_out: Some((marks[1], words("runs out"))),
            expires: Some((marks[2], words("expires"))),
            days: days.into_iter().map(|(at, number)| day(at, number)).collect(),
            ..plain(&slots)
        };
        let picture = drawn(&line, top, (width, height), &glyphs);
        prop_assert_eq!(picture.len(), usize::from(height) * usize::from(width > 0));
        let area = Area { x: 0, y: 0, width, height };
        let is_shown = Axes::new(area, (0.into(), top.into()), |tick| tick.to_string()).is_some();
        let is_blank = picture.iter().all(|row| row.trim().is_empty());
        prop_assert_eq!(is_shown, !is_blank);
    }
}
