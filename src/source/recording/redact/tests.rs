use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::bill::InstanceId;

/// A body after one in which `learned` was found.
fn redacted(learned: &str, body: &str) -> String {
    let secrets = Secrets::default();
    secrets.add("SECRET-of-this-machine");
    let mut redactor = Redactor::new(&secrets);
    redactor.learn(learned, false);
    redactor.learn(r#"{"items":[{"model":"qwen3.6-plus"},{"model":"qwen-max"}]}"#, true);
    redactor.learn(body, false);
    redactor.body(body, false)
}

/// Each string as the value of a field.
fn field(name: &str, value: &str) -> String {
    let body = serde_json::json!({ name: value }).to_string();
    let redacted: Value = serde_json::from_str(&redacted("", &body)).unwrap();
    redacted.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
}

#[test]
fn an_instance_id_is_read_as_before_and_names_nobody() {
    for (original, expected) in [
        ("1110000;ws-0abc;glm-5.1;input_token;0", "1000001;ws-1;glm-5.1;input_token;0"),
        (
            "1110000;ws-0abc;qwen3.8-flash;input_token_cache;;0",
            "1000001;ws-1;qwen3.8-flash;input_token_cache;;0",
        ),
        (
            "1110000;llm-0abc;qwen3.6-plus;context_0-256k_input_token;;0",
            "1000001;llm-1;qwen3.6-plus;context_0-256k_input_token;;0",
        ),
        (";llm-0abc;happyhorse-1.0-i2v;1080P;bmp;0", ";llm-1;happyhorse-1.0-i2v;1080P;bmp;0"),
        ("1110000;llm-0abc;aitryon;times;;1", "1000001;llm-1;aitryon;times;;1"),
        ("1110000;llm-0abc;wan2.1-t2i-plus;images;;0", "1000001;llm-1;wan2.1-t2i-plus;images;;0"),
        (
            ";llm-0abc;qwen3-omni-flash;audio_input_token;bmp;0",
            ";llm-1;qwen3-omni-flash;audio_input_token;bmp;0",
        ),
        (
            ";llm-0abc;qwen3-omni-flash;multiin_text_output_token;bmp;0",
            ";llm-1;qwen3-omni-flash;multiin_text_output_token;bmp;0",
        ),
        ("1110000;llm-0abc;aitryon;times;;0", "1000001;llm-1;aitryon;times;;0"),
        (
            ";llm-0abc;qwen3-omni-flash;purein_text_output_token;bmp;0",
            ";llm-1;qwen3-omni-flash;purein_text_output_token;bmp;0",
        ),
        (
            ";llm-0abc;qwen3-omni-flash;text_input_token;bmp;0",
            ";llm-1;qwen3-omni-flash;text_input_token;bmp;0",
        ),
        ("text_token;llm-0abc;qwen-max;output_token;app", "text_token;llm-1;qwen-max;output_token;app"),
        ("12;llm-0abc;qwen-max;output_token;app", "11;llm-1;qwen-max;output_token;app"),
        (
            "6000000000001;ZHIPU/GLM-5.3;1110000;ws-0abc;ap-southeast-1;international;input_tokens;intlcmgjllm10000000-KTokens-4",
            "1000000000001;ZHIPU/GLM-5.3;1000001;ws-1;ap-southeast-1;international;input_tokens;intlcmgjllm10000000-KTokens-4",
        ),
        ("llm-0abc!qwen-plus-ft-202511181234-5678!token", "llm-1!qwen-plus-ft-100000000001-5678!token"),
        ("1110000;llm-0abc;qwen-max;input_token;Zhang San", "1000001;llm-1;qwen-max;input_token;text-1"),
        (
            "1110000;llm-0abc;qwen-max;input_token;0f3a9b7c0f3a9b7c0f3a9b7c0f3a9b7c;0",
            "1000001;llm-1;qwen-max;input_token;id-1;0",
        ),
        (";;;", ";;;"),
    ] {
        let found = field("InstanceID", original);
        assert_eq!(found, expected);
        let (before, after) = (InstanceId::parse(original), InstanceId::parse(&found));
        let form = |id: &InstanceId<'_>| {
            let caller = format!("{:?}", id.caller).split('(').next().map(str::to_owned);
            let texts = [id.kind, id.region].map(str::to_owned);
            (caller, id.model.map(str::len), texts, id.free_quota_only, id.form)
        };
        assert_eq!(form(&before), form(&after), "{original}");
    }
}

