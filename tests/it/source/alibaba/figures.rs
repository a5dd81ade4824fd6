//! Figures arrive exactly as they were sent.

use quotatop::domain::Balance;

use super::fixture::*;

#[tokio::test]
async fn numbers_arrive_to_the_digit() {
    let table = [
        ("plain", "1000000", "24098", Some("1000000"), Some("24098")),
        ("fraction", "36000.5", "0.0000000001", Some("36000.5"), Some("0.0000000001")),
        ("exponent", "1e6", "2.5E+3", Some("1000000"), Some("2500")),
        ("huge", "79228162514264337593543950335", "9007199254740993", None, Some("9007199254740993")),
        ("text", "\"1000000\"", "\"7\"", Some("1000000"), Some("7")),
        ("absent", "", "null", None, None),
        ("below", "50", "-3", Some("50"), Some("-3")),
    ];
    let models = table.iter().map(|(name, total, left, ..)| ModelFact::text(name, total, left)).collect();
    let bench = Bench::new(Facts { models, ..Facts::default() });
    let requested: Vec<ModelName> = table.iter().map(|(name, ..)| ModelName::from(*name)).collect();
    let rows = bench.quotas(&requested).await.unwrap();
    assert_eq!((rows.odd, rows.failed), (0, None));
    for ((name, _, _, total, left), (model, quota)) in table.iter().zip(&rows.rows) {
        assert_eq!(model.as_str(), *name);
        let total = total.or((*name == "huge").then_some("79228162514264337593543950335"));
        assert_eq!(quota.total.map(|n| n.to_string()).as_deref(), total, "{name}");
        assert_eq!(quota.remaining.map(|n| n.to_string()).as_deref(), *left, "{name}");
    }
    assert_eq!(rows.rows.len(), table.len());
}

#[tokio::test]
async fn expiry_status_and_reading_time_are_returned() {
    let mut facts = Facts::default();
    facts.models.truncate(1);
    for (milliseconds, status, expires, word) in [
        ("1830297600000", "\"VALID\"", Some("2028-01-01T00:00:00Z"), Some("VALID")),
        ("1830297600999", "\"VALID\"", Some("2028-01-01T00:00:00Z"), Some("VALID")),
        ("\"1830297600000\"", "\"BRAND_NEW\"", Some("2028-01-01T00:00:00Z"), Some("BRAND_NEW")),
        ("1.8302976e12", "\"VALID\"", Some("2028-01-01T00:00:00Z"), Some("VALID")),
        ("0", "\"UNKNOWN\"", None, Some("UNKNOWN")),
        ("null", "7", None, Some("7")),
        ("", "", None, None),
    ] {
        facts.quota("qwen-max").expires_ms = milliseconds.into();
        facts.quota("qwen-max").status = status.into();
        let bench = Bench::new(facts.clone());
        let rows = bench.quotas(&["qwen-max".into()]).await.unwrap().rows;
        let (_, quota) = &rows[0];
        assert_eq!(quota.expires_at, expires.map(at), "{milliseconds}");
        assert_eq!(quota.quota_status.as_deref(), word, "{status}");
        assert_eq!(quota.read_at, now());
    }
}

#[tokio::test]
async fn a_malformed_row_is_skipped_alone() {
    let odd_rows = [
        r#"{"model":"odd","quotaTotal":"many","freeTierOnly":1}"#,
        r#"{"model":"odd","quotaTotal":1e99,"freeTierOnly":"perhaps"}"#,
        r#"{"model":"odd","quotaValidityPeriod":-1,"freeTierOnly":{}}"#,
        r#"{"quotaTotal":5,"freeTierOnly":true}"#,
        r#"{"model":{},"freeTierOnly":true}"#,
        "null",
        "[]",
        r#"["odd",true,5]"#,
        "7",
    ]
    .map(str::to_owned)
    .to_vec();
    let odd = odd_rows.len();
    let detail = "9 unexpected rows";
    let failed = |what: &str| Some(Cause::Undecodable { what: what.into(), detail: detail.into() });
    let bench = Bench::new(Facts { odd_rows, ..Facts::default() });
    // The last has no readable row: a malformed one may be its own, so that its switch is left alone.
    let requested: Vec<ModelName> =
        ["qwen-max", "qwen-plus", "qwen-turbo", "gone"].map(ModelName::from).to_vec();
    let quotas = bench.quotas(&requested).await.unwrap();
    assert_eq!((quotas.rows.len(), quotas.odd, quotas.failed), (3, odd, failed("the free quotas")));
    let switches = bench.switches(&requested).await.unwrap();
    let states = failed("the Free Quota Only states");
    assert_eq!((switches.rows.len(), switches.odd, switches.failed), (3, odd, states));
    let nothing = bench.quotas(&["gone".into()]).await.unwrap_err();
    assert_eq!(Some(nothing), failed("the free quotas"), "nothing could be read");
}

