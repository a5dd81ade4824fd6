//! The console gateway: what it requires of a request, and what it answers.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Instant,
};

use axum::response::Response;
use serde_json::{Value, json};

use super::{
    catalogue,
    facts::Facts,
    fault::console_refusal,
    monitoring,
    state::{InFlight, On, Received, Seen, Shared, response},
    telemetry,
};

const QUOTAS: &str = "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuota";
const CATEGORIES: &str = "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuotaAsyn";
const SWITCHES: &str = "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierOnlyStatus";
const TURN_ON: &str = "zeldaEasy.bailian-commerce.freeTrial.batchActivateFreeTierOnly";
const TURN_OFF: &str = "zeldaEasy.bailian-commerce.freeTrial.batchDeactivateFreeTierOnly";
const DELIVERY: &str = "zeldaEasy.bailian-telemetry.activate.getTelemetryServiceStatus";
const CATALOGUE: &str = "zeldaHttp.dashscopeModel./zelda/api/v1/modelCenter/listFoundationModels";

const TOKEN_PLAN: &str = "zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage";
const CODING_PLAN: &str = "zeldaEasy.broadscope-bailian.codingPlan.queryCodingPlanInstanceInfoV2";

const BATCH: usize = 20;

pub(crate) async fn answer(shared: &Arc<Shared>, received: &Received) -> Response {
    let _in_flight = InFlight::begin(shared);
    let (mut seen, data) = understand(received);
    let fault = {
        let mut known = shared.lock();
        if seen.on == On::Categories {
            let request = &data["queryFreeTierQuotaRequest"];
            seen.models = known.tasks.category(request).into_iter().collect();
            if seen.models.is_empty() {
                seen.problem.get_or_insert_with(|| format!("no category: {request}"));
            }
        }
        if matches!(seen.on, On::Activate | On::Deactivate)
            && let Err(problem) = known.turns.understand(&mut seen, &data)
        {
            seen.problem.get_or_insert(problem);
        }
        shared.note(&mut known, &seen);
        known.fault_for(&seen)
    };
    if let Some(problem) = &seen.problem {
        return response(200, "application/json", console_refusal("Bad Request", problem));
    }
    shared.gate.pass().await;
    if let Some(fault) = fault
        && let Some(faulty) = fault.response(shared, console_refusal).await
    {
        return faulty;
    }
    let facts = shared.lock().facts.clone();
    let logged_in = seen.credential.as_ref().is_some_and(|token| facts.tokens.contains(token));
    if seen.on != On::Catalogue && !logged_in {
        let code = "BailianGateway.Login.NotLogined";
        return response(200, "application/json", console_refusal(code, code));
    }
    if seen.on == On::Categories {
        let answer = shared.lock().tasks.answer(&facts, &data["queryFreeTierQuotaRequest"]);
        let body = answer.map_or_else(|refusal| refusal, |payload| envelope(&payload));
        return response(200, "application/json", body);
    }
    if matches!(seen.on, On::Activate | On::Deactivate | On::Turned) {
        let mut known = shared.lock();
        let known = &mut *known;
        let payload = known.turns.answer(&mut known.facts, &seen);
        return response(200, "application/json", envelope(&payload));
    }
    let payload = match seen.on {
        On::Catalogue => catalogue::page(&facts, &data["input"]),
        On::Quotas => quotas(&facts, &seen.models),
        On::CallStatistics | On::ModelUsage | On::MonitorData | On::Workspaces => {
            telemetry::answer(&facts, &seen.on, &data)
        }
        On::TokenPlan => facts.token_plan,
        On::CodingPlan => format!(r#"{{"codingPlanInstanceInfos":[{}]}}"#, facts.coding_plans.join(",")),
        On::Delivery => monitoring::delivery(shared, &data["reqDTO"]),
        _ => switches(&facts, &seen.models),
    };
    response(200, "application/json", envelope(&payload))
}

fn envelope(payload: &str) -> String {
    format!(
        r#"{{"code":"200","successResponse":true,"httpStatusCode":"200","data":{{"success":true,"httpStatus":200,"errorCode":"","DataV2":{{"ret":["SUCCESS::接口调用成功"],"data":{{"code":"SUCCESS","msg":"Success.","success":true,"requestId":"r-1","data":{payload}}}}}}}}}"#
    )
}

fn quotas(facts: &Facts, requested: &[String]) -> String {
    let rows =
        facts.models.iter().filter(|model| requested.contains(&model.name)).map(|model| match &model.quota {
            Some(quota) => quota.row(&model.name),
            None => json!({"model": model.name, "quotaStatus": "UNKNOWN"}).to_string(),
        });
    let rows: Vec<String> = rows.chain(facts.odd_rows.iter().cloned()).collect();
    format!(r#"{{"freeTierQuotas":[{}]}}"#, rows.join(","))
}

fn switches(facts: &Facts, requested: &[String]) -> String {
    let models = facts.models.iter().filter(|model| requested.contains(&model.name));
    let rows = models.filter_map(|model| {
        let only = model.free_quota_only?;
        Some(json!({"model": model.name, "freeTierOnly": only}).to_string())
    });
    let rows: Vec<String> = rows.chain(facts.odd_rows.iter().cloned()).collect();
    format!(r#"{{"freeTierOnlyStatuses":[{}]}}"#, rows.join(","))
}

fn understand(received: &Received) -> (Seen, Value) {
    let mut wrong: Vec<String> = Vec::new();
    let mut demand = |is_met: bool, what: String| {
        if !is_met {
            wrong.push(what);
        }
    };
    let query: HashMap<String, String> = form(received.parts.uri.query().unwrap_or_default().as_bytes());
    let fields: HashMap<String, String> = form(&received.body);
    let params: Value =
        serde_json::from_str(fields.get("params").map_or("", |text| text)).unwrap_or_default();
    let api = params["Api"].as_str().unwrap_or_default();
    let data = &params["Data"];
    let (on, request) = match api {
        QUOTAS => (On::Quotas, "queryFreeTierQuotaRequest"),
        CATEGORIES => (On::Categories, "queryFreeTierQuotaRequest"),
        SWITCHES => (On::Switches, "queryFreeTierOnlyStatusRequest"),
        TURN_ON => (On::Activate, "BatchActivateFreeTierOnlyRequest"),
        TURN_OFF => (On::Deactivate, "BatchDeactivateFreeTierOnlyRequest"),
        DELIVERY => (On::Delivery, "reqDTO"),
        TOKEN_PLAN => (On::TokenPlan, ""),
        CODING_PLAN => (On::CodingPlan, "queryCodingPlanInstanceInfoRequest"),
        CATALOGUE => (On::Catalogue, "input"),
        telemetry::STATISTICS => (On::CallStatistics, "reqDTO"),
        telemetry::USAGE => (On::ModelUsage, "reqDTO"),
        telemetry::MONITOR => (On::MonitorData, "reqDTO"),
        telemetry::WORKSPACES => (On::Workspaces, ""),
        _ => (On::Elsewhere, ""),
    };
    let region = fields.get("region").map_or("", |text| text);
    let action = match region {
        "cn-beijing" => "BroadScopeAspnGateway",
        "ap-southeast-1" => "IntlBroadScopeAspnGateway",
        _ => "",
    };

    demand(received.parts.method == "POST", format!("method {}", received.parts.method));
    demand(query.get("action").is_some_and(|it| it == action), format!("action {query:?} in {region}"));
    demand(query.get("product").is_some_and(|it| it == "sfm_bailian"), format!("product {query:?}"));
    demand(query.get("api").is_some_and(|it| it == api), format!("api {query:?}"));
    demand(!received.parts.uri.query().unwrap_or_default().contains('/'), "api not encoded".into());
    demand(query.len() == 3, format!("query {query:?}"));
    demand(fields.len() == 2, format!("fields {:?}", fields.keys()));
    demand(
        received.header("content-type") == Some("application/x-www-form-urlencoded"),
        format!("content type {:?}", received.header("content-type")),
    );
    demand(received.header("accept") == Some("*/*"), format!("accept {:?}", received.header("accept")));
    let agent = received.header("user-agent").unwrap_or_default();
    demand(agent.starts_with("quotatop/"), format!("user agent {agent}"));
    demand(params["V"] == "1.0", format!("V {}", params["V"]));
    demand(on != On::Elsewhere, format!("Api {api}"));

    let authorization = received.header("authorization");
    let token = authorization.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    if on == On::Catalogue {
        demand(authorization.is_none(), "a login for the catalogue".into());
        let input = &data["input"];
        demand(input["pageNo"].as_u64().is_some_and(|page| page > 0), format!("pageNo {}", input["pageNo"]));
        demand(input["pageSize"] == 50, format!("pageSize {}", input["pageSize"]));
        demand(input["group"] == true, "not grouped".into());
        demand(input["queryPrice"] == true, "no prices".into());
    } else {
        demand(token.as_ref().is_some_and(|token| !token.is_empty()), "no bearer".into());
    }

    let models: Vec<String> = serde_json::from_value(data[request]["models"].clone()).unwrap_or_default();
    if matches!(on, On::Quotas | On::Switches) {
        demand((1..=BATCH).contains(&models.len()), format!("{} models", models.len()));
        demand(data[request].as_object().is_some_and(|it| it.len() == 1), format!("{request} {data}"));
    }
    if matches!(on, On::CallStatistics | On::ModelUsage | On::MonitorData) {
        let problem = telemetry::problem(&on, data);
        demand(problem.is_none(), problem.unwrap_or_default());
    }
    if on == On::CodingPlan {
        let site = if region == "cn-beijing" { "cn" } else { "intl" };
        let commodity = format!("sfm_codingplan_public_{site}");
        let expected = json!({"commodityCode": commodity, "onlyLatestOne": true});
        demand(data[request] == expected, format!("{request} {}", data[request]));
    }
    if on == On::Delivery {
        let problem = monitoring::wrong_request(&data[request]);
        demand(problem.is_none(), problem.unwrap_or_default());
    }
    let fields_of_data = if matches!(on, On::Workspaces | On::TokenPlan) { 1 } else { 2 };
    demand(data.as_object().is_some_and(|it| it.len() == fields_of_data), format!("Data {data}"));

    let mut cornerstone = data["cornerstoneParam"].clone();
    let switch_agent = cornerstone.as_object_mut().and_then(|it| it.remove("switchAgent"));
    let agent = switch_agent.as_ref().and_then(Value::as_u64);
    demand(switch_agent.is_none() || agent.is_some_and(|it| it > 0), format!("switchAgent {switch_agent:?}"));
    let expected = json!({
        "protocol": "V2", "console": "ONE_CONSOLE", "productCode": "p_efm",
        "switchUserType": 3, "consoleSite": "BAILIAN_ALIYUN",
    });
    demand(cornerstone == expected, format!("cornerstoneParam {cornerstone}"));

    let problem = (!wrong.is_empty()).then(|| format!("{api}: {}", wrong.join("; ")));
    let skip = data["reqDTO"]["skip"].as_u64();
    let query: BTreeMap<_, _> = skip.map(|skip| ("skip".to_owned(), skip.to_string())).into_iter().collect();
    let at = Instant::now();
    (Seen { at, on, models, query, credential: token, switch_agent: agent, problem }, data.clone())
}

fn form(text: &[u8]) -> HashMap<String, String> {
    let mut url = reqwest::Url::parse("http://standin/").unwrap();
    url.set_query(Some(&String::from_utf8_lossy(text)));
    url.query_pairs().into_owned().collect()
}