#[test]
fn a_value_has_the_same_pseudonym_wherever_it_is() {
    let body = r#"{"Data":{"AccountID":"5000000000000001","Items":[
        {"InstanceID":"1110000;ws-0abc;qwen-max;input_token;0","OwnerID":"5000000000000002","NickName":"zhang.san"},
        {"InstanceID":"1110001;ws-0abc;qwen-max;input_token;0","OwnerID":"5000000000000001","NickName":"zhang.san"}],
        "workspaceId":"ws-0abc","apiKeyId":"1110001","Message":"zhang.san of 5000000000000002 in ws-0abc is denied"}}"#;
    let expected = r#"{"Data":{"AccountID":"account-1","Items":[
        {"InstanceID":"1000001;ws-1;qwen-max;input_token;0","OwnerID":"account-2","NickName":"name-1"},
        {"InstanceID":"1000002;ws-1;qwen-max;input_token;0","OwnerID":"account-1","NickName":"name-1"}],
        "workspaceId":"ws-1","apiKeyId":"1000002","Message":"name-1 of account-2 in ws-1 is denied"}}"#;
    assert_eq!(redacted("", body), expected);
}

#[test]
fn a_name_in_chinese_is_found_within_a_sentence() {
    let body = r#"{"NickName":"张三","Message":"用户张三没有权限","ProductDetail":"百炼大模型推理"}"#;
    let expected = r#"{"NickName":"name-1","Message":"用户name-1没有权限","ProductDetail":"百炼大模型推理"}"#;
    assert_eq!(redacted("", body), expected);
}

#[test]
fn what_the_program_reads_stays_byte_for_byte() {
    for body in [
        r#"{"data":{"DataV2":{"data":{"data":{"freeTierQuotas":[{"quotaInitTotal":1000000,"quotaValidityPeriod":1830297600000,
            "freeTierOnly":true,"quotaTotalPercentage":99.98,"model":"qwen3.6-plus","quotaTotal":999795,"quotaStatus":"VALID"}]},
            "success":true}}},"httpStatusCode":"200","code":"200"}"#,
        r#"{"Code":"Success","Data":{"AvailableAmount":"1,234,567.80","Currency":"CNY","CreditAmount":"0.00"}}"#,
        r#"{"Data":{"TotalCount":123456789,"Items":[{"ProductCode":"sfm","CommodityCode":"sfm_inference_public_cn",
            "ProductDetail":"百炼大模型推理","BillingItem":"大模型文本消耗量","UsageUnit":"千tokens","Usage":"1234567890.5",
            "PretaxGrossAmount":3.92e-5,"BillingDate":"2026-11-20","Region":"华北2（北京）","Currency":"CNY",
            "SubscriptionType":"PayAsYouGo","ListPrice":"0.0024","DeductedByResourcePackage":"1000000000"}]}}"#,
        r#"{"Code":"InvalidAccessKeyId.NotFound","Message":"Specified access key is not found or invalid."}"#,
        r#"{"Code":"Throttling.User","Message":"Request was denied due to user flow control."}"#,
        r#"{"errorCode":"BailianGateway.AuthorityPolicies.NoPermission","errorMsg":"{\"authorityPolicies\":[\"智能体-操作\"]}"}"#,
        r#"{"BrandNew":{"enabled":true,"ratio":0.5,"since":"2026-11-28T14:32:00Z","mode":"PayAsYouGo"}}"#,
        "<Error><Code>Forbidden</Code><Message>You are not authorized to do this action.</Message></Error>",
        r#"{"deep":[[[[1.50, 2 ,-0.0]]]],"empty":"","none":null}"#,
        "",
    ] {
        assert_eq!(redacted("", body), body);
    }
}

