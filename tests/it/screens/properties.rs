//! Whatever is known and however large the terminal is: a whole screen is drawn, and nothing odd gets out.

use proptest::prelude::*;
use quotatop::{
    app::view::{BillsView, HelpPage},
    domain::{
        NextCall, Quantity,
        bill::{BillLine, Grouping, ProductFilter, Query},
        json::is_unseen,
    },
    words,
};
use ratatui::buffer::CellWidth as _;
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::fixture::*;

fn quotas() -> impl Strategy<Value = Quota> {
    let number = || proptest::option::of((-5_i64..2_000_000).prop_map(|n| n.to_string().parse().unwrap()));
    let word = prop_oneof![
        Just(Some("VALID")),
        Just(Some("UNKNOWN")),
        Just(None),
        Just(Some("\u{1b}]0;ODD\u{202e}"))
    ];
    let hours = proptest::option::of(-100_i64..3_000);
    (number(), number(), word, hours).prop_map(|(total, remaining, word, hours)| Quota {
        total,
        remaining,
        expires_at: hours.map(|hours| now().utc + chrono::TimeDelta::hours(hours)),
        quota_status: word.map(Into::into),
        read_at: at("2026-11-22T06:11:30Z"),
    })
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9.-]{1,30}",
        any::<String>(),
        "[\u{901a}\u{4e49}\u{ff9e}\u{301}\u{644}\u{627}\u{1f468}\u{200d}a]{0,40}",
        Just("x".repeat(200)),
    ]
}

fn one_model() -> impl Strategy<Value = Model> {
    let kind = proptest::sample::select(Kind::iter().collect::<Vec<_>>());
    let unit = proptest::sample::select(Unit::iter().collect::<Vec<_>>());
    let switch = proptest::option::of(any::<bool>());
    (names(), kind, unit, proptest::option::of(quotas()), switch).prop_map(
        |(name, kind, unit, quota, free_quota_only)| Model {
            name: name.as_str().into(),
            kind,
            unit,
            quota,
            free_quota_only,
            free_quota_only_read_at: None,
            hourly_use: None,
        },
    )
}

fn verdicts() -> impl Strategy<Value = Verdict> {
    let instant = || (-3_000_i64..300_000).prop_map(|minutes| now().utc + TimeDelta::minutes(minutes));
    let quantity = || (0_u64..2_000_000).prop_map(Quantity::from);
    prop_oneof![
        Just(Verdict::Estimating),
        instant().prop_map(|read_at| Verdict::Stale { read_at }),
        instant().prop_map(|at| Verdict::Expired { at }),
        (proptest::option::of(instant()), instant())
            .prop_map(|(after, by)| Verdict::AlreadyOut { after, by }),
        instant().prop_map(|since| Verdict::NotUsed { since }),
        (instant(), instant(), proptest::option::of(instant()), proptest::option::of(0_i64..9_000)).prop_map(
            |(at, earliest, latest, hours)| Verdict::RunsOut(RunsOut {
                at,
                earliest,
                latest,
                before_expiry: hours.map(TimeDelta::hours)
            })
        ),
        (instant(), quantity(), quantity(), proptest::option::of(instant())).prop_map(
            |(at, left, most, earliest)| Verdict::Lapses(Lapses { at, left, least: left, most, earliest })
        ),
        (instant(), proptest::option::of(instant()))
            .prop_map(|(beyond, earliest)| Verdict::Lasts { beyond, earliest }),
    ]
}

/// Whatever a store may hold: out of order, in the future, of any size.
fn pasts() -> impl Strategy<Value = Past> {
    let seen = (-500_i64..20, 0_i64..90, 0_u64..2_000_000).prop_map(|(from, length, left)| {
        let from = now().utc + TimeDelta::hours(from);
        let until = from + TimeDelta::hours(length);
        Seen { from, until, remaining: left.into(), total: None, expires_at: None }
    });
    let expected = (-5_i64..200, 0_u64..2_000_000, 0_u64..2_000_000).prop_map(|(hours, left, most)| {
        let at = now().utc + TimeDelta::hours(hours);
        Expected { at, left: left.into(), least: most.into(), most: most.into() }
    });
    let seen = proptest::collection::vec(seen, 0..40);
    let cone = proptest::collection::vec(expected, 0..40);
    (seen, cone, any::<bool>()).prop_map(|(seen, cone, is_sold)| {
        let price = list_price("qwen-max", is_sold.then_some(Site::International));
        Past { model: "m".into(), seen, cone, price }
    })
}

