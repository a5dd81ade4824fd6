//! What is drawn every second while a countdown shows seconds.

use proptest::prelude::*;
use quotatop::{
    app::{
        ticking::{Ticking, ticking},
        wake::{next_change, next_tick},
    },
    ui::draw_within,
};

use super::{arbitrary::states, fixture::*};

/// The usual models; two expire soon.
fn expiring(size: (u16, u16)) -> State {
    let mut all = models();
    for (model, minutes) in [(0, 8), (7, 3)] {
        all[model].quota.as_mut().unwrap().expires_at = Some(now().utc + TimeDelta::minutes(minutes));
    }
    let mut state = state(known(all, Some("37.52")), size);
    forecasts::take_forecasts(&mut state, forecasts::usual());
    measure(&mut state, Lang::English);
    state
}

/// Ticks until the minute is over or more changes; what is on screen is what would be drawn from the beginning. Returns
/// how often only parts of the page were drawn.
fn tick(state: &State) -> usize {
    let mut state = state.clone();
    // Nothing is fetched in between, and what is due is done before.
    state.offline = true;
    update(&mut state, Message::Woke, now());
    measure(&mut state, Lang::English);
    let (mut shown, mut parts) = (painted(&scene(&state)), 0);
    let at = |passed| Now {
        utc: now().utc + TimeDelta::from_std(passed).unwrap(),
        monotonic: now().monotonic + passed,
    };
    for now in (1..60).step_by(7).map(Duration::from_secs).map(at) {
        if now.monotonic >= next_change(&state, self::now()) {
            break;
        }
        let scene = Scene { now, ..scene(&state) };
        let whole = painted(&scene);
        match ticking(&state, now) {
            Ticking::Nothing => {}
            Ticking::Page(areas) => {
                draw_within(&scene, &areas, &mut shown);
                parts += 1;
            }
            Ticking::Anything => shown = whole.clone(),
        }
        for (row, (shown, whole)) in text(&shown).lines().zip(text(&whole).lines()).enumerate() {
            assert_eq!(shown, whole, "row {row}, {now:?}");
        }
        assert!(shown == whole, "a style differs");
    }
    parts
}

#[test]
fn a_tick_draws_what_has_changed_and_nothing_else_has() {
    for size in [(40, 10), (80, 24), (120, 36), (120, 50), (200, 60)] {
        let mut state = expiring(size);
        assert_eq!(next_tick(&state, now()), Some(now().monotonic + Duration::from_secs(1)), "{size:?}");
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
    assert_eq!(ticking(&usual((120, 36)), now()), Ticking::Nothing);
    assert_eq!(next_tick(&usual((120, 36)), now()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_state_a_tick_is_as_good_as_a_whole_frame(state in states()) {
        tick(&state);
    }
}
