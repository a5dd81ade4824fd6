//! States of any content, to be drawn by the property tests.

use std::collections::BTreeMap;

use proptest::prelude::*;
use quotatop::{
    app::view::{BillsView, Choice, HelpPage},
    domain::{
        Dated, Quantity,
        bill::{BillLine, Cycle, Grouping, Outstanding, ProductFilter, Query},
        calls::RecentUse,
    },
};
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

pub(crate) fn one_model() -> impl Strategy<Value = Model> {
    let kind = proptest::sample::select(Kind::iter().collect::<Vec<_>>());
    let unit = proptest::sample::select(Unit::iter().collect::<Vec<_>>());
    let switch = proptest::option::of(any::<bool>());
    let recent = proptest::option::of(recent_use());
    (names(), kind, unit, proptest::option::of(quotas()), switch, recent).prop_map(
        |(name, kind, unit, quota, free_quota_only, recent)| Model {
            kind,
            unit,
            quota,
            free_quota_only,
            recent: recent.map(Into::into),
            ..Model::named(name.as_str().into())
        },
    )
}

fn recent_use() -> impl Strategy<Value = RecentUse> {
    let used = || proptest::option::of((0_u64..2_000_000).prop_map(Quantity::from));
    (-90_i64..10, used(), used(), any::<bool>()).prop_map(|(minutes, since_count, at_most, is_refused)| {
        let to = now().utc + TimeDelta::minutes(minutes);
        RecentUse { from: to - TimeDelta::hours(1), to, since_count, at_most, is_refused }
    })
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

/// Anything a store may contain: out of order, in the future, of any size.
fn histories() -> impl Strategy<Value = ModelHistory> {
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
        ModelHistory { model: "m".into(), seen, cone, price }
    })
}

prop_compose! {
    /// A forecast for every model, or for none, and the history of the selected one.
    fn outlooks()(
        verdicts in proptest::collection::vec(verdicts(), 1..12),
        pace in proptest::option::of((0_u64..900, 0_u64..90_000, 0_u64..9_000_000)),
        (hours, is_known) in (0_i64..900, any::<bool>()),
        past in proptest::option::of(histories()),
    ) -> (Vec<Forecast>, Option<ModelHistory>) {
        let forecasts = verdicts.into_iter().map(|verdict| forecasts::forecast(verdict, pace, hours));
        (forecasts.filter(|_| is_known).collect(), past)
    }
}

fn overlays() -> impl Strategy<Value = Overlay> {
    prop_oneof![
        3 => Just(Overlay::None),
        1 => Just(Overlay::Detail),
        2 => any::<u16>().prop_map(|scroll| Overlay::Account { scroll }),
        3 => (proptest::sample::select(HelpPage::iter().collect::<Vec<_>>()), any::<u16>())
            .prop_map(|(page, scroll)| Overlay::Help { page, scroll }),
        2 => Just(Overlay::Lines),
        2 => any::<u16>().prop_map(|scroll| Overlay::Line { scroll }),
        6 => (proptest::sample::select(Choice::iter().collect::<Vec<_>>()), any::<usize>())
            .prop_map(|(choice, cursor)| Overlay::chooser(choice, cursor)),
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
        let alerts = if are_new {
            crate::support::state::alerts::new(active, now)
        } else {
            crate::support::state::alerts::known(active)
        };
        Alerts { muted, ..alerts }
    })
}

prop_compose! {
    fn bills()(
        days in proptest::option::of((1_u32..=22, any::<bool>())),
        lines in proptest::collection::vec(bill_lines(), 0..20),
    ) -> Bill {
        let mut bill = Bill::of("2026-11");
        if let Some((last, is_file)) = days {
            let origin = if is_file { Origin::File } else { Origin::Api };
            bill = bill.days(1..=last, origin, at("2026-11-22T06:00:00Z"));
        }
        lines.into_iter().fold(bill, |bill, (day, line)| bill.line(day, line))
    }
}

/// A closed cycle's bill, and what is unpaid of some cycles.
type Closed = (Option<Bill>, BTreeMap<Cycle, Dated<Outstanding>>);

fn closed() -> BoxedStrategy<Closed> {
    let amount = (-500_i64..5_000_000).prop_map(|cents| Decimal::new(cents, 2));
    let amounts = proptest::collection::vec((names(), amount), 0..3);
    let one = (amounts, 0_i64..5_000).prop_map(|(amounts, hours)| Dated {
        value: Outstanding(amounts),
        fetched_at: now().utc - TimeDelta::hours(hours),
    });
    let running = Cycle::at(now().utc);
    let owed =
        proptest::collection::btree_map((0_u32..30).prop_map(move |back| running.back(back)), one, 0..20);
    let bill = (bills(), 1_u32..4).prop_map(move |(bill, back)| bill.moved_to(running.back(back)));
    (proptest::option::of(bill), owed).boxed()
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
    pub(crate) fn states()(
        models in proptest::collection::vec(one_model(), 0..12),
        balance in prop_oneof![Just(None), Just(Some("-12.4")), Just(Some("0"))],
        overlay in overlays(),
        (quotas, account) in (causes(), causes()),
        (typing, unfolded, reversed, offline) in any::<(bool, bool, bool, bool)>(),
        filter in prop_oneof![4 => Just(String::new()), 1 => names()],
        sort in proptest::sample::select(SortKey::iter().collect::<Vec<_>>()),
        offset in 0_usize..14,
        (bill, bills_cause, (closed, owed)) in (proptest::option::of(bills()), causes(), closed()),
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
            super::alerts::take(&mut state, alerts);
        }
        state.view.page = page;
        state.view.bills.query = bills_view.query.clone();
        if let Some(bill) = &bill {
            super::bills::recall(&mut state, bill);
            super::bills::press(&mut state, bill, std::iter::repeat_n(Code::Down, steps));
        }
        if let Some(closed) = &closed {
            super::bills::recall(&mut state, closed);
        }
        let selected = state.view.bills.selected.take();
        state.view.bills = BillsView { selected, ..bills_view };
        let profile = state.profile_mut(state.current()).unwrap();
        profile.bills.outstanding = owed;
        profile.snapshot.feed_mut(FeedName::Quotas).failure = quotas.map(failed);
        profile.snapshot.feed_mut(FeedName::Account).failure = account.map(failed);
        profile.snapshot.feed_mut(FeedName::Bills).failure = bills_cause.map(failed);
        let names = profile.snapshot.models.iter().map(|model| model.name.clone());
        let forecasts: HashMap<_, _> = names.zip(forecasts.iter().copied().cycle()).collect();
        forecasts::take_forecasts(&mut state, forecasts);
        if let (Some(model), Some(past)) = (state.view.selected.clone(), past) {
            forecasts::recall(&mut state, ModelHistory { model, ..past });
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
