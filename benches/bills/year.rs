//! A year and a half of bills, always the same: 18 cycles, the last one with a fifth of all lines.

use std::{path::Path, sync::Arc};

use chrono::{Days, NaiveTime};
use quotatop::{
    domain::{
        Site,
        bill::{BillDay, BillLine, Charge, Cycle, Figure, Figures, Origin},
    },
    store::{AccountKey, Store},
};
use rust_decimal::Decimal;

const CYCLES: u32 = 18;
const MODELS: usize = 20;
const KEYS: usize = 10;
const ITEMS: [(&str, &str); 4] = [
    ("Input tokens", "input_token"),
    ("Output tokens", "output_token"),
    ("Input tokens (cached)", "input_token_cache"),
    ("Batch output tokens", "batch_output_token"),
];

/// Whose bills they are.
pub(crate) fn account() -> AccountKey {
    AccountKey { profile: "bench".to_owned(), site: Site::International, fingerprint: "bench".to_owned() }
}

/// The large cycle.
pub(crate) fn large() -> Cycle {
    "2026-10".parse().unwrap()
}

/// Writes them, so many lines in all.
pub(crate) fn write(file: &Path, lines: usize) {
    let clock = Arc::new(|| "2026-11-22T06:12:07Z".parse().unwrap());
    let store = Store::start(file.to_owned(), clock, |notice| panic!("{notice:?}"));
    let charges = charges();
    for back in (0..CYCLES).rev() {
        let cycle = large().back(back);
        let of_cycle = if back == 0 { lines / 5 } else { lines * 4 / 5 / (CYCLES as usize - 1) };
        let days = cycle.days().count();
        for (number, day) in cycle.days().enumerate() {
            let (from, to) = (of_cycle * number / days, of_cycle * (number + 1) / days);
            let lines = (from..to).map(|number| line(&charges, number)).collect();
            let read_at = (day + Days::new(2)).and_time(NaiveTime::MIN).and_utc();
            let day = BillDay { owner: None, gap: None, day, origin: Origin::Api, read_at, lines };
            assert_eq!(store.save_bills(&account(), vec![day]).wait().unwrap().new, (to - from) as u64);
        }
    }
    assert!(store.close(std::time::Duration::from_mins(1)));
}

fn charges() -> Vec<Arc<Charge>> {
    let one = |number: usize| {
        let (item, code) = ITEMS[number % ITEMS.len()];
        let model = number / ITEMS.len() % MODELS;
        let key = number / ITEMS.len() / MODELS;
        Arc::new(Charge {
            instance_id: format!("{};llm-{:016};qwen-model-{model:02};{code};app;0", 12_000 + key, key % 3),
            product_code: "sfm".to_owned(),
            product_name: "Alibaba Cloud Model Studio".to_owned(),
            product_detail: "Model Studio Foundation Model Inference".to_owned(),
            commodity_code: "sfm_inferenceglobal_public_intl".to_owned(),
            region: "Singapore".to_owned(),
            fee_type: "PayAsYouGoBill".to_owned(),
            item: item.to_owned(),
            item_code: code.to_owned(),
            currency: "USD".to_owned(),
            unit: "千tokens".to_owned(),
            others: ["SubscriptionType", "BillingType", "ListPriceUnit", "OwnerID", "BillAccountID"]
                .map(|name| (name.to_owned(), format!("{name} of all lines")))
                .into(),
        })
    };
    (0..MODELS * KEYS * ITEMS.len()).map(one).collect()
}

fn line(charges: &[Arc<Charge>], number: usize) -> BillLine {
    let some = i64::try_from(number * 7_919 % 99_991).unwrap();
    let mut figures = Figures::default();
    for (figure, value, decimals) in [
        (Figure::Usage, some * 31, 3),
        (Figure::Deducted, some % 7, 0),
        (Figure::Gross, some * 13, 6),
        (Figure::Discount, some, 6),
        (Figure::Coupons, 0, 0),
        (Figure::Payable, some * 12, 6),
    ] {
        figures.set(figure, Some(Decimal::new(value, decimals)));
    }
    let amounts = ["AfterDiscountAmount", "DeductedByCashCoupons", "DeductedByPrepaidCard", "AdjustAmount"];
    let paid = ["CashAmount", "PaymentAmount", "OutstandingAmount"];
    let mut extras: Vec<_> = amounts.map(|name| (name.to_owned(), "0".to_owned())).into();
    extras.extend(paid.map(|name| (name.to_owned(), Decimal::new(some * 12, 6).to_string())));
    BillLine { charge: Arc::clone(&charges[number * 31 % charges.len()]), figures, row_id: None, extras }
}