prop_compose! {
    /// A forecast for every model, or for none, and the past of the one under the cursor.
    fn outlooks()(
        verdicts in proptest::collection::vec(verdicts(), 1..12),
        pace in proptest::option::of((0_u64..900, 0_u64..90_000, 0_u64..9_000_000)),
        (hours, is_known) in (0_i64..900, any::<bool>()),
        past in proptest::option::of(pasts()),
    ) -> (Vec<Forecast>, Option<Past>) {
        let forecasts = verdicts.into_iter().map(|verdict| forecasts::forecast(verdict, pace, hours));
        (forecasts.filter(|_| is_known).collect(), past)
    }
}

fn overlays() -> impl Strategy<Value = Overlay> {
    prop_oneof![
        3 => Just(Overlay::None),
        1 => Just(Overlay::Detail),
        1 => Just(Overlay::Account),
        1 => any::<u16>().prop_map(|scroll| Overlay::Help { page: HelpPage::Keys, scroll }),
        1 => any::<u16>().prop_map(|scroll| Overlay::Help { page: HelpPage::Rules, scroll }),
        2 => Just(Overlay::Lines),
        2 => any::<u16>().prop_map(|scroll| Overlay::Line { scroll }),
        2 => any::<usize>().prop_map(|cursor| Overlay::Products { cursor }),
        2 => any::<usize>().prop_map(|cursor| Overlay::Columns { cursor }),
    ]
}

fn causes() -> impl Strategy<Value = Option<Cause>> {
    proptest::option::of(prop_oneof![
        names().prop_map(|name| Cause::NoLogin { looked_for: vec![name] }),
        names().prop_map(|name| Cause::NoAccessKey { looked_for: vec![name] }),
        names().prop_map(|name| Cause::Refused { code: name.clone(), message: name }),
        Just(Cause::RateLimited { until: Some(at("2026-11-22T06:30:00Z")) }),
    ])
}

fn bill_lines() -> impl Strategy<Value = (u32, BillLine)> {
    let id = prop_oneof![
        names(),
        names().prop_map(|model| format!("12001;llm-a;{model};input_token;app;0")),
        Just(";llm-a;qwen-max;output_token;bmp".to_owned()),
    ];
    let amount = || {
        prop::option::of(prop_oneof![
            (any::<i64>(), 0_u32..12).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
            (-500_i64..5_000).prop_map(|cents| Decimal::new(cents, 2)),
            Just(Decimal::MAX),
            Just(Decimal::ZERO),
        ])
    };
    let amounts = proptest::collection::vec(amount(), 8);
    let currency = prop_oneof![3 => Just("CNY".to_owned()), 1 => Just("USD".to_owned()), 1 => names()];
    let unit = prop_oneof![Just("\u{5343}tokens".to_owned()), Just("\u{5f20}".to_owned()), names()];
    (1_u32..=30, id, names(), amounts, (currency, unit), (names(), names())).prop_map(
        |(day, id, item, amounts, (currency, unit), (name, value))| {
            let mut line = line(&id, &item).used("1", &unit).currency(&currency);
            line = line.other("ListPrice", &value).other("ListPriceUnit", &name).extra(&name, &value);
            let mut line = line.end();
            for (figure, amount) in Figure::iter().zip(amounts) {
                line.figures.set(figure, amount);
            }
            (day, line)
        },
    )
}

fn alerts() -> impl Strategy<Value = Alerts> {
    let one = (proptest::sample::select(Rule::iter().collect::<Vec<_>>()), names(), 0_u8..4);
    let muted = proptest::collection::btree_set(names().prop_map(|name| name.as_str().into()), 0..3);
    (proptest::collection::vec(one, 0..20), muted, any::<bool>()).prop_map(|(alerts, muted, are_new)| {
        let (now, later) = (now().utc, now().utc + chrono::TimeDelta::hours(8));
        let mut active = Vec::new();
        for (rule, name, state) in alerts {
            let mut episode = alert(rule, &name, now);
            episode.acknowledged_at = (state == 1).then_some(now);
            episode.snoozed_until = (state == 2).then_some(later);
            active.push(episode);
        }
        let told = if are_new {
            crate::support::state::alerts::new(active, now)
        } else {
            crate::support::state::alerts::known(active)
        };
        Alerts { muted, ..told }
    })
}

prop_compose! {
    fn bills()(
        kept in proptest::option::of((1_u32..=22, any::<bool>())),
        lines in proptest::collection::vec(bill_lines(), 0..20),
    ) -> Bill {
        let mut bill = Bill::of("2026-11");
        if let Some((last, is_file)) = kept {
            let origin = if is_file { Origin::File } else { Origin::Api };
            bill = bill.kept(1..=last, origin, at("2026-11-22T06:00:00Z"));
        }
        lines.into_iter().fold(bill, |bill, (day, line)| bill.line(day, line))
    }
}

