//! A scenario for each reason, and for its boundaries.

use std::sync::Arc;

use super::*;
use crate::domain::{
    Model, ModelName, Quota, Region, Site,
    bill::{Charge, Cycle, Figure, Figures, Ledger, LedgerRow, Query, Report, Sums},
    fixture::{at, quota},
};

const NOW: &str = "2026-11-22T06:12:07Z";

/// A line: day, model, item, region, payable.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

fn charge(model: &str, item: &str, region: &str) -> Charge {
    Charge {
        instance_id: format!("12001;llm-a;{model};input_token;app;0"),
        product_code: "sfm".into(),
        commodity_code: "sfm_inference_public_cn".into(),
        item: item.into(),
        region: region.into(),
        currency: "CNY".into(),
        ..Charge::default()
    }
}

fn figures(figure: Figure, amount: &str) -> Figures {
    let mut figures = Figures::default();
    figures.set(figure, amount.parse().ok());
    figures
}

fn ledger(lines: &[Line<'_>]) -> Ledger {
    ledger_of(lines.iter().map(|(day, model, item, region, payable)| {
        (*day, charge(model, item, region), figures(Figure::Payable, payable))
    }))
}

fn ledger_of<'a>(lines: impl IntoIterator<Item = (&'a str, Charge, Figures)>) -> Ledger {
    let (mut charges, mut rows) = (Vec::<(i64, Arc<Charge>)>::new(), Vec::new());
    for ((day, charge, figures), subject) in lines.into_iter().zip(0_u32..) {
        charges.push((i64::from(subject), Arc::new(charge)));
        rows.push(LedgerRow { day: day.parse().unwrap(), subject, sums: Sums::of(&figures) });
    }
    Ledger::new("2026-11".parse::<Cycle>().unwrap(), Vec::new(), charges, rows)
}

/// A model whose quota has this `quotaStatus`, total, remainder and expiry. An empty text is absent.
fn model(name: &str, [status, total, remaining, expires]: [&str; 4]) -> Model {
    let quota = Quota { quota_status: Some(status.into()), ..quota(total, remaining, expires, NOW) };
    Model { quota: Some(quota), ..Model::named(ModelName::from(name)) }
}

struct Scene {
    lines: Vec<Line<'static>>,
    models: Vec<Model>,
    state: FeedState,
    region: Option<Region>,
    site: Option<Site>,
    ran_out_at: Option<&'static str>,
}

impl Scene {
    /// One charged real-time line of `m` on this day, in Beijing, with this quota.
    fn new(day: &'static str, quota: [&str; 4]) -> Self {
        Self {
            lines: vec![(day, "m", "输入Token数", "华北2（北京）", "1.5")],
            models: vec![model("m", quota)],
            state: FeedState::Fresh,
            region: Some(Region::Beijing),
            site: Some(Site::China),
            ran_out_at: None,
        }
    }

    fn reasons(&self) -> Vec<Reason> {
        explain(ledger(&self.lines), self)
    }

    fn kinds(&self) -> Vec<ReasonKind> {
        self.reasons().iter().map(Reason::kind).collect()
    }
}

fn explain(ledger: Ledger, scene: &Scene) -> Vec<Reason> {
    let ledger = Arc::new(ledger);
    let Scene { models, state, region, site, .. } = scene;
    let quotas = Quotas { models, state: *state, region: *region, site: *site };
    let report = Report::new(&ledger, &Query::default());
    let group = report.groups.get(0).unwrap();
    reasons(&Case::from_group(&ledger, group, quotas, scene.ran_out_at.map(at)), at(NOW))
}

const FAR: &str = "2027-01-01T00:00:00Z";
const LEFT: [&str; 4] = ["VALID", "100", "60", FAR];
const USED_UP: [&str; 4] = ["VALID", "100", "0", FAR];
const NONE: [&str; 4] = ["VALID", "0", "0", ""];