#[tokio::test]
async fn a_batch_without_rows_is_a_failure() {
    let bench = Bench::new(Facts::many(20));
    let silent = |models: &str| {
        let detail = format!("no row for {models}");
        Cause::Undecodable { what: "the free quotas".into(), detail }
    };
    assert_eq!(bench.quotas(&["gone".into()]).await, Err(silent("1 model")));
    let rows = bench.quotas(&names(22)).await.unwrap();
    assert_eq!((rows.rows.len(), rows.failed), (20, Some(silent("2 models"))));
    let rows = bench.quotas(&names(21)).await.unwrap();
    assert_eq!((rows.rows.len(), rows.failed), (20, None), "one that has left is no failure");
}

#[tokio::test]
async fn an_absent_switch_is_not_off() {
    let mut facts = Facts::default();
    facts.models[0].free_quota_only = Some(true);
    facts.models[1].free_quota_only = None;
    facts.odd_rows = vec![r#"{"model":"null","freeTierOnly":null}"#.to_owned()];
    let bench = Bench::new(facts);
    let requested: Vec<ModelName> =
        ["qwen-max", "qwen-plus", "qwen-turbo", "gone"].map(ModelName::from).to_vec();
    let rows = bench.switches(&requested).await.unwrap();
    let states = [
        ("qwen-max", Some(true)),
        ("qwen-turbo", Some(false)),
        ("null", None),
        ("qwen-plus", None),
        ("gone", None),
    ];
    assert_eq!(rows.rows, states.map(|(name, is_on)| (name.into(), is_on)));
    assert_eq!((rows.odd, rows.failed), (0, None));
}

#[tokio::test]
async fn the_balance_is_exact_to_its_scale() {
    for (written, available) in [
        ("10,000.00", "10000.00"),
        ("-12.40", "-12.40"),
        ("0.00", "0.00"),
        ("1,234,567.8900\n", "1234567.8900"),
    ] {
        let bench = Bench::new(Facts::default());
        bench.standin.set_balance(written);
        let fetched = bench.fetch(Request::Account).await;
        let Ok(Response::Account(balance)) = fetched.answer else { panic!("{fetched:?}") };
        assert_eq!(balance.available.map(|n| n.to_string()).as_deref(), Some(available));
        assert_eq!(balance.cash.map(|n| n.to_string()).as_deref(), Some("9980.50"));
        assert_eq!(balance.currency.as_deref(), Some("USD"));
        assert!(fetched.credential.is_some());
    }
}

#[tokio::test]
async fn missing_amounts_stay_absent() {
    let bench = Bench::new(Facts::default());
    bench.standin.change(|facts| {
        facts.balance.available = String::new();
        facts.balance.cash = " ".into();
        facts.balance.credit = String::new();
        facts.balance.currency = String::new();
    });
    let fetched = bench.fetch(Request::Account).await;
    assert_eq!(fetched.answer, Ok(Response::Account(Balance::default())));
}

#[tokio::test]
async fn no_models_need_no_request() {
    let bench = Bench::new(Facts::default());
    assert_eq!(bench.quotas(&[]).await.unwrap().rows, []);
    assert_eq!(bench.standin.count(&On::Everything), 0);
}

#[tokio::test]
async fn the_switch_agent_of_a_login_is_sent() {
    let mut acting = logins(&["standin-token"], false);
    acting.tokens[0].switch_agent = Some(1_234_567_890);
    let bench = Bench::new(Facts::default());
    bench.set_logins(acting);
    bench.quotas(&["qwen-max".into()]).await.unwrap();
    assert_eq!(bench.standin.requests()[0].switch_agent, Some(1_234_567_890));
}
