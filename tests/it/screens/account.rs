//! The account page: closed cycles, and scrolling.

use quotatop::domain::{
    Dated,
    bill::{Cycle, Outstanding, StoredCycle},
};

use super::{dump::text, fixture::*, snapshot};

fn cycle(text: &str) -> Cycle {
    text.parse().unwrap()
}

/// Reads a closed cycle: the usual lines, on the days that are loaded.
fn read(state: &mut State, text: &str, days: std::ops::RangeInclusive<u32>) {
    let read_at = at("2026-11-03T06:00:00Z");
    let bill = bills::usual().moved_to(cycle(text)).loaded(days, read_at);
    let outstanding = state.profile().bills.outstanding.clone();
    let tag = state.profile().tag(state.current());
    let read = StoredCycle { outstanding, ..bill.read() };
    update(state, Message::CycleRead(tag, Box::new(read)), now());
}

fn checked(state: &mut State, text: &str, due: &[(&str, &str)], fetched_at: &str) {
    let due = due.iter().map(|(currency, amount)| ((*currency).to_owned(), amount.parse().unwrap()));
    let outstanding = Outstanding(due.collect());
    let known = Dated { value: outstanding, fetched_at: at(fetched_at) };
    state.profile_mut(state.current()).unwrap().bills.outstanding.insert(cycle(text), known);
}

/// October is paid, of September some days are loaded, August is not, and June is unpaid.
fn with_closed_cycles(size: (u16, u16)) -> State {
    let mut state = usual(size);
    checked(&mut state, "2026-10", &[], "2026-11-22T02:00:00Z");
    checked(&mut state, "2026-09", &[("USD", "12.40"), ("CNY", "3")], "2026-11-22T02:00:00Z");
    checked(&mut state, "2026-06", &[("USD", "7.05")], "2026-09-03T02:00:00Z");
    checked(&mut state, "2026-05", &[], "2026-08-03T02:00:00Z");
    state.offline = true;
    read(&mut state, "2026-10", 1..=31);
    read(&mut state, "2026-09", 1..=20);
    state
}

#[test]
fn closed_cycles() {
    for size in [(80, 24), (120, 36)] {
        let mut state = with_closed_cycles(size);
        type_text(&mut state, "a");
        let name = format!("{}x{}", size.0, size.1);
        snapshot(&format!("account-closed-{name}"), &drawn(&state));
        snapshot(&format!("chinese-account-closed-{name}"), &drawn_in(&state, Lang::Chinese));
        press(&mut state, [Code::End]);
        snapshot(&format!("account-closed-end-{name}"), &drawn(&state));
    }
}

/// A cycle of which nothing is known never looks free or paid, and one that is paid long since is left out.
#[test]
fn only_known_cycles_have_amounts() {
    let mut state = with_closed_cycles((80, 36));
    type_text(&mut state, "a");
    let drawn = text(&drawn(&state));
    for (cycle, says) in [
        ("2026-10", Some("35.22 CNY and 1.06 CNY incl. tax + 3.20 USD, paid")),
        ("2026-08", Some("bill not loaded, payment not checked")),
        ("2026-07", None),
        ("2026-05", None),
    ] {
        let row = drawn.lines().find(|row| row.contains(&format!("  {cycle}  ")));
        let found = row.map(|row| row.split(cycle).nth(1).unwrap().trim());
        assert_eq!(found, says, "{cycle}\n{drawn}");
    }
}

/// The position in the title.
fn marked(picture: &str) -> &str {
    let title = picture.lines().find(|line| line.starts_with(" \u{2500}\u{2500} "));
    let mut words = title.unwrap_or_default().split(' ');
    words
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('-'))
        .unwrap_or_default()
}

/// Every line can be read, on any screen, with the keys of the other overlays; the title says that there are more.
#[test]
fn it_scrolls_to_its_end_and_no_further() {
    for size in [(40, 12), (80, 24), (109, 30), (110, 14), (200, 16)] {
        for lang in Lang::ALL {
            let mut state = usual(size);
            for back in 1..=40 {
                let cycle = cycle("2026-11").back(back).to_string();
                checked(&mut state, &cycle, &[("USD", &format!("{back}.01"))], "2026-11-22T02:00:00Z");
            }
            type_text(&mut state, "a");
            measure(&mut state, lang);
            let press = |state: &mut State, codes: &[Code]| {
                for code in codes {
                    press(state, [*code]);
                    measure(state, lang);
                }
            };
            let mut seen = String::new();
            let picture = |state: &State| text(&drawn_in(state, lang));
            let top = picture(&state);
            assert!(marked(&top).starts_with("1-"), "a mark says that more follows\n{top}");
            let mut end = String::new();
            while end != picture(&state) {
                end = picture(&state);
                seen.push_str(&end);
                press(&mut state, &[Code::Down]);
            }
            for back in 1..=40 {
                assert!(seen.contains(&format!("{back}.01 USD")), "{size:?} {lang:?} {back}");
            }
            press(&mut state, &[Code::PageDown, Code::End]);
            assert_eq!(picture(&state), end, "{size:?} {lang:?}: it ends where its last line is");
            press(&mut state, &[Code::Up]);
            assert_ne!(picture(&state), end, "{size:?} {lang:?}: one line up is one line up");
            press(&mut state, &[Code::Home]);
            assert_eq!(picture(&state), top);
        }
    }
}

/// What fits has no mark, and its keys are not offered for scrolling.
#[test]
fn what_fits_does_not_scroll() {
    let mut state = usual((120, 36));
    type_text(&mut state, "a");
    let before = text(&drawn(&state));
    press(&mut state, [Code::Down, Code::End, Code::PageDown]);
    assert_eq!(state.view.overlay, Overlay::ACCOUNT);
    assert_eq!(text(&drawn(&state)), before);
    assert!(!before.contains(" of 1"), "{before}");
}

/// Where to pay is a link on the page and in the problem line, in both languages, and only where all of it is seen.
#[test]
fn addresses_are_links() {
    let pay = Site::International.billing_console();
    for lang in Lang::ALL {
        let mut state = with_closed_cycles((120, 36));
        let rows = |state: &State| -> Vec<u16> {
            let buffer = drawn_in(state, lang);
            let links = quotatop::ui::links(&buffer);
            for link in &links {
                let shown: String = link.positions().map(|at| buffer[at].symbol().to_owned()).collect();
                assert_eq!((shown.as_str(), link.address), (pay, pay));
            }
            links.iter().map(|link| link.row).collect()
        };
        assert_eq!(rows(&state), [2, 3]);
        type_text(&mut state, "a");
        assert_eq!(rows(&state).len(), 3);
        state.size.width = 50;
        assert!(rows(&state).is_empty(), "it is wrapped, and cut off");
    }
}
