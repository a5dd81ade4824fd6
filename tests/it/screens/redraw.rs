//! What is drawn again every second while a countdown shows seconds, and when the cursor moves.

use proptest::prelude::*;
use quotatop::{
    app::{
        Extents, Tag,
        redraw::{Drawn, Redraw},
        wake::{Waking, next_change},
    },
    domain::alert::Facts,
    ui::draw_within,
};

use super::{alerts, arbitrary::states, fixture::*};
use crate::support::state::alerts::known as known_alerts;

/// The usual models; two expire soon, of which there is an alert.
fn expiring(size: (u16, u16)) -> State {
    let mut all = models();
    let mut alert = alert(Rule::Expiring, all[0].name.as_str(), now().utc);
    if let Facts::Quota(facts) = &mut alert.facts {
        facts.expires_at = Some(now().utc + TimeDelta::minutes(8));
    }
    for (model, minutes) in [(0, 8), (7, 3)] {
        all[model].quota.as_mut().unwrap().expires_at = Some(now().utc + TimeDelta::minutes(minutes));
    }
    let mut state = state(known(all, Some("37.52")), size);
    forecasts::take_forecasts(&mut state, forecasts::usual());
    alerts::take(&mut state, known_alerts(vec![alert]));
    measure(&mut state, Lang::English);
    state
}

/// A screen that is drawn again only where it has to be.
struct Screen {
    state: State,
    cells: Buffer,
    drawn: Drawn,
    /// How often only parts were drawn.
    parts: usize,
}

impl Screen {
    /// With everything done that is due; nothing is fetched.
    fn new(state: &State) -> Self {
        let mut state = state.clone();
        state.offline = true;
        update(&mut state, Message::Woke, now());
        measure(&mut state, Lang::English);
        let (cells, drawn) = (painted(&scene(&state)), Drawn::new(&state, now()));
        Self { state, cells, drawn, parts: 0 }
    }

    fn take(&mut self, message: Message, now: Now) {
        let measured = self.handle(message, now);
        if measured != self.state.extents {
            self.handle(Message::Measured(measured), now);
        }
    }

    fn handle(&mut self, message: Message, now: Now) -> Extents {
        self.drawn.note(&self.state, &message);
        let _ = quotatop::app::update(&mut self.state, message, now);
        quotatop::ui::measure(&scene(&self.state))
    }

    /// Draws what has to be drawn; the screen is then as if everything had been.
    fn draw(&mut self, now: Now) {
        let scene = Scene { now, ..scene(&self.state) };
        let whole = painted(&scene);
        match self.drawn.redraw(&self.state, now) {
            Redraw::Parts(parts) => {
                draw_within(&scene, &parts, &mut self.cells);
                self.parts += 1;
            }
            Redraw::Whole => self.cells = whole.clone(),
        }
        for (row, (shown, whole)) in text(&self.cells).lines().zip(text(&whole).lines()).enumerate() {
            assert_eq!(shown, whole, "row {row}, {now:?}");
        }
        assert!(self.cells == whole, "a style differs");
        self.drawn = Drawn::new(&self.state, now);
    }

    fn tag(&self) -> Tag {
        self.state.profile().tag(self.state.current())
    }

    fn press(&mut self, code: Code) {
        self.take(Message::Key(Key::plain(code)), now());
        self.draw(now());
    }
}

/// Ticks until the minute is over or more changes; returns how often only parts of the page were drawn.
fn tick(state: &State) -> usize {
    let mut screen = Screen::new(state);
    let change = next_change(&screen.state, now());
    let at = |passed| Now {
        utc: now().utc + TimeDelta::from_std(passed).unwrap(),
        monotonic: now().monotonic + passed,
    };
    for now in (1..60).step_by(7).map(Duration::from_secs).map(at) {
        if now.monotonic >= change {
            break;
        }
        screen.draw(now);
    }
    screen.parts
}

const SIZES: [(u16, u16); 5] = [(40, 10), (80, 24), (120, 36), (120, 50), (200, 60)];