#[test]
fn how_a_quota_ended_explains_what_was_charged_since() {
    use ReasonKind::{Exhausted, Expired, Lag, Unexplained};
    // At 16:00 UTC the vendor's 18 November is over.
    let on_18th = |left| ["VALID", "100", left, "2026-11-18T03:00:00Z"];
    for (day, quota, ran_out_at, reason) in [
        ("2026-11-20", USED_UP, None, Exhausted),
        ("2026-11-20", ["VALID", "100", "-3", ""], None, Exhausted),
        ("2026-11-20", USED_UP, Some("2026-11-20T03:40:00Z"), Exhausted),
        // it was seen within the hour after that day
        ("2026-11-20", USED_UP, Some("2026-11-20T16:59:00Z"), Exhausted),
        // all was charged before it ran out
        ("2026-11-20", USED_UP, Some("2026-11-20T17:00:00Z"), Unexplained),
        // ran out, and granted again
        ("2026-11-20", LEFT, Some("2026-11-20T03:40:00Z"), Exhausted),
        ("2026-11-19", on_18th("60"), None, Expired),
        ("2026-11-19", on_18th(""), None, Expired),
        ("2026-11-18", on_18th("60"), None, Expired),
        ("2026-11-17", on_18th("60"), None, Unexplained),
        // used up, then expired: before the expiry it must have run out
        ("2026-11-17", on_18th("0"), None, Exhausted),
        ("2026-11-18", on_18th("0"), None, Exhausted),
        ("2026-11-19", on_18th("0"), None, Expired),
        ("2026-11-19", on_18th("0"), Some("2026-11-16T03:00:00Z"), Exhausted),
        ("2026-11-19", on_18th("0"), Some("2026-11-18T03:00:01Z"), Expired),
        ("2026-11-18", on_18th("0"), Some("2026-11-18T03:00:00Z"), Expired),
        // it expires later today: what is charged today is not explained by that
        ("2026-11-22", ["VALID", "100", "60", "2026-11-22T10:00:00Z"], None, Lag),
    ] {
        let scene = Scene { ran_out_at, ..Scene::new(day, quota) };
        assert_eq!(scene.kinds(), [reason], "{day} {quota:?} {ran_out_at:?}");
    }
}

#[test]
fn old_readings_prove_only_that_a_quota_ended() {
    use ReasonKind::{Exhausted, Expired, Unexplained};
    for (quota, reason) in [
        (USED_UP, Exhausted),
        (["VALID", "100", "60", "2026-11-18T03:00:00Z"], Expired),
        (NONE, Unexplained),
        (["UNKNOWN", "", "", ""], Unexplained),
        (LEFT, Unexplained),
    ] {
        let scene = Scene { state: FeedState::Stale, ..Scene::new("2026-11-22", quota) };
        assert_eq!(scene.kinds(), [reason], "{quota:?}");
    }
}

#[test]
fn instants_in_the_facts_are_whole_seconds() {
    let scene = Scene { ran_out_at: Some("2026-11-20T03:40:00.7Z"), ..Scene::new("2026-11-20", USED_UP) };
    let facts = serde_json::to_value(scene.reasons()[0].facts()).unwrap();
    assert_eq!((&facts["ran_out_at"], &facts["payable"]), (&"2026-11-20T03:40:00Z".into(), &"1.5".into()));
}

#[test]
fn a_model_without_quota_may_have_a_sibling_with_one() {
    use ReasonKind::{NoQuota, Sibling, Unexplained};
    let unread = Model { quota: None, ..Model::named("m".into()) };
    let unknown = ["UNKNOWN", "", "", ""];
    for (models, site, reason) in [
        (vec![model("m", NONE)], Site::China, NoQuota),
        (vec![model("m", unknown)], Site::China, NoQuota),
        (vec![model("m", NONE), model("m-latest", LEFT)], Site::China, Sibling),
        (vec![model("m", unknown), model("m-0125", USED_UP)], Site::China, Sibling),
        (vec![model("m-2025-01-25", LEFT)], Site::China, Sibling),
        (vec![unread.clone(), model("m-latest", LEFT)], Site::China, Sibling),
        (vec![model("m", NONE), model("m-latest", NONE), model("other", LEFT)], Site::China, NoQuota),
        // the quotas of the international site do not apply to a line of China's
        (vec![model("m", NONE)], Site::International, Unexplained),
        (vec![model("m", NONE), model("m-latest", LEFT)], Site::International, Unexplained),
        // no answer is no proof
        (vec![unread], Site::China, Unexplained),
        (vec![], Site::China, Unexplained),
    ] {
        let scene = Scene { models, site: Some(site), ..Scene::new("2026-11-10", NONE) };
        assert_eq!(scene.kinds(), [reason], "{:?}", scene.models);
    }
}

#[test]
fn the_sibling_that_helps_most_is_named() {
    let models = vec![model("m", NONE), model("m-0125", LEFT), model("m-latest", USED_UP)];
    let scene = Scene { models, ..Scene::new("2026-11-10", NONE) };
    let [Reason { why: Why::Sibling { sibling, quota }, .. }] = &*scene.reasons() else { panic!() };
    assert_eq!((sibling.as_str(), quota.remaining), ("m-0125", Some(60.into())));
}

