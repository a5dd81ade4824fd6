//! The account's Token Plan and Coding Plan: a call each. Most accounts have neither, and each fails alone; a
//! failure means nothing for the quotas.
//!
//! Both interfaces were read in the source of the vendor's own CLI; what they answer to an account without a plan is
//! not known. So whatever has no figures is no plan.

use serde_json::{Value, json, value::RawValue};

use super::{
    Live,
    console::{Api, Payload},
    fetch::Fetch,
    wire::{
        lenient::object,
        plans::{CodingPlan, CodingPlans, Fields, coding_windows, token_windows},
    },
};
use crate::domain::{
    Cause, Site,
    plan::{Plan, PlanKind, PlanStatus},
    request::PlansReading,
};

const TOKEN_PLAN: Api = Api {
    name: "zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage",
    what: "the Token Plan",
    holds: &["per5HourPercentage", "per1WeekPercentage", "per1MonthPercentage"],
    limit: 256 * 1024,
};

const CODING_PLAN: Api = Api {
    name: "zeldaEasy.broadscope-bailian.codingPlan.queryCodingPlanInstanceInfoV2",
    what: "the Coding Plan",
    holds: &["codingPlanInstanceInfos"],
    limit: 256 * 1024,
};

/// Plans of a kind that are read at most.
const MOST: usize = 4;

/// Reads both. An error only without a login: nothing was called then.
pub(super) async fn read(live: &Live, fetch: &Fetch) -> Result<PlansReading, Cause> {
    if let Some(cause) = fetch.why_no_login() {
        return Err(cause);
    }
    let mut reading = PlansReading::default();
    for kind in PlanKind::ALL {
        let (api, data) = match kind {
            PlanKind::TokenPlan => (TOKEN_PLAN, json!({})),
            PlanKind::CodingPlan => (CODING_PLAN, latest(fetch.logins.site)),
        };
        let read = match kind {
            PlanKind::TokenPlan => token_plan,
            PlanKind::CodingPlan => coding_plans,
        };
        let payload = live.console_slot().await?.optional(fetch, api, &data).await;
        if let Ok(Some(payload)) = payload
            && let Some(plans) = read(&payload)
        {
            reading.0.push((kind, plans));
        }
    }
    // What these calls have to wait for is no wait of the quotas.
    fetch.forget_wait();
    Ok(reading)
}

fn latest(site: Site) -> Value {
    let commodity = match site {
        Site::China => "sfm_codingplan_public_cn",
        Site::International => "sfm_codingplan_public_intl",
    };
    json!({"queryCodingPlanInstanceInfoRequest": {"commodityCode": commodity, "onlyLatestOne": true}})
}

/// `None` if the answer is not understood.
fn token_plan(payload: &Payload) -> Option<Vec<Plan>> {
    let fields: Fields<'_> = object(payload.raw.get()).ok()?;
    let windows = token_windows(&fields);
    let plan = Plan {
        kind: PlanKind::TokenPlan,
        tier: None,
        status: PlanStatus::Unstated,
        windows,
        read_at: payload.arrived,
    };
    Some(Some(plan).filter(|plan| !plan.windows.is_empty()).into_iter().collect())
}

/// `None` if the answer is not understood. A row that is not understood is left out.
fn coding_plans(payload: &Payload) -> Option<Vec<Plan>> {
    let answer: CodingPlans<'_> = object(payload.raw.get()).ok()?;
    let plan = |raw: &RawValue| {
        let row: CodingPlan<'_> = object(raw.get()).ok()?;
        let fields: Option<Fields<'_>> = row.quota_info.and_then(|raw| object(raw.get()).ok());
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let status = match some(row.status) {
            None => PlanStatus::Unstated,
            Some(word) if word.eq_ignore_ascii_case("VALID") => PlanStatus::Valid,
            Some(word) if word.eq_ignore_ascii_case("EXPIRED") => PlanStatus::Expired,
            Some(word) => PlanStatus::Other(word),
        };
        let windows = fields.as_ref().map(coding_windows).unwrap_or_default();
        let is_known = !windows.is_empty() || matches!(status, PlanStatus::Valid | PlanStatus::Expired);
        let tier = some(row.instance_type);
        is_known.then_some(Plan {
            kind: PlanKind::CodingPlan,
            tier,
            status,
            windows,
            read_at: payload.arrived,
        })
    };
    let rows = answer.coding_plan_instance_infos?;
    Some(rows.into_iter().filter_map(plan).take(MOST).collect())
}