#[test]
fn a_tick_draws_what_has_changed_and_nothing_else_has() {
    for size in SIZES {
        let mut state = expiring(size);
        let waking = Waking::new(&Screen::new(&state).state, now());
        assert_eq!(waking.next(now()), now().monotonic + Duration::from_secs(1), "{size:?}");
        assert!(waking.is_only_second(now()));
        assert!(tick(&state) > 3, "{size:?}");
        for keys in ["j", "jj", " ", "/qwen", "?", ":", "5", "2"] {
            type_text(&mut state, keys);
            tick(&state);
            press(&mut state, [Code::Enter]);
            tick(&state);
            press(&mut state, [Code::Esc, Code::Esc]);
            type_text(&mut state, "1");
        }
    }
}

#[test]
fn without_a_countdown_in_seconds_nothing_ticks() {
    let screen = Screen::new(&usual((120, 36)));
    let waking = Waking::new(&screen.state, now());
    assert!(!waking.is_only_second(now()) && waking.next(now()) > now().monotonic + Duration::from_secs(1));
    assert_eq!(screen.drawn.redraw(&screen.state, now()), Redraw::Parts(Vec::new()));
}

#[test]
fn a_move_of_the_cursor_draws_its_rows_and_the_detail() {
    for size in SIZES {
        let mut screen = Screen::new(&expiring(size));
        let moves = [Code::Down, Code::Down, Code::Up, Code::End, Code::Up, Code::PageUp, Code::Home];
        for (pressed, code) in (1..).zip(moves) {
            screen.press(code);
            assert_eq!(screen.parts, pressed, "{size:?} {code:?}");
        }
        // A word about what was done is gone with the next key.
        screen.press(Code::Char('y'));
        assert_eq!(screen.parts, moves.len());
        screen.press(Code::Down);
        assert_eq!(screen.parts, moves.len() + 1);
    }
}

#[test]
fn what_is_learned_of_the_selected_model_is_drawn_into_the_detail() {
    let mut screen = Screen::new(&expiring((120, 50)));
    let selected = screen.state.view.selected.clone().unwrap();
    let history = forecasts::history(selected.as_str());
    screen.take(Message::HistoryRead(screen.tag(), Box::new(history)), now());
    let before = text(&screen.cells);
    screen.draw(now());
    assert_eq!(screen.parts, 1);
    assert_ne!(text(&screen.cells), before, "there is a chart");
}

#[test]
fn all_is_drawn_once_the_minute_has_turned_or_anything_else_has_happened() {
    let screen = Screen::new(&usual((120, 36)));
    let minute = TimeDelta::minutes(1);
    let later = Now { utc: now().utc + minute, monotonic: now().monotonic + minute.to_std().unwrap() };
    assert_eq!(screen.drawn.redraw(&screen.state, later), Redraw::Whole);
    for (name, message) in [
        ("a key", Message::Key(Key::char('s'))),
        ("a paste", Message::Pasted("a".to_owned())),
        ("a new size", Message::Resized(Size { width: 120, height: 36 })),
        ("a wake-up", Message::Woke),
    ] {
        let mut drawn = screen.drawn.clone();
        drawn.note(&screen.state, &message);
        drawn.note(&screen.state, &Message::Key(Key::plain(Code::Down)));
        assert_eq!(drawn.redraw(&screen.state, now()), Redraw::Whole, "{name}");
    }
}

fn moves() -> impl Strategy<Value = Vec<Code>> {
    let code = proptest::sample::select(vec![
        Code::Down,
        Code::Up,
        Code::PageDown,
        Code::Home,
        Code::End,
        Code::Char('d'),
        Code::Char('s'),
        Code::Char(' '),
        Code::Enter,
        Code::Esc,
        Code::Char('2'),
        Code::Char('1'),
    ]);
    proptest::collection::vec(code, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_state_a_tick_is_as_good_as_a_whole_frame(state in states()) {
        tick(&state);
    }

    #[test]
    fn whatever_the_state_and_the_keys_parts_are_as_good_as_a_whole_frame(state in states(), keys in moves()) {
        let mut screen = Screen::new(&state);
        for code in keys {
            screen.press(code);
        }
    }
}
