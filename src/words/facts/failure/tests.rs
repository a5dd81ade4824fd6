use super::*;

const COMMAND: &str =
    "aliyun ram AttachPolicyToUser --PolicyType System --PolicyName AliyunBSSReadOnlyAccess --UserName NAME";

fn forbidden(lang: Lang, action: &str) -> String {
    report(lang, &Cause::Forbidden { action: Some(action.into()), code: "NoPermission".into() }).remedy
}

#[test]
fn a_missing_permission_names_its_action_policy_and_command() {
    for action in ["bss:DescribeAcccount", "bssapi:DescribeInstanceBill", "bssapi:QueryBillOverview"] {
        for (lang, said) in [
            (Lang::English, format!("needs {action}; as the owner, run: {COMMAND}")),
            (Lang::Chinese, format!("需要权限 {action}；请用主账号运行：{COMMAND}")),
        ] {
            assert_eq!(forbidden(lang, action), said);
        }
    }
    assert_eq!(forbidden(Lang::English, "智能体-操作"), "have 智能体-操作 granted by the account's owner");
    assert_eq!(forbidden(Lang::Chinese, "智能体-操作"), "请主账号授予权限 智能体-操作");
}

#[test]
fn failures_have_messages_in_every_language() {
    let host = || "bailian.example".into();
    let refused = |message: &str| Cause::Refused { code: "Busy".into(), message: message.into() };
    for (cause, english, chinese) in [
        (Cause::NoLogin { looked_for: Vec::new() }, "no login found", "未检测到登录凭证"),
        (
            Cause::TimedOut { host: host(), seconds: 20 },
            "bailian.example did not answer within 20 s",
            "bailian.example 在 20 秒内没有响应",
        ),
        (
            Cause::HttpStatus { host: host(), status: 502 },
            "bailian.example answered HTTP 502",
            "bailian.example 返回 HTTP 502",
        ),
        (refused("Busy"), "the server refused: Busy", "服务器拒绝：Busy"),
        (refused("come later"), "the server refused: Busy: come later", "服务器拒绝：Busy: come later"),
        (
            Cause::ClockSkew { seconds: -1200 },
            "this machine's clock is 20 min ahead (server time is used)",
            "本机时钟比服务器时间快 20 分钟；以服务器时间为准",
        ),
        (
            Cause::ClockSkew { seconds: 259_200 },
            "this machine's clock is 3 d 0 h behind (server time is used)",
            "本机时钟比服务器时间慢 3 天 0 小时；以服务器时间为准",
        ),
        (
            Cause::ClockUnsure { behind_seconds: Some(7200) },
            "this machine's clock is at least 2 h 0 min behind: next calls unknown",
            "本机时钟至少慢 2 小时 0 分：下次调用未知",
        ),
        (Cause::NoModels, "the server lists no models", "服务器未返回任何模型"),
        (
            Cause::OverLimit { what: "the monitoring data".into(), limit: Limit::Samples(1_000_000) },
            "the monitoring data: more than 1,000,000 values",
            "the monitoring data：超过 1,000,000 个数据点",
        ),
        (
            Cause::NotPrometheus { host: host() },
            "bailian.example is no Prometheus",
            "bailian.example 不是 Prometheus 服务",
        ),
        (
            Cause::QueryFailed { host: host(), message: "query timed out".into(), is_late: true },
            "bailian.example did not complete a query: query timed out",
            "bailian.example 未能完成查询：query timed out",
        ),
        (
            Cause::ForeignAddress { host: String::new(), is_plain: false },
            "Prometheus at an unknown address is not Alibaba's",
            "未知地址 上的 Prometheus 不属于阿里云",
        ),
    ] {
        assert_eq!(report(Lang::English, &cause).message, english);
        assert_eq!(report(Lang::Chinese, &cause).message, chinese);
    }
}

#[test]
fn a_login_that_serves_another_tool_is_left_alone() {
    let foreign = |configured| Cause::ForeignLogin {
        credential: "aliyun profile default".into(),
        detail: "mode EcsRamRole is not supported".into(),
        new_profile: "quotatop".into(),
        configured,
    };
    let run = "run: aliyun configure --profile quotatop --mode AK, \
               then set aliyun_profile = \"quotatop\" in the configuration";
    let pair = "; or set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET";
    for (configured, remedy) in [(true, run.to_owned()), (false, format!("{run}{pair}"))] {
        let report = super::report(Lang::English, &foreign(configured));
        assert_eq!(report.message, "aliyun profile default: mode EcsRamRole is not supported");
        assert_eq!(report.remedy, remedy);
    }
}

/// The doctor shows all of these: it must not refer to itself.
#[test]
fn no_remedy_refers_to_the_doctor() {
    let text = || "x".to_owned();
    for cause in [
        Cause::KeyRefused { credential: text(), code: text() },
        Cause::Undecodable { what: text(), detail: text() },
        Cause::Login { credential: text(), detail: text(), command: None },
        Cause::Internal { detail: text() },
        Cause::File { path: text(), detail: text() },
    ] {
        for lang in Lang::ALL {
            let remedy = report(lang, &cause).remedy;
            assert!(!remedy.is_empty() && !remedy.contains("doctor"), "{cause:?}: {remedy}");
        }
    }
}

