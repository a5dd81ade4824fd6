//! A scenario for each reason why a line was billed.

use super::fixture::*;
use crate::support::standin::{ModelFact, Product};

const INFERENCE: Product = Product {
    code: "sfm",
    name: "Alibaba Cloud Model Studio",
    detail: "Model Studio Foundation Model Inference",
    commodity: "sfm_inference_public_intl",
    region: "Singapore",
    unit: "千tokens",
    models: &[],
    directions: &[],
};
static SINGAPORE: Product = INFERENCE;
static VIRGINIA: Product = Product { region: "US (Virginia)", ..INFERENCE };
static TRAINING: Product =
    Product { detail: "Model Studio Training", commodity: "sfm_training_public_intl", ..INFERENCE };

const INPUT: &str = "输入Token数";

/// A line of 1.5 CNY.
fn line(day: NaiveDate, product: &'static Product, model: &str, item: &'static str) -> RowFact {
    let instance_id = format!("1200001;llm-fake0;{model};input_token;app;0");
    RowFact { product, instance_id, item, ..RowFact::inference(day, "CNY", ONE * 3 / 2) }
}

fn billed(lines: &[RowFact], models: Vec<ModelFact>) -> Account {
    let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines {
        days.entry(line.day.to_string()).or_default().push(line.json());
    }
    Account::new(Facts { models, ..Facts::billed(days) })
}

fn left(name: &str, remaining: &str) -> ModelFact {
    ModelFact::text(name, "1000000", remaining)
}

fn without(name: &str) -> ModelFact {
    ModelFact { quota: None, ..left(name, "0") }
}

fn reasons(account: &Account, day: NaiveDate) -> BTreeMap<String, Vec<Value>> {
    let ran = account.bills(&cycle_of(day), &["--product", "model-studio"]).succeeds();
    let document = ran.json();
    let groups = document["groups"].as_array().unwrap().iter();
    groups
        .map(|group| {
            let key = group["key"].as_str().unwrap().to_owned();
            (key, group["reasons"].as_array().unwrap().clone())
        })
        .collect()
}

#[test]
fn each_reason_has_its_scenario() {
    // Requests are paced, so that two cycles are fetched in parallel.
    std::thread::scope(|scope| {
        scope.spawn(charges_of_last_month_are_explained);
        scope.spawn(a_charge_of_today_may_be_explained_by_the_lag_of_the_quota);
    });
}

