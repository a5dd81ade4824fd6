//! The wallboard.

use quotatop::app::{Wall, pages::wall::Settings};

use super::{alerts, fixture::*, snapshots};

pub(crate) fn open(state: &mut State, night: bool) {
    let night = night.then(|| "13:00-15:00".parse().unwrap());
    let settings = Settings { turn: Duration::from_secs(20), night, shift: true };
    state.wall = Some(Wall::new(settings, now()));
    let _ = update(state, Message::Woke, now());
}

/// This many minutes pass on the monotonic clock.
pub(crate) fn after(state: &mut State, minutes: u64) {
    for minute in 1..=minutes {
        let later = Now { monotonic: now().monotonic + Duration::from_mins(minute), ..now() };
        let _ = update(state, Message::Woke, later);
    }
}

/// The wallboard, by day, as it is drawn.
fn wallboard(mut state: State) -> Buffer {
    open(&mut state, false);
    drawn(&state)
}

/// The usual account on a spare monitor, with an alert of a while ago.
fn wall(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let raised = at("2026-11-22T05:58:00Z");
    alerts::take(&mut state, new(vec![alert(Rule::Low, "qwen-max", raised)], raised));
    open(&mut state, false);
    state
}

#[test]
fn at_every_size() {
    snapshots("wall", wall);
    snapshot("wall-480x135", &drawn(&wall((480, 135))));
}

#[test]
fn overdue() {
    snapshot("wall-overdue", &wallboard(state(known(models(), Some("-12.4")), (120, 36))));
}

#[test]
fn by_night_and_held() {
    let mut state = wall((120, 36));
    open(&mut state, true);
    press(&mut state, [Code::Right, Code::Char(' ')]);
    snapshot("wall-night", &drawn(&state));
}

fn untouched(count: i64) -> Vec<Model> {
    let one = |number| {
        let name = format!("qwen3-{number}b-instruct");
        model(&name, Kind::Text, Unit::Tokens, ("1000000", "1000000"), 480 + number)
    };
    (1..=count).map(one).collect()
}

#[test]
fn without_problems() {
    snapshot("wall-calm", &wallboard(state(known(untouched(38), Some("0")), (120, 36))));
}

#[test]
fn the_list_is_not_called_calm_under_an_alarm() {
    let said = text(&wallboard(state(known(untouched(38), Some("-12.4")), (120, 36))));
    assert!(said.contains("All calls are refused") && !said.contains("needs attention"), "{said}");
}

#[test]
fn stale_data() {
    let mut known = read_at("2026-11-22T03:40:00Z", known(models(), Some("0")));
    known.balance.as_mut().unwrap().fetched_at = at("2026-11-22T03:40:00Z");
    snapshot("wall-stale", &wallboard(state(known, (120, 36))));
}

#[test]
fn in_ascii_and_in_chinese() {
    let mut state = wall((120, 36));
    snapshot("wall-ascii", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    state.size.height = 60;
    open(&mut state, false);
    snapshot("wall-chinese", &painted(&Scene { lang: Lang::Chinese, ..scene(&state) }));
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
    snapshot("wall-names", &wallboard(state(known(names.to_vec(), Some("0")), (80, 24))));
    let many = (0..500)
        .map(|number: u32| some(&format!("model-{number:03}"), &(number * 7919 % 1_000_000).to_string()));
    snapshot("wall-many", &wallboard(state(known(many.collect(), Some("0")), (200, 60))));
}

#[test]
fn without_data() {
    snapshot("wall-first-load", &wallboard(of(profile(SourceKind::Alibaba), (80, 24), false)));
    let mut offline = state(LastKnown::default(), (80, 24));
    offline.offline = true;
    snapshot("wall-nothing", &wallboard(offline));
}

#[test]
fn a_wrong_configuration_is_reported() {
    let mut state = wall((120, 36));
    let problem =
        "/home/me/.config/quotatop/config.toml:3:8: watch.turn: \"4s\" is not accepted; use a duration";
    let _ = update(&mut state, Message::Configuration(problem.into()), now());
    assert!(text(&drawn(&state)).contains(problem));
}