#[test]
fn calls_elsewhere_are_not_explained_by_quotas_here() {
    for (billed, region, kinds) in [
        ("us-east-1", Some(Region::Beijing), ReasonKind::Region),
        ("us-east-1", None, ReasonKind::Region),
        ("Singapore", Some(Region::Beijing), ReasonKind::Region),
        ("cn-beijing", Some(Region::Beijing), ReasonKind::Exhausted),
        ("", Some(Region::Beijing), ReasonKind::Exhausted),
    ] {
        let lines = vec![("2026-11-20", "m", "输入Token数", billed, "1.5")];
        let scene = Scene { lines, region, ..Scene::new("2026-11-20", USED_UP) };
        assert_eq!(scene.kinds(), [kinds], "{billed} {region:?}");
    }
}

#[test]
fn a_line_of_another_site_than_the_profiles_is_unexplained_and_names_both() {
    for quota in [USED_UP, LEFT, NONE, ["VALID", "100", "60", "2026-11-01T03:00:00Z"]] {
        // A line of Beijing on China's site, in a profile with the default site and region.
        let scene = Scene {
            region: Some(Region::Singapore),
            site: Some(Site::International),
            ..Scene::new("2026-11-20", quota)
        };
        let reasons = scene.reasons();
        let [reason] = &*reasons else { panic!("{reasons:?}") };
        let facts = serde_json::to_value(reason.facts()).unwrap();
        assert_eq!(reason.kind(), ReasonKind::Unexplained, "{quota:?}");
        for (field, fact) in [
            ("look", "quotas_elsewhere"),
            ("region", "华北2（北京）"),
            ("site", "china"),
            ("quotas_region", "ap-southeast-1"),
            ("quotas_site", "international"),
        ] {
            assert_eq!(facts[field], fact, "{field} {quota:?}");
        }
    }
}

#[test]
fn a_figure_lags_only_behind_days_that_it_may_not_have_counted() {
    use ReasonKind::{Lag, Unexplained};
    for (days, read_at, reason) in [
        (&["2026-11-22"][..], NOW, Lag),
        // 00:30 on the 22nd in China: the figure may be that of 23:30
        (&["2026-11-21"], "2026-11-21T16:30:00Z", Lag),
        (&["2026-11-21"], "2026-11-21T17:00:00Z", Unexplained),
        (&["2026-11-21"], NOW, Unexplained),
        (&["2026-11-20", "2026-11-22"], NOW, Unexplained),
    ] {
        let mut scene = Scene::new("2026-11-22", LEFT);
        scene.lines = days.iter().map(|day| (*day, "m", "输入Token数", "", "1")).collect();
        scene.models[0].quota.as_mut().unwrap().read_at = at(read_at);
        assert_eq!(scene.kinds(), [reason], "{days:?} {read_at}");
    }
}

#[test]
fn free_rows_before_do_not_count_as_charged() {
    let mut scene = Scene::new("2026-11-19", ["VALID", "100", "60", "2026-11-18T03:00:00Z"]);
    scene.lines.push(("2026-11-02", "m", "输入Token数", "华北2（北京）", "0"));
    assert_eq!(scene.kinds(), [ReasonKind::Expired]);
    scene.lines.push(("2026-11-02", "m", "输入Token数", "华北2（北京）", "0.01"));
    assert_eq!(scene.kinds(), [ReasonKind::Unexplained]);
}

#[test]
fn each_class_has_its_reason_most_money_first() {
    use ReasonKind::{Batch, Cache, Custom, Exhausted};
    let mut scene = Scene::new("2026-11-20", USED_UP);
    scene.lines = vec![
        ("2026-11-20", "m", "输入Token数", "", "1"),
        ("2026-11-20", "m", "输入Token数(缓存命中)", "", "3"),
        ("2026-11-20", "m", "Batch输入Token数", "", "1.5"),
        ("2026-11-21", "m", "Batch输出Token数", "", "0.7"),
        ("2026-11-21", "m", "模型部署", "", "2"),
    ];
    assert_eq!(scene.kinds(), [Cache, Batch, Custom, Exhausted]);
    let batch = scene.reasons().remove(1);
    assert_eq!(batch.charged.payable, Some("2.2".parse().unwrap()));
    assert_eq!(batch.why, Why::Batch { items: vec!["Batch输入Token数".into(), "Batch输出Token数".into()] });
}