fn charges_of_last_month_are_explained() {
    let day = last_month(10);
    let abroad = VIRGINIA.region;
    let scenes = [
        ("used-up", &SINGAPORE, INPUT, "exhausted", ("remaining", "0")),
        ("lapsed", &SINGAPORE, INPUT, "expired", ("remaining", "512000")),
        ("in-batches", &SINGAPORE, "Batch输入Token数", "batch", ("items", r#"["Batch输入Token数"]"#)),
        (
            "cached",
            &SINGAPORE,
            "Input tokens (cache hit)",
            "cache",
            ("items", r#"["Input tokens (cache hit)"]"#),
        ),
        ("qwen-max-latest", &SINGAPORE, INPUT, "sibling", ("sibling", "qwen-max")),
        ("without", &SINGAPORE, INPUT, "no_quota", ("quota_status", "UNKNOWN")),
        ("tuned", &TRAINING, "Training tokens", "custom", ("items", r#"["Training tokens"]"#)),
        ("abroad", &VIRGINIA, INPUT, "region", ("region", abroad)),
        ("enough-left", &SINGAPORE, INPUT, "unexplained", ("look", "lines")),
        ("unlisted", &SINGAPORE, INPUT, "unexplained", ("look", "model_unlisted")),
    ];
    let mut free = line(day, &SINGAPORE, "free", INPUT);
    (free.payable, free.deducted) = (0, free.usage);
    // Each class of use of one model has its own reason, and free use has none.
    let others = [
        line(day, &SINGAPORE, "twice", "Batch output"),
        line(day, &SINGAPORE, "twice", INPUT),
        line(day, &SINGAPORE, "twice", INPUT),
        free,
    ];
    let lines: Vec<RowFact> = scenes
        .iter()
        .map(|(model, product, item, ..)| line(day, product, model, item))
        .chain(others)
        .collect();
    let models = vec![
        left("used-up", "0"),
        left("lapsed", "512000"),
        left("in-batches", "900000"),
        left("cached", "900000"),
        left("qwen-max", "900000"),
        without("qwen-max-latest"),
        without("without"),
        left("tuned", "900000"),
        left("abroad", "900000"),
        left("enough-left", "900000"),
        left("twice", "0"),
        left("free", "900000"),
    ];
    let account = billed(&lines, models);
    let lapsed_at = (day - TimeDelta::days(2)).and_hms_opt(0, 0, 0).unwrap().and_utc();
    account.standin.change(|facts| {
        facts.quota("lapsed").expires_ms = lapsed_at.timestamp_millis().to_string();
    });
    let found = reasons(&account, day);
    let kinds =
        |model: &str| -> Vec<&Value> { found[model].iter().map(|reason| &reason["reason"]).collect() };
    assert_eq!(kinds("twice"), ["exhausted", "batch"], "most money first");
    assert_eq!((kinds("free").len(), found.len()), (0, scenes.len() + 2));
    for (model, _, _, reason, (field, fact)) in scenes {
        let [only] = found[model].as_slice() else { panic!("{model}: {:?}", found[model]) };
        assert_eq!(only["reason"], reason, "{model}: {only}");
        let facts = &only["facts"];
        let shown = facts[field].as_str().map_or_else(|| facts[field].to_string(), str::to_owned);
        assert_eq!(shown, fact, "{model}: {only}");
        assert_eq!((&facts["payable"], &facts["currency"]), (&"1.5".into(), &"CNY".into()), "{model}");
        assert!(["first_day", "last_day"].iter().all(|field| facts[field] == day.to_string()), "{only}");
        assert!(only["text"].as_str().unwrap().ends_with('.'), "{model}: {only}");
    }
}

fn a_charge_of_today_may_be_explained_by_the_lag_of_the_quota() {
    let day = today();
    let account = billed(&[line(day, &SINGAPORE, "enough-left", INPUT)], vec![left("enough-left", "900000")]);
    let found = reasons(&account, day);
    let [only] = found["enough-left"].as_slice() else { panic!("{found:?}") };
    assert_eq!(only["reason"], "lag", "{only}");
    assert_eq!(only["facts"]["remaining"], "900000");
}

#[test]
fn a_line_from_china_in_an_international_profile_is_not_explained_by_region() {
    static BEIJING: Product =
        Product { commodity: "sfm_inference_public_cn", region: "华北2（北京）", ..INFERENCE };
    static NO_REGION: Product = Product { region: "", ..BEIJING };
    static WRONG_SITE: Product = Product { commodity: "sfm_inference_public_intl", ..BEIJING };
    let day = today() - Months::new(1);
    let scenes = [
        ("beijing", &BEIJING, "unexplained", Some("quotas_elsewhere")),
        ("blank", &NO_REGION, "unexplained", Some("quotas_elsewhere")),
        ("abroad", &WRONG_SITE, "region", None),
        ("here", &SINGAPORE, "no_quota", None),
    ];
    let lines: Vec<RowFact> =
        scenes.iter().map(|(model, product, ..)| line(day, product, model, INPUT)).collect();
    // None of them has free quota in the profile's region, which is irrelevant to China.
    let account = billed(&lines, scenes.iter().map(|(model, ..)| without(model)).collect());
    let found = reasons(&account, day);
    for (model, _, reason, look) in scenes {
        let [only] = found[model].as_slice() else { panic!("{model}: {:?}", found[model]) };
        assert_eq!((only["reason"].as_str(), only["facts"]["look"].as_str()), (Some(reason), look), "{only}");
        if look.is_some() {
            let text = only["text"].as_str().unwrap();
            for part in ["on the China site", "site = \"china\"", "region = \"cn-beijing\""] {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
    }
}