prop_compose! {
    fn bills_views()(
        (product, grouping, sort) in (
            proptest::sample::select(vec!["inference", "all", "no such"]),
            proptest::sample::select(Grouping::iter().collect::<Vec<_>>()),
            proptest::sample::select(vec![BillSort::Payable, BillSort::Key, BillSort::Gross, BillSort::Lines]),
        ),
        search in prop_oneof![5 => Just(String::new()), 1 => names()],
        (offset, line, line_offset) in (0_usize..14, proptest::option::of(0_usize..14), 0_usize..14),
        page in proptest::sample::select(Page::iter().collect::<Vec<_>>()),
        reversed in any::<bool>(),
    ) -> (Page, BillsView) {
        let product = ProductFilter::parse(product);
        let query = Query { product, search, grouping, sort, reversed };
        (page, BillsView { query, offset, line, line_offset, ..BillsView::default() })
    }
}

prop_compose! {
    fn states()(
        models in proptest::collection::vec(one_model(), 0..12),
        balance in prop_oneof![Just(None), Just(Some("-12.4")), Just(Some("0"))],
        overlay in overlays(),
        (quotas, account) in (causes(), causes()),
        (typing, unfolded, reversed, offline) in any::<(bool, bool, bool, bool)>(),
        filter in prop_oneof![4 => Just(String::new()), 1 => names()],
        sort in proptest::sample::select(SortKey::iter().collect::<Vec<_>>()),
        offset in 0_usize..14,
        (bill, bills_cause) in (proptest::option::of(bills()), causes()),
        (page, bills_view) in bills_views(),
        steps in 0_usize..14,
        (forecasts, past) in outlooks(),
        (alerts, columns) in (
            proptest::option::of(alerts()),
            proptest::sample::subsequence(ListColumn::iter().collect::<Vec<_>>(), 0..=ListColumn::iter().len()),
        ),
    ) -> State {
        let mut state = state(known(models, balance), (120, 36));
        if let Some(alerts) = alerts {
            super::alerts::tell(&mut state, alerts);
        }
        state.view.page = page;
        state.view.bills.query = bills_view.query.clone();
        if let Some(bill) = &bill {
            super::bills::recall(&mut state, bill);
            super::bills::press(&mut state, bill, std::iter::repeat_n(Code::Down, steps));
        }
        let selected = state.view.bills.selected.take();
        state.view.bills = BillsView { selected, ..bills_view };
        let profile = state.profile_mut(state.current()).unwrap();
        profile.snapshot.quotas.failure = quotas.map(failed);
        profile.snapshot.account.failure = account.map(failed);
        profile.snapshot.bills.failure = bills_cause.map(failed);
        let names = profile.snapshot.models.iter().map(|model| model.name.clone());
        let forecasts: HashMap<_, _> = names.zip(forecasts.iter().copied().cycle()).collect();
        forecasts::foresee(&mut state, forecasts);
        if let (Some(model), Some(past)) = (state.view.selected.clone(), past) {
            forecasts::recall(&mut state, Past { model, ..past });
        }
        state.offline = offline;
        let view = &mut state.view;
        view.columns = columns.into_iter().collect();
        (view.typing, view.unfolded, view.reversed, view.sort) = (typing, unfolded, reversed, sort);
        view.filter = quotatop::domain::filter::Filter::parse(&filter);
        view.filter_text = filter;
        state.rearrange(now(), false);
        (state.view.overlay, state.view.offset) = (overlay, offset);
        state
    }
}

const UNDRAWN: &str = "undrawn";