#[test]
fn what_costs_nothing_needs_no_reason() {
    let mut scene = Scene::new("2026-11-20", USED_UP);
    for lines in [
        vec![("2026-11-20", "m", "输入Token数", "", "0")],
        vec![("2026-11-20", "m", "输入Token数", "", "-2")],
        vec![("2026-11-20", "m", "输入Token数", "", "2"), ("2026-11-21", "m", "输入Token数", "", "-2")],
    ] {
        scene.lines = lines;
        assert_eq!(scene.kinds(), [], "{:?}", scene.lines);
    }
}

#[test]
fn an_amount_with_tax_needs_a_reason_and_stays_apart() {
    let figures = figures(Figure::PayableWithTax, "1.06");
    let ledger = ledger_of([("2026-11-20", charge("m", "", ""), figures)]);
    let reasons = explain(ledger, &Scene::new("2026-11-20", USED_UP));
    let [Reason { charged, why: Why::Exhausted { .. } }] = &*reasons else { panic!("{reasons:?}") };
    assert_eq!((charged.payable, charged.payable_with_tax), (None, Some("1.06".parse().unwrap())));
}

#[test]
fn free_quota_only_is_stated_where_all_charged_lines_agree() {
    let charge = |flag: &str, payable: &str| {
        let instance_id = format!("12001;llm-a;m;input_token;app{flag}");
        let charge = Charge { instance_id, ..charge("m", "", "") };
        ("2026-11-20", charge, figures(Figure::Payable, payable))
    };
    for (lines, switch) in [
        (vec![charge(";0", "1")], Some(false)),
        (vec![charge(";1", "1"), charge(";1", "2")], Some(true)),
        (vec![charge(";0", "1"), charge(";1", "2"), charge(";0", "1")], None),
        (vec![charge(";0", "1"), charge("", "2"), charge(";0", "1")], None),
        (vec![charge("", "1"), charge(";0", "2")], None),
        // It cost nothing.
        (vec![charge(";1", "0"), charge(";0", "2")], Some(false)),
    ] {
        let reasons = explain(ledger_of(lines.clone()), &Scene::new("2026-11-20", USED_UP));
        assert_eq!(reasons[0].charged.free_quota_only, switch, "{lines:?}");
    }
}

#[test]
fn an_unexplained_charge_hints_what_to_look_at() {
    let mut unread = Scene::new("2026-11-10", LEFT);
    unread.models[0].quota = None;
    let mut unlisted = Scene::new("2026-11-10", LEFT);
    unlisted.models.clear();
    let with_state = |state| Scene { state, ..Scene::new("2026-11-10", LEFT) };
    for (scene, look) in [
        (with_state(FeedState::Off), Look::QuotasUnread),
        (with_state(FeedState::Failed), Look::QuotasUnread),
        (with_state(FeedState::Stale), Look::QuotasStale),
        (unread, Look::QuotasUnread),
        (unlisted, Look::ModelUnlisted),
        (Scene::new("2026-11-10", ["FROZEN", "100", "0", ""]), Look::QuotaUnclear),
        (Scene::new("2026-11-10", ["VALID", "", "0", ""]), Look::QuotaUnclear),
        (Scene::new("2026-11-10", LEFT), Look::Lines),
    ] {
        let reasons = scene.reasons();
        let [Reason { why: Why::Unexplained { look: found, .. }, .. }] = &*reasons else {
            panic!("{reasons:?}")
        };
        assert_eq!(*found, look);
    }
}

#[test]
fn lines_without_a_model_are_not_explained_by_one_of_that_name() {
    let mut scene = Scene::new("2026-11-10", USED_UP);
    scene.models[0].name = "other".into();
    for (product, item, why) in [
        ("sfm", "tokens", Some(Look::InstanceId)),
        ("ecs", "vCPU", Some(Look::Product)),
        ("ecs", "batch jobs", Some(Look::Product)),
        ("sfm", "Batch输入Token数", None),
    ] {
        let commodity_code = if product == "sfm" { "sfm_inference_public_cn" } else { "" };
        let charge = Charge {
            instance_id: "i-0abc".into(),
            product_code: product.into(),
            commodity_code: commodity_code.into(),
            ..charge("", item, "")
        };
        let ledger = ledger_of([("2026-11-10", charge, figures(Figure::Payable, "1"))]);
        let quotas = Quotas { models: &scene.models, state: FeedState::Fresh, region: None, site: None };
        let case = Case { subjects: ledger.subjects().collect(), quotas, ran_out_at: None };
        let look = match &reasons(&case, at(NOW))[0].why {
            Why::Unexplained { look, .. } => Some(*look),
            _ => None,
        };
        assert_eq!(look, why, "{product} {item}");
    }
}