#[test]
fn what_identifies_anyone_is_taken_out() {
    for (name, value, expected) in [
        ("Message", "The user zhangsan has no permission", "The user name-1 has no permission"),
        ("Message", "The user is not authorized", "The user is not authorized"),
        ("Message", "Account 5000000000000001 is in debt", "Account account-1 is in debt"),
        ("Message", "Account is in debt since 2026-11-28", "Account is in debt since 2026-11-28"),
        (
            "message",
            "denied for acs:ram::5000000000000001:user/zhang",
            "denied for acs:ram::account-1:user/name-1",
        ),
        ("Message", "of arn:acs:ram::5000000000000001:user/zhang", "of arn:acs:ram::account-1:user/name-1"),
        ("Message", "of acs:5000000000000001:cn-beijing::*", "of id-1"),
        ("Message", "of acs:ram:::5000000000000001:x/y", "of id-1"),
        ("Message", "from 192.168.10.7, port 443", "from ip-1, port 443"),
        ("Message", "from [2001:db8::7] at 14:32:07", "from [ip-1] at 14:32:07"),
        ("Message", "write to zhang.san@example.com!", "write to email-1!"),
        ("Message", "call +86 138 0013 8000 or 138-0013-8000", "call phone-1 or phone-2"),
        ("Message", "token eyJhbGciOi.abc is bad", "token secret-1 is bad"),
        ("Message", "key LTAI5tFAKEfake in use", "key key-1 in use"),
        ("Message", "key sk-0123456789abcdef in use", "key key-1 in use"),
        ("Message", "see https://help.aliyun.com/zh/x?uid=5000000000000001", "see https://help.aliyun.com/…"),
        ("Message", "see https://internal.example/x?a=b.", "see url-1."),
        ("Message", "the workspace \"My Team\" is unknown", "the workspace \"text-1\" is unknown"),
        ("Message", "SECRET-of-this-machine is bad", "… is bad"),
        ("Message", "request 0C3F9E4A-7A5B-4C1E-9C57-1F8B2A6D9E10 failed", "request id-1 failed"),
        ("RequestId", "0C3F9E4A-7A5B-4C1E-9C57-1F8B2A6D9E10", "request-1"),
        ("NickName", "a", "name-1"),
        ("OwnerID", "-1", "-1"),
        ("Tag", "team value", "text-1"),
        ("BrandNew", "Zhang San", "text-1"),
        ("BrandNew", "13800138000", "text-1"),
        ("BrandNew", "zhang@example.com", "email-1"),
        ("BrandNew", "ws-0abc", "ws-1"),
        ("InternetIP", "1.2.3.4", "ip-1"),
        ("model", "qwen-plus-ft-202511181234-5678", "qwen-plus-ft-100000000001-5678"),
        ("model", "模型 of Zhang", "text-1"),
        ("BrandNew", "2026-11-28 13800138000", "text-1"),
        ("Host", "llm-0abc.cn-beijing.maas.aliyuncs.com", "host-1"),
        ("Host", "business.aliyuncs.com", "business.aliyuncs.com"),
        ("InstanceID", "a;ws-0abc;5000000000000001-KTokens-4;", "a;ws-1;text-1;"),
        ("NextToken", "opaque/=+", "page-1"),
        ("taskId", "abc", "task-1"),
        ("ProductDetail", "by zhang@example.com", "by email-1"),
        ("instanceStatus", "NotExist", "NotExist"),
        ("instanceUrl", "https://workspace-5000000000000001.log.aliyuncs.com/x", "url-1"),
    ] {
        let found = field(name, value);
        // A secret of this machine is counted, but has no number of its own.
        assert_eq!(found, expected, "{name}: {value}");
    }
}