fn check(
    state: &State,
    size: (u16, u16),
    area: Rect,
    (glyphs, lang): (&Glyphs, Lang),
) -> Result<(), TestCaseError> {
    let mut state = state.clone();
    state.size = Size { width: size.0, height: size.1 };
    let mut buffer = Buffer::filled(area, Cell::new(UNDRAWN));
    let scene = Scene { state: &state, theme: &Theme::DARK, glyphs, lang, now: now(), zone: singapore() };
    draw(&scene, &mut buffer);
    prop_assert_eq!(buffer.area, area);
    for cells in buffer.content().chunks(usize::from(area.width.max(1))) {
        let mut column = 0;
        while column < cells.len() {
            let symbol = cells[column].symbol();
            prop_assert!(symbol != UNDRAWN, "a cell was not drawn");
            prop_assert!(!symbol.chars().any(is_unseen), "{symbol:?}");
            column += usize::from(symbol.cell_width().max(1));
        }
        prop_assert_eq!(column, cells.len(), "a wide glyph is cut in half");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_size_is_drawn_whole(state in states(), width in 0_u16..=250, height in 0_u16..=80) {
        let area = Rect::new(0, 0, width, height);
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::ASCII, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::Chinese))?;
    }

    /// The terminal may have changed its size since the state last heard of it.
    #[test]
    fn a_buffer_of_another_size_is_no_harm(
        state in states(),
        size in (0_u16..=250, 0_u16..=80),
        area in (0_u16..5, 0_u16..5, 0_u16..=100, 0_u16..=40),
    ) {
        check(&state, size, Rect::new(area.0, area.1, area.2, area.3), (&Glyphs::UNICODE, Lang::English))?;
    }

    /// Whatever the names are made of, every row's next call stands right below the name of its column.
    #[test]
    fn no_row_is_out_of_line(
        models in proptest::collection::vec(one_model(), 1..12),
        columns in proptest::sample::subsequence(ListColumn::iter().collect::<Vec<_>>(), 0..=ListColumn::iter().len()),
        width in 40_u16..=250,
        lang in proptest::sample::select(Lang::ALL.to_vec()),
    ) {
        let mut state = state(known(models, Some("-1")), (width, 24));
        state.view.unfolded = true;
        state.view.columns = columns.into_iter().collect();
        state.rearrange(now(), false);
        measure(&mut state, lang);
        let drawn = super::fixture::drawn_in(&state, lang);
        let regions = crate::support::regions::layout(&state);
        let begins = |y: u16, text: &str| {
            let mut cells = super::dump::seen(&drawn, y);
            cells.retain(|(x, _)| *x < regions.rows.width);
            let line = |from: usize| cells[from..].iter().map(|(_, cell)| cell.symbol()).collect::<String>();
            (0..cells.len()).filter(|from| line(*from).starts_with(text)).map(|from| cells[from].0).max()
        };
        let heading = begins(regions.columns.y, lang.pick("NEXT CALL", "下次调用"));
        prop_assert!(heading.is_some());
        let refused = words::number::next_call(lang, NextCall::Refused);
        for row in 0..regions.rows.height.min(u16::try_from(state.list.len()).unwrap()) {
            prop_assert_eq!(begins(regions.rows.y + row, refused), heading, "row {}", row);
        }
    }

    /// Several accounts, whatever their names and whatever is known of each, on every page and dialog.
    #[test]
    fn several_are_drawn_whole(
        state in states(),
        others in proptest::collection::vec(
            (proptest::collection::vec(one_model(), 0..8), proptest::sample::select(vec!["-1", "2"]), "[a-zA-Z._-]{1,64}"),
            1..6,
        ),
        keys in proptest::sample::select(vec!["", "P", "Pj", "]", "]]", "[", "1", "2", "3", "1a", "1?", "1P"]),
        width in 0_u16..=250,
        height in 0_u16..=80,
    ) {
        let mut state = state;
        for (models, available, name) in others {
            super::profiles::add(&mut state, super::profiles::named(&name), known(models, Some(available)));
        }
        super::type_text(&mut state, keys);
        let area = Rect::new(0, 0, width, height);
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::ASCII, Lang::Chinese))?;
    }

    /// The wallboard, too, on whatever page, by day and by night, up to the largest screens.
    #[test]
    fn the_wallboard_is_drawn_whole(
        state in states(),
        size in prop_oneof![(0_u16..=250, 0_u16..=80), (200_u16..=500, 60_u16..=140)],
        (page, night, minutes) in (0_usize..9, any::<bool>(), 0_u64..30),
    ) {
        let mut state = state;
        super::wall::open(&mut state, night);
        state.size = Size { width: size.0, height: size.1 };
        for _ in 0..page {
            super::fixture::press(&mut state, [Code::Right]);
        }
        super::wall::after(&mut state, minutes);
        check(&state, size, Rect::new(0, 0, size.0, size.1), (&Glyphs::UNICODE, Lang::Chinese))?;
        check(&state, size, Rect::new(0, 0, size.0, size.1), (&Glyphs::ASCII, Lang::English))?;
    }

    /// The next call is on screen for every row, at every width.
    #[test]
    fn the_next_call_is_always_told(models in proptest::collection::vec(one_model(), 1..8), width in 40_u16..=250) {
        let mut state = state(known(models, Some("-1")), (width, 20));
        state.view.unfolded = true;
        state.rearrange(now(), false);
        let drawn = super::dump::text(&super::drawn(&state));
        let listed = state.list.len();
        let height = usize::from(crate::support::regions::layout(&state).rows.height);
        prop_assert_eq!(drawn.matches(" refused").count() >= listed.min(height), true, "{}", drawn);
    }
}
