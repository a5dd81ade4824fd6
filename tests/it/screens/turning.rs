//! The dialog that turns Free Quota Only on or off.

use quotatop::domain::write::{Change as Made, Outcome};

use super::fixture::*;

/// The list of an account that may be changed, with the dialog open.
fn open((width, height): (u16, u16)) -> State {
    let mut state = usual((width, height));
    let id = state.current();
    state.profile_mut(id).unwrap().may_change = true;
    press(&mut state, [Code::Home]);
    while state.view.selected.as_ref().is_none_or(|name| name.as_str() != "qwen-max") {
        press(&mut state, [Code::Down]);
    }
    type_text(&mut state, "f");
    state
}

fn end(state: &mut State, outcome: Outcome) {
    let tag = state.profile().tag(state.current());
    let change = Made::FreeQuotaOnly { model: "qwen-max".into(), on: true };
    update(state, Message::Changed(tag, change, outcome), now());
}

#[test]
fn what_would_change_is_shown_before_the_word_is_typed() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut state = open((width, height));
        type_text(&mut state, "o");
        for (lang, name) in [(Lang::English, "english"), (Lang::Chinese, "chinese")] {
            snapshot(&format!("turning-{name}-{width}x{height}"), &drawn_in(&state, lang));
        }
    }
    let mut state = open((80, 24));
    enter(&mut state, "yes");
    snapshot("turning-wrong-80x24", &drawn(&state));
    // What is typed stays in sight in the smallest terminal.
    state.size = Size { width: 40, height: 10 };
    assert!(text(&drawn(&state)).contains("To confirm, type on:"), "{}", text(&drawn(&state)));
}

#[test]
fn the_outcome_is_shown_in_the_dialog() {
    let mut state = open((80, 24));
    enter(&mut state, "on");
    snapshot("turning-sent-80x24", &drawn(&state));
    end(&mut state, Outcome::Done);
    snapshot("turning-done-80x24", &drawn(&state));
    for (outcome, says) in [
        (Outcome::Unfinished, "not finished in time"),
        (
            Outcome::Failed(Cause::Refused { code: "FreeTier.Odd".into(), message: String::new() }),
            "FreeTier.Odd",
        ),
        (Outcome::Unknown(timed_out("bailian.example")), "it may have been done"),
    ] {
        let mut state = open((80, 24));
        enter(&mut state, "on");
        end(&mut state, outcome);
        assert!(text(&drawn(&state)).contains(says), "{}", text(&drawn(&state)));
    }
}

/// The dialog for all with quota left.
fn open_for_all(size: (u16, u16)) -> State {
    let mut state = open(size);
    press(&mut state, [Code::Tab]);
    state
}

#[test]
fn all_models_that_would_change_are_listed_and_scroll() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut state = open_for_all((width, height));
        for (lang, name) in [(Lang::English, "english"), (Lang::Chinese, "chinese")] {
            snapshot(&format!("turning-all-{name}-{width}x{height}"), &drawn_in(&state, lang));
        }
        press(&mut state, [Code::PageDown]);
        snapshot(&format!("turning-all-scrolled-{width}x{height}"), &drawn(&state));
    }
}

/// In the smallest terminal, too.
#[test]
fn every_line_of_the_dialog_can_be_scrolled_to() {
    for (width, height) in [(40, 10), (60, 16), (80, 24)] {
        for mut state in [open((width, height)), open_for_all((width, height))] {
            let models = state.dialog().unwrap().chosen.models.clone();
            let (mut seen, mut before) = (String::new(), None);
            while before != Some(state.dialog().unwrap().scroll) {
                before = Some(state.dialog().unwrap().scroll);
                let screen = text(&drawn(&state));
                assert!(screen.contains("To confirm, type on:"), "{screen}");
                seen.push_str(&screen);
                // A page hides no line.
                press(&mut state, [Code::PageDown]);
            }
            let means = ["takes effect", "instead", "may not"];
            let names: Vec<String> =
                models.iter().map(|name| name.as_str().chars().take(14).collect()).collect();
            for part in means.into_iter().chain(names.iter().map(String::as_str)) {
                assert!(seen.contains(part), "{width}x{height}: {part}");
            }
        }
    }
}

#[test]
fn what_came_of_each_is_listed_with_the_failed_ones_first() {
    let mut state = open_for_all((80, 24));
    enter(&mut state, "on");
    let models = state.dialog().unwrap().chosen.models.clone();
    let tag = state.profile().tag(state.current());
    for (position, model) in models.into_iter().enumerate() {
        if position == 4 {
            snapshot("turning-all-sent-80x24", &drawn(&state));
        }
        let outcome = match position {
            3 => Outcome::Failed(Cause::Refused { code: "FreeTier.Odd".into(), message: String::new() }),
            5 => Outcome::Unfinished,
            _ => Outcome::Done,
        };
        let change = Made::FreeQuotaOnly { model, on: true };
        update(&mut state, Message::Changed(tag, change, outcome), now());
    }
    for (lang, name) in [(Lang::English, "english"), (Lang::Chinese, "chinese")] {
        snapshot(&format!("turning-all-ended-{name}-80x24"), &drawn_in(&state, lang));
    }
}

/// Three marked models, one of which cannot be changed; the cursor is on the last one.
fn marked((width, height): (u16, u16)) -> State {
    let mut state = open((width, height));
    press(&mut state, [Code::Esc, Code::Up]);
    type_text(&mut state, "vv");
    press(&mut state, [Code::Down]);
    type_text(&mut state, "v");
    press(&mut state, [Code::Up]);
    state
}

#[test]
fn marked_rows_are_recognisable_without_colours() {
    let state = marked((80, 24));
    snapshot("marked-80x24", &drawn(&state));
    snapshot("marked-mono-ascii-80x24", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    snapshot("marked-120x36", &drawn(&marked((120, 36))));
    // No column moves.
    let mut unmarked = state.clone();
    press(&mut unmarked, [Code::Esc]);
    for (marked, unmarked) in
        text(&drawn(&state)).lines().zip(text(&drawn(&unmarked)).lines()).skip(2).take(20)
    {
        assert_eq!(marked.chars().skip(1).collect::<String>(), unmarked.chars().skip(1).collect::<String>());
    }
    // How many are marked is said beside a filter, too.
    let mut state = state;
    enter(&mut state, "/qwen");
    snapshot("marked-filtered-80x24", &drawn(&state));
}

#[test]
fn marked_models_that_stay_as_they_are_say_why() {
    for (width, height) in [(80, 24), (120, 36)] {
        let mut state = marked((width, height));
        type_text(&mut state, "f");
        for (lang, name) in [(Lang::English, "english"), (Lang::Chinese, "chinese")] {
            snapshot(&format!("turning-marked-{name}-{width}x{height}"), &drawn_in(&state, lang));
        }
    }
}

#[test]
fn a_stopped_run_says_what_was_not_sent() {
    let mut state = open_for_all((80, 24));
    enter(&mut state, "on");
    press(&mut state, [Code::Backspace]);
    snapshot("turning-stopping-80x24", &drawn(&state));
    let tag = state.profile().tag(state.current());
    let change = Made::FreeQuotaOnly { model: state.dialog().unwrap().chosen.models[0].clone(), on: true };
    update(&mut state, Message::Changed(tag, change, Outcome::Done), now());
    snapshot("turning-stopped-80x24", &drawn(&state));
}