#[test]
fn numbers_are_taken_out_only_where_they_are_an_id() {
    for (body, expected) in [
        (r#"{"switchAgent":1234567890123}"#, r#"{"switchAgent":1000000000001}"#),
        (
            r#"{"uid":5000000000000001,"x":[5000000000000001]}"#,
            r#"{"uid":1000000000000001,"x":[1000000000000001]}"#,
        ),
        // Also where a figure is expected, and in a text that is no JSON.
        (
            r#"{"uid":5000000000000001,"Usage":5000000000000001,"PretaxAmount":"5000000000000001"}"#,
            r#"{"uid":1000000000000001,"Usage":1000000000000001,"PretaxAmount":"1000000000000001"}"#,
        ),
        (
            r#"{"uid":5000000000000001,"Usage":"5000000000000001.5","Tax":" 5000000000000001 ","x":0.5000000000000001}"#,
            r#"{"uid":1000000000000001,"Usage":"1000000000000001.5","Tax":" 1000000000000001 ","x":0.1000000000000001}"#,
        ),
        (
            r#"{"uid":5000000000000001,"count":"1"5000000000000001","#,
            r#"{"uid":1000000000000001,"count":"1"1000000000000001"text-1""#,
        ),
        (r#"{"BrandNew":13800138000}"#, r#"{"BrandNew":10000000001}"#),
        (
            r#"{"BrandNew":12345678,"b":1.5e30,"gmtCreate":1764412345678}"#,
            r#"{"BrandNew":12345678,"b":1.5e30,"gmtCreate":1764412345678}"#,
        ),
        (
            r#"{"quotaTotal":999999999999,"Usage":-123456789012.5}"#,
            r#"{"quotaTotal":999999999999,"Usage":-123456789012.5}"#,
        ),
    ] {
        assert_eq!(redacted("", body), expected);
    }
}

#[test]
fn names_of_fields_may_be_ids_too() {
    let body = r#"{"ws-0abc":1,"zhang@example.com":{"免费额度":2},"5000000000000001":3,"freeTierQuotas":4}"#;
    let expected = r#"{"ws-1":1,"email-1":{"免费额度":2},"text-1":3,"freeTierQuotas":4}"#;
    assert_eq!(redacted("", body), expected);
}

#[test]
fn json_is_followed_into_its_strings_and_a_torn_one_keeps_nothing() {
    let inner = serde_json::json!({"NickName": "zhang", "Usage": "4131 ", "n": 1.50}).to_string();
    let middle = serde_json::json!({"detail": inner, "AccountID": "5000000000000001"}).to_string();
    let body = serde_json::json!({"BrandNew": middle}).to_string();
    let inner = inner.replace("zhang", "name-1");
    let middle = serde_json::json!({"detail": inner, "AccountID": "account-1"}).to_string();
    assert_eq!(redacted("", &body), serde_json::json!({"BrandNew": middle}).to_string());
    assert_eq!(redacted("", r#"{"NickName":"zha"#), r#"{"NickName":"text-1""#);
    assert_eq!(
        redacted("", "<html><b>Zhang-007 in ws-0abc</b><NickName>zhang</NickName></html>"),
        "<html><b>text-1 in ws-1</b><NickName>name-1</NickName></html>"
    );
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{1,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let name =
            prop_oneof!["Usage", "model", "InstanceID", "Message", "quotaTotal", "BrandNew", "[a-z]{0,3}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name, inner.clone(), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

/// Numbers of up to eight digits, in their order.
fn short_numbers(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Number(number) if number.to_string().trim_start_matches('-').len() < 9 => {
            found.push(number.to_string());
        }
        Value::Array(values) => values.iter().for_each(|value| short_numbers(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| short_numbers(value, found)),
        _ => {}
    }
}

const ACCOUNT: &str = "5000000000000001";
const NAME: &str = "zhang.san";
const SECRET: &str = "SECRET-of-this-machine";

/// What decides how a text is read, and what may not be left in it.
const PARTS: &[&str] = &[
    ACCOUNT,
    ACCOUNT,
    ACCOUNT,
    NAME,
    NAME,
    SECRET,
    SECRET,
    "<",
    ">",
    "</",
    "/>",
    "<b ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"",
    "\\",
    "\\n",
    ":",
    ",",
    ";",
    " ",
    ".",
    "-",
    "_",
    "=",
    "'",
    "/",
    "://",
    "@",
    "\n",
    "1",
    "e9",
    "x",
    "é",
    "用户",
    "\"Usage\":",
    "\"value\":",
    "\"Message\":\"",
    "\"NickName\":\"",
    "\"InstanceID\":\";",
    "\"x\":\"",
    "<Message>",
    "<OwnerId>",
    "acs:",
    "arn:",
    "user ",
    "2026-11-28 ",
    "2026/",
    "+86 ",
    "-KTokens-4",
    ".aliyuncs.com",
    "account-1",
    "true",
    "null",
];

proptest! {
    #[test]
    fn any_json_stays_json_of_the_same_shape_with_the_same_numbers(value in json()) {
        let text = value.to_string();
        let after: Result<Value, _> = serde_json::from_str(&redacted("", &text));
        prop_assert!(after.is_ok(), "{text}");
        // Names of fields are ordered here: with others, the order may differ.
        let (mut before, mut now) = (Vec::new(), Vec::new());
        short_numbers(&value, &mut before);
        short_numbers(&after.unwrap_or_default(), &mut now);
        before.sort();
        now.sort();
        prop_assert_eq!(before, now, "{}", text);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>(), start in "[{<\\[\"]?") {
        let _ = redacted(&text, &format!("{start}{text}"));
        let secrets = Secrets::default();
        let mut redactor = Redactor::new(&secrets);
        let _ = redactor.instance_id(&text);
        let _ = redactor.scrubbed(&text, Trust::Sentence);
        let _ = redactor.scrubbed(&text, Trust::Field);
    }

    #[test]
    fn nothing_known_is_left_however_torn_the_text_is(
        parts in prop::collection::vec(prop::sample::select(PARTS), 1..24),
        start in prop::sample::select(vec!["", "{", "[", "<html>", "<", "{\"value\":["]),
    ) {
        let secrets = Secrets::default();
        secrets.add(SECRET);
        let mut redactor = Redactor::new(&secrets);
        redactor.note_known(&[(ACCOUNT.to_owned(), Hidden::Account), (NAME.to_owned(), Hidden::Name)]);
        let body = start.to_owned() + &parts.concat();
        redactor.learn(&body, false);
        for after in [redactor.body(&body, false), redactor.samples(&body)] {
            for known in [ACCOUNT, NAME] {
                prop_assert_eq!(replace_words(&after, known, "?"), &*after, "{}", body);
            }
            prop_assert!(!after.contains(SECRET), "{body} became {after}");
        }
    }

    #[test]
    fn an_id_is_found_wherever_it_is_written(
        before in "[a-z ]{0,20}",
        id in prop_oneof!["[1-9][0-9]{15}", "ws-[a-z0-9]{8,16}", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9]{6}[0-9a-f]{6}", "[a-z]{3,9}@[a-z]{3,9}\\.com"],
        name in prop_oneof!["Message", "BrandNew", "ProductDetail", "InstanceID", "Tag"],
    ) {
        let body = serde_json::json!({ name: format!("{before} {id}"), "list": [[id]] }).to_string();
        let after = redacted("", &body);
        prop_assert!(!after.contains(&id), "{after}");
    }
}
