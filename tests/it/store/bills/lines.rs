//! Pages of lines: newest day first, in the vendor's order within a day.

use super::fixture::*;

/// Three days with lines of three charges, interleaved; each amount is the line's number within all.
fn filled() -> Desk {
    let desk = Desk::new();
    let days = ["2026-10-01", "2026-10-03", "2026-10-31"].into_iter().zip([0..7, 7..9, 9..20]);
    let days = days.map(|(of, numbers)| {
        let lines = numbers.map(|number| line(["a", "b", "c"][number * 5 % 3], &number.to_string()));
        bill_day(day(of), Api, at("2026-11-21T06:00:00Z"), lines.collect())
    });
    desk.save(days.collect()).unwrap();
    desk
}

fn wanted(desk: &Desk, charges: &str) -> LinesQuery {
    let ledger = desk.cycle("2026-10").ledger;
    let subjects = ledger.subjects().filter(|it| charges.contains(it.instance_id()));
    let subjects = subjects.map(Subject::id).collect();
    LinesQuery { cycle: ledger.cycle(), subjects, day: None, offset: 0, limit: u32::MAX }
}

fn numbers(desk: &Desk, wanted: &LinesQuery) -> Vec<usize> {
    let lines = read_lines(&desk.store, &account("a"), wanted);
    lines
        .iter()
        .map(|(on, line)| {
            let number = payable(line).parse().unwrap();
            let day_of = match number {
                0..7 => "2026-10-01",
                7..9 => "2026-10-03",
                _ => "2026-10-31",
            };
            assert_eq!(*on, day(day_of));
            assert_eq!(line.charge.instance_id, ["a", "b", "c"][number * 5 % 3]);
            number
        })
        .collect()
}

#[test]
fn any_page_is_a_part_of_the_whole() {
    let desk = filled();
    for charges in ["abc", "a", "bc", ""] {
        let whole: Vec<usize> = (9..20)
            .chain(7..9)
            .chain(0..7)
            .filter(|number| charges.contains(["a", "b", "c"][number * 5 % 3]))
            .collect();
        assert_eq!(numbers(&desk, &wanted(&desk, charges)), whole);
        for offset in 0..=whole.len() + 1 {
            for limit in 0..=whole.len() + 1 {
                let page = LinesQuery {
                    offset: offset as u64,
                    limit: u32::try_from(limit).unwrap(),
                    ..wanted(&desk, charges)
                };
                let part: Vec<usize> = whole.iter().copied().skip(offset).take(limit).collect();
                assert_eq!(numbers(&desk, &page), part, "{charges} {offset} {limit}");
            }
        }
    }
}

#[test]
fn a_day_has_its_own_lines() {
    let desk = filled();
    for (of, expected) in [
        ("2026-10-01", (0..7).collect::<Vec<_>>()),
        ("2026-10-03", vec![7, 8]),
        ("2026-10-02", vec![]),
        ("2026-11-01", vec![]),
    ] {
        let page = LinesQuery { day: Some(day(of)), ..wanted(&desk, "abc") };
        assert_eq!(numbers(&desk, &page), expected, "{of}");
    }
    let page = LinesQuery { offset: u64::MAX, ..wanted(&desk, "abc") };
    assert_eq!(numbers(&desk, &page), [0; 0]);
}
