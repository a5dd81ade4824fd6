//! Free quotas from exported bills in the store: computed for lines of older versions too, and not lost when the
//! interface replaces a day.

use quotatop::{
    domain::{ModelName, bill::BillGrant, history::Gap},
    store::{Identity, peek},
};

use super::fixture::*;

/// What the capture of a covered line says, with this much deducted.
fn detail(used: u32) -> String {
    format!(
        r#"{{"资源包抵扣详情":"[{{\"免费额度类型\":\"qwen-max\",\"免费额度抵扣用量\":\"{used} \",\"免费额度总量\":\"1000 \",\"免费额度生效时间\":\"2026-11-20 00:00:00\",\"免费额度失效时间\":\"2027-02-19 00:00:00\"}}]"}}"#
    )
}

fn covered(id: &str, time: &str, used: u32) -> BillLine {
    let charge = Charge {
        instance_id: "1;llm-a;qwen-max;input_token;;0".into(),
        commodity_code: "sfm_inference_public_cn".into(),
        fee_type: "免费额度".into(),
        ..Charge::default()
    };
    let extra = |name: &str, value: String| (name.to_owned(), value);
    BillLine {
        charge: Arc::new(charge),
        figures: Figures::default(),
        row_id: Some(id.to_owned()),
        extras: vec![extra("账单信息/消费时间", time.to_owned()), extra("用量信息/用量详情", detail(used))],
    }
}

fn exported(of: &str, lines: Vec<BillLine>) -> BillDay {
    BillDay { day: day(of), owner: None, origin: File, read_at: at("2026-11-25T00:00:00Z"), gap: None, lines }
}

fn grant(desk: &Desk) -> Option<BillGrant> {
    desk.store.renew_bill_grants(&account("a")).wait().pop()
}

fn used(desk: &Desk) -> Option<String> {
    grant(desk).map(|grant| grant.used.to_string())
}

fn two_days() -> Vec<BillDay> {
    vec![
        exported("2026-11-20", vec![covered("a", "2026-11-20 10:01:00", 100)]),
        exported("2026-11-22", vec![covered("b", "2026-11-22 09:00:00", 50)]),
    ]
}

#[test]
fn they_are_with_the_last_known_data_of_the_next_run() {
    let desk = Desk::new();
    assert_eq!(grant(&desk), None);
    desk.save(two_days()).unwrap();
    let grant = grant(&desk).unwrap();
    assert_eq!((grant.used, grant.is_partial), (150.into(), true), "nothing is known of 21 November");
    desk.store.save_export(&account("a"), (day("2026-11-20"), day("2026-11-22"))).wait().unwrap();
    let whole = self::grant(&desk).unwrap();
    assert!(!whole.is_partial);
    let identity = Identity { bills: Some(account("a")), ..Identity::default() };
    assert_eq!(peek(&desk.file(), &identity).known.bill_grants, Some(vec![whole]));
    let other = Identity { bills: Some(account("b")), ..Identity::default() };
    assert_eq!(peek(&desk.file(), &other).known.bill_grants, None);
}

#[test]
fn parts_of_a_day_count_a_line_once() {
    let desk = Desk::new();
    let part = |ids: &[(&str, u32)]| {
        let lines = ids.iter().map(|(id, used)| covered(id, "2026-11-20 10:01:00", *used));
        exported("2026-11-20", lines.collect())
    };
    for (lines, sum) in [
        (&[("a", 100), ("b", 20)][..], "120"),
        (&[("b", 20), ("c", 3)], "123"),
        (&[("c", 3), ("c", 3)], "123"),
    ] {
        desk.save(vec![part(lines)]).unwrap();
        assert_eq!(used(&desk).as_deref(), Some(sum), "{lines:?}");
    }
}

#[test]
fn a_fresher_day_of_the_interface_takes_nothing_away() {
    let desk = Desk::new();
    desk.save(two_days()).unwrap();
    let from_api =
        BillDay { origin: Api, read_at: at("2026-12-10T00:00:00Z"), ..exported("2026-11-20", vec![]) };
    desk.save(vec![from_api]).unwrap();
    assert_eq!(desk.amounts("2026-11-20").len(), 0);
    assert_eq!(used(&desk).as_deref(), Some("150"));
}

#[test]
fn lines_of_older_versions_are_read_again() {
    let desk = Desk::new();
    desk.save(two_days()).unwrap();
    rusqlite::Connection::open(desk.file()).unwrap().execute("DELETE FROM bill_free_use", []).unwrap();
    assert_eq!(used(&desk).as_deref(), Some("150"));
}

#[test]
fn the_history_has_each_deduction() {
    let desk = Desk::new();
    desk.save(two_days()).unwrap();
    let identity = Identity { bills: Some(account("a")), ..Identity::default() };
    let model = ModelName::from("qwen-max");
    let since = at("2026-01-01T00:00:00Z");
    let seen = desk.store.read_history(&identity, model.clone(), since, |seen| seen).wait();
    let left: Vec<String> = seen.iter().map(|seen| seen.remaining.to_string()).collect();
    assert_eq!(left, ["1000", "900", "850"]);
    let all = desk.store.read_histories(&identity, since, |all| all).wait();
    assert_eq!(all.get(&model), Some(&seen));
    let gaps: Vec<Gap> = desk.store.read_gaps(&identity, model, since).wait();
    assert_eq!(gaps, []);
}
