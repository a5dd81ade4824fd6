//! The wallboard.

use quotatop::app::{Wall, pages::wall::Settings};

use super::{at, drawn, drawn_with, fixture::*, press};
use crate::support::state::alerts;

pub(crate) fn open(state: &mut State, night: bool) {
    let night = night.then(|| "13:00-15:00".parse().unwrap());
    let settings = Settings { turn: Duration::from_secs(20), night, shift: true };
    state.wall = Some(Wall::new(settings, now()));
    let _ = update(state, Message::Woke, now());
}

/// So many minutes pass on the monotonic clock.
pub(crate) fn after(state: &mut State, minutes: u64) {
    for minute in 1..=minutes {
        let later = Now { monotonic: now().monotonic + Duration::from_mins(minute), ..now() };
        let _ = update(state, Message::Woke, later);
    }
}

/// The usual account on a spare monitor, with an alert of a while ago.
fn wall(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let raised = alerts::new(
        vec![alerts::alert(Rule::Low, "qwen-max", at("2026-11-22T05:58:00Z"))],
        at("2026-11-22T05:58:00Z"),
    );
    let tag = state.profile().tag(state.current());
    let _ = update(&mut state, Message::Alerts(tag, raised), now());
    open(&mut state, false);
    state
}

#[test]
fn at_every_size() {
    holds("wall-80x24", &drawn(&wall((80, 24))));
    holds("wall-120x36", &drawn(&wall((120, 36))));
    holds("wall-200x60", &drawn(&wall((200, 60))));
    holds("wall-480x135", &drawn(&wall((480, 135))));
    holds("wall-40x10", &drawn(&wall((40, 10))));
}

#[test]
fn overdue() {
    let mut owing = state(known(models(), Some("-12.4")), (120, 36));
    open(&mut owing, false);
    holds("wall-overdue", &drawn(&owing));
}

#[test]
fn by_night_and_held() {
    let mut state = wall((120, 36));
    open(&mut state, true);
    press(&mut state, [quotatop::app::key::Code::Right, quotatop::app::key::Code::Char(' ')]);
    holds("wall-night", &drawn(&state));
}

fn untouched(count: i64) -> Vec<Model> {
    let one = |number| {
        let name = format!("qwen3-{number}b-instruct");
        model(&name, Kind::Text, Unit::Tokens, ("1000000", "1000000"), 480 + number)
    };
    (1..=count).map(one).collect()
}

#[test]
fn all_is_well() {
    let mut state = state(known(untouched(38), Some("0")), (120, 36));
    open(&mut state, false);
    holds("wall-calm", &drawn(&state));
}

#[test]
fn nothing_is_said_to_be_well_under_an_alarm() {
    let mut state = state(known(untouched(38), Some("-12.4")), (120, 36));
    open(&mut state, false);
    let said = super::text(&drawn(&state));
    assert!(said.contains("Every call is refused") && !said.contains("none in need of attention"), "{said}");
}

#[test]
fn all_is_stale() {
    let mut known = known(models(), Some("0"));
    let old = at("2026-11-22T03:40:00Z");
    if let (Some(models), Some(balance)) = (&mut known.models, &mut known.balance) {
        (models.fetched_at, balance.fetched_at) = (old, old);
        for quota in models.value.iter_mut().filter_map(|model| model.quota.as_mut()) {
            quota.read_at = old;
        }
    }
    let mut state = state(known, (120, 36));
    open(&mut state, false);
    holds("wall-stale", &drawn(&state));
}

#[test]
fn in_ascii_and_in_chinese() {
    let mut state = wall((120, 36));
    holds("wall-ascii", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    state.size.height = 60;
    open(&mut state, false);
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.size.width, state.size.height));
    let (theme, glyphs, lang) = (&Theme::DARK, &Glyphs::UNICODE, Lang::Chinese);
    draw(&Scene { state: &state, theme, glyphs, lang, now: now(), zone: singapore() }, &mut buffer);
    holds("wall-chinese", &buffer);
}

#[test]
fn wide_names_and_many() {
    let long = "\u{901a}\u{4e49}\u{5343}\u{95ee}-\u{957f}\u{6587}\u{672c}-".repeat(8);
    let some = |name: &str, left: &str| model(name, Kind::Text, Unit::Tokens, (left, "1000000"), 300);
    let names = [
        some("\u{901a}\u{4e49}\u{5343}\u{95ee}", "9000"),
        some(&long, "640000"),
        some("e\u{301}te\u{301}", "0"),
    ];
    let mut wide = state(known(names.to_vec(), Some("0")), (80, 24));
    open(&mut wide, false);
    holds("wall-names", &drawn(&wide));
    let many = (0..500)
        .map(|number: u32| some(&format!("model-{number:03}"), &(number * 7919 % 1_000_000).to_string()));
    let mut many = state(known(many.collect(), Some("0")), (200, 60));
    open(&mut many, false);
    holds("wall-many", &drawn(&many));
}

#[test]
fn before_anything_is_known() {
    let mut nothing = of(profile(SourceKind::Alibaba), (80, 24), false);
    open(&mut nothing, false);
    holds("wall-first-load", &drawn(&nothing));
    let mut offline = state(LastKnown::default(), (80, 24));
    offline.offline = true;
    open(&mut offline, false);
    holds("wall-nothing", &drawn(&offline));
}

#[test]
fn a_configuration_that_is_wrong_is_told() {
    let mut state = wall((120, 36));
    let problem =
        "/home/me/.config/quotatop/config.toml:3:8: watch.turn: \"4s\" is not accepted; use a duration";
    let _ = update(&mut state, Message::Configuration(problem.into()), now());
    assert!(super::text(&drawn(&state)).contains(problem));
}