#[test]
fn bills_ask_for_their_own_permission() {
    let missing = Cause::NoAccessKey { looked_for: vec![] };
    let remedy = report_feed(Lang::English, FeedName::Bills, &missing).remedy;
    assert!(remedy.contains("bssapi:DescribeInstanceBill") && !remedy.contains("Acccount"));
}

/// A cause of each kind, with details of a usual length.
fn examples() -> [Cause; 34] {
    let host = || "bailian-singapore-cs.alibabacloud.com".to_owned();
    let text = |text: &str| text.to_owned();
    [
        Cause::NoLogin { looked_for: Vec::new() },
        Cause::NoAccessKey { looked_for: Vec::new() },
        Cause::NotLoggedIn { credential: text("~/.bailian/config.json") },
        Cause::KeyRefused { credential: text("aliyun"), code: text("InvalidAccessKeyId") },
        Cause::Forbidden { action: None, code: text("NoPermission") },
        Cause::Forbidden { action: Some(text("sfm:ListModels")), code: text("NoPermission") },
        Cause::NotActivated { code: text("ServiceNotOpen"), site: Some(Site::International) },
        Cause::NoModels,
        Cause::RateLimited { until: None },
        Cause::Unreachable { host: host(), detail: text("no address") },
        Cause::TimedOut { host: host(), seconds: 20 },
        Cause::HttpStatus { host: host(), status: 502 },
        Cause::Refused { code: text("Busy"), message: text("come later") },
        Cause::Redirected { host: host() },
        Cause::TooLarge { host: host(), limit: 8 << 20 },
        Cause::OverLimit { what: text("bills"), limit: Limit::Pages(200) },
        Cause::Undecodable { what: text("quotas"), detail: text("not JSON") },
        Cause::OverLimit { what: text("the monitoring data"), limit: Limit::Series(20_000) },
        Cause::NotPrometheus { host: text("prometheus.example.com:9090") },
        Cause::QueryRefused { host: text("prometheus.example.com:9090"), status: 401 },
        Cause::QueryRefused { host: text("prometheus.example.com:9090"), status: 403 },
        Cause::VariableNotSet { variable: text("PROMETHEUS_TOKEN") },
        Cause::BadQuery { host: text("prometheus.example.com"), message: text("parse error") },
        Cause::QueryFailed {
            host: text("prometheus.example.com"),
            message: text("too many samples"),
            is_late: false,
        },
        Cause::NotDelivered,
        no_default_workspace(),
        Cause::ForeignAddress { host: text("prometheus.example.com"), is_plain: false },
        Cause::ForeignAddress { host: text("prometheus.example.com"), is_plain: true },
        Cause::ClockSkew { seconds: -1200 },
        Cause::ClockUnsure { behind_seconds: None },
        Cause::File { path: text("/home/me/quotas.json"), detail: text("no such file") },
        Cause::Login { credential: text("~/.bailian/config.json"), detail: text("not JSON"), command: None },
        Cause::Internal { detail: text("the task ended") },
        Cause::NotRecorded { api: text("QueryBillOverview") },
    ]
}

fn no_default_workspace() -> Cause {
    let workspace = |id: &str, name: Option<&str>| Workspace { id: id.into(), name: name.map(str::to_owned) };
    let workspaces = vec![workspace("llm-0a", Some("Team\u{1b}")), workspace("ws-1", None)];
    Cause::NoDefaultWorkspace { workspaces, more: 2 }
}

#[test]
fn workspaces_to_choose_from_are_named_with_the_line_that_chooses_the_first() {
    for (lang, line) in [
        (
            Lang::English,
            r#"no default workspace: llm-0a (Team\u001b), ws-1, 2 more; configure one: workspace_id = "llm-0a""#,
        ),
        (
            Lang::Chinese,
            r#"没有默认业务空间：llm-0a（Team\u001b）、ws-1，另有 2 个；请在配置文件中指定：workspace_id = "llm-0a""#,
        ),
    ] {
        assert_eq!(report(lang, &no_default_workspace()).line(lang), line);
    }
    let copied = no_default_workspace();
    assert_eq!(copied.remedy(Site::China).as_deref(), Some(r#"workspace_id = "llm-0a""#));
}

/// Only a command that fixes it may be longer.
#[test]
fn a_failure_and_its_fix_fit_one_line() {
    let lines =
        Lang::ALL.into_iter().flat_map(|lang| examples().map(|cause| report(lang, &cause).line(lang)));
    let long: Vec<String> = lines.filter(|line| crate::words::text::width(line) > 100).collect();
    assert!(long.is_empty(), "{long:#?}");
}
