use chrono::{DateTime, Utc};
use proptest::{option, prelude::*, sample::select};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::*;
use crate::{
    domain::{Dated, ModelName, QuotaStatus},
    store::file::instant::from_micros,
};

pub(super) fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (to_micros(DateTime::<Utc>::MIN_UTC)..=to_micros(DateTime::<Utc>::MAX_UTC))
        .prop_map(|micros| from_micros(micros).unwrap())
}

pub(super) fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i128>(), 0..=28_u32).prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits >> 32, scale))
}

pub(super) fn quantity() -> impl Strategy<Value = Quantity> {
    decimal().prop_map(Quantity::from)
}

fn quota() -> impl Strategy<Value = Quota> {
    let status = prop_oneof![Just("VALID".to_owned()), any::<String>()].prop_map(QuotaStatus::from);
    (option::of(quantity()), option::of(quantity()), option::of(instant()), option::of(status), instant())
        .prop_map(|(total, remaining, expires_at, quota_status, read_at)| Quota {
            total,
            remaining,
            expires_at,
            quota_status,
            read_at,
        })
}

fn catalogued() -> impl Strategy<Value = Catalogued> {
    let by_tokens = (option::of(decimal()), option::of(decimal()))
        .prop_map(|(input, output)| Charge::Tokens { input, output });
    let each = (decimal(), select(Unit::iter().skip(1).collect::<Vec<_>>()))
        .prop_map(|(amount, unit)| Charge::Each(amount, unit));
    let charge = option::of(prop_oneof![by_tokens, each]);
    (
        any::<String>(),
        select(Kind::iter().collect::<Vec<_>>()),
        select(Unit::iter().collect::<Vec<_>>()),
        charge,
        [any::<u64>(), any::<u64>()],
    )
        .prop_map(|(name, kind, unit, charge, limits)| Catalogued {
            name: ModelName::new(name),
            kind,
            unit,
            charge,
            speed_limit: SpeedLimit::new(NonZeroU64::new(limits[0]), NonZeroU64::new(limits[1])),
        })
}

fn model() -> impl Strategy<Value = Model> {
    let switch = (any::<Option<bool>>(), option::of(instant()), option::of(instant()));
    let number = || decimal().prop_map(Quantity::from);
    let grant = (number(), option::of(instant()), option::of(instant()))
        .prop_map(|(total, expires_at, came_at)| KnownGrant { total, expires_at, came_at });
    let derived = (option::of(grant), option::of(number()));
    (catalogued(), option::of(quota()), switch, derived).prop_map(
        |(
            known,
            quota,
            (free_quota_only, free_quota_only_read_at, free_quota_only_since),
            (grant, hourly_use),
        )| Model {
            kind: known.kind,
            unit: known.unit,
            quota,
            free_quota_only,
            free_quota_only_read_at,
            free_quota_only_since,
            grant: grant.map(Box::new),
            hourly_use,
            ..Model::named(known.name)
        },
    )
}

fn text_of(data: &SaveData) -> String {
    encode(data).unwrap()
}

fn dated<T>(value: T) -> Dated<T> {
    Dated { value, fetched_at: DateTime::UNIX_EPOCH }
}

proptest! {
    #[test]
    fn models_round_trip(list in prop::collection::vec(model(), 0..8)) {
        prop_assert_eq!(models(&text_of(&SaveData::Models(dated(list.clone().into())))), Some(list));
    }

    #[test]
    fn the_catalogue_round_trips(list in prop::collection::vec(catalogued(), 0..8)) {
        prop_assert_eq!(catalogue(&text_of(&SaveData::Catalogue(dated(list.clone())))), Some(list));
    }

    #[test]
    fn the_balance_round_trips_digit_by_digit(
        amounts in [option::of(decimal()), option::of(decimal()), option::of(decimal())],
        currency in any::<Option<String>>(),
    ) {
        let [available, cash, credit] = amounts;
        let value = Balance { available, cash, credit, currency };
        let back = balance(&text_of(&SaveData::Balance(dated(value.clone())))).unwrap();
        prop_assert_eq!(&back, &value);
        prop_assert_eq!(back.available.map(|it| it.to_string()), available.map(|it| it.to_string()));
    }

    #[test]
    fn any_text_is_decoded_without_a_panic(text in any::<String>()) {
        let _ = (models(&text), catalogue(&text), balance(&text));
    }

    #[test]
    fn an_odd_line_costs_one_model(list in prop::collection::vec(model(), 2..6), odd in any::<prop::sample::Index>()) {
        let odd = odd.index(list.len());
        let text = text_of(&SaveData::Models(dated(list.clone().into())));
        let lines = text.lines().enumerate().map(|(at, line)| if at == odd { "[\"cut off" } else { line });
        let mut expected = list;
        expected.remove(odd);
        prop_assert_eq!(models(&lines.collect::<Vec<_>>().join("\n")), Some(expected));
    }
}

#[test]
fn a_text_without_a_readable_line_is_no_data() {
    for (text, expected) in [("", Some(0)), ("null", None), ("{}\n", None), ("[\"m\"]", None), ("\n", None)] {
        assert_eq!(models(text).map(|list| list.len()), expected, "{text:?}");
    }
    assert_eq!(balance(""), None);
    assert_eq!(balance("{\"available\":1}"), None);
}

#[test]
fn a_line_of_another_form_costs_itself_alone() {
    let good = "[\"good\",\"text\",\"tokens\",null,null]";
    assert_eq!(models(good).map(|list| list.len()), Some(1));
    for odd in [
        "",
        "[",
        "[\"m\"",
        "[\"m\",\"text\",\"tokens\"]",
        "[\"m\",\"text\",\"tokens\",nul,null]",
        "[\"m\",\"text\",\"tokens\",nullnull]",
        "[\"m\",\"text\",\"tokens\",null,null]]",
        "[\"m\",\"text\",\"tokens\",null,null] []",
        "[\"m\",\"text\",\"tokens\",null,null,0,null,null,0,0]",
        "[\"m\",\"text\",\"tokens\",null,yes]",
        "[\"m,\"text\",\"tokens\",null,null]",
        "[\"m\\x\",\"text\",\"tokens\",null,null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",null,\"VALID\"],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"many\",null,\"VALID\",0],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",null,\"VALID\",],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",null,\"VALID\",-],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",null,\"VALID\",0.5],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",null,\"VALID\",9223372036854775808],null]",
        "[\"m\",\"text\",\"tokens\",[\"1\",\"1\",9223372036854775807,\"VALID\",0],null]",
    ] {
        let list = models(&format!("{odd}\n{good}\n{odd}")).unwrap();
        assert_eq!(list.iter().map(|model| model.name.as_str()).collect::<Vec<_>>(), ["good"], "{odd}");
    }
}

#[test]
fn a_catalogue_without_prices_is_read() {
    let list = catalogue(
        "[\"m\",\"text\",\"tokens\"]\n[\"n\",\"text\",\"tokens\",[\"tokens\",\"1.6\",null]]\n\
         [\"o\",\"image\",\"images\",[\"images\",\"0.2\",null]]\n[\"p\",\"other\",\"units\",[\"smells\",\"1\",null]]",
    );
    let list = list.unwrap();
    assert!(list.iter().all(|model| model.speed_limit.is_none()));
    let charges: Vec<_> = list.into_iter().map(|model| model.charge).collect();
    let tokens = Charge::Tokens { input: "1.6".parse().ok(), output: None };
    let each = Charge::Each("0.2".parse().unwrap(), Unit::Images);
    assert_eq!(charges, [None, Some(tokens), Some(each), None]);
}

#[test]
fn a_catalogue_with_speed_limits_is_read() {
    let list = catalogue(
        "[\"m\",\"text\",\"tokens\",null,[600,1000000]]\n[\"n\",\"text\",\"tokens\",null,[null,5]]\n\
         [\"o\",\"text\",\"tokens\",null,[null,null]]",
    );
    let limits = list.unwrap().into_iter().map(|model| model.speed_limit);
    let limits = limits.map(|limit| limit.map(|it| (it.calls_per_minute, it.tokens_per_minute)));
    let number = NonZeroU64::new;
    let expected = [Some((number(600), number(1_000_000))), Some((None, number(5))), None];
    assert_eq!(limits.collect::<Vec<_>>(), expected);
}

#[test]
fn the_form_in_the_file_is_stable() {
    let list = models("[\"qwen-max\",\"text\",\"tokens\",[\"1000000\",\"24098.50\",1796379127000000,\"VALID\",0],false]\n[\"new\",\"smell\",\"miles\",null,null]\n[\"on\",\"text\",\"tokens\",null,true,1000000]").unwrap();
    let [first, second, third] = &list[..] else { panic!("{list:?}") };
    let quota = first.quota.as_ref().unwrap();
    assert_eq!(quota.remaining, Some("24098.5".parse().unwrap()));
    assert_eq!(quota.expires_at, Some("2026-12-04T10:12:07Z".parse().unwrap()));
    assert_eq!(first.free_quota_only, Some(false));
    assert_eq!(first.free_quota_only_read_at, None, "saved before its time was");
    assert_eq!(*second, Model::named("new".into()));
    assert_eq!(third.free_quota_only_read_at, Some("1970-01-01T00:00:01Z".parse().unwrap()));
}
