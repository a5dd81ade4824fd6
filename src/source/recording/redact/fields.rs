//! What is known of the fields in the vendor's requests and answers: which hold nothing of a person or an account,
//! and which hold an ID. What is not listed is taken out, unless its value says nothing.
//!
//! The names are those of BssOpenApi (`QueryAccountBalance`, `DescribeInstanceBill`, `QueryBillOverview`) and of
//! the console gateway (`zeldaEasy.bailian-commerce…`, `zeldaHttp.dashscopeModel…`).

use super::pseudonyms::Hidden;

/// What is done with the string in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    /// It stays, without any ID or secret that it may contain.
    Harmless,
    /// The same, and a number stays as it is.
    Figure,
    /// It is a sentence: what looks like a part of its own is taken out.
    Prose,
    Model,
    InstanceId,
    /// The name of a server.
    Host,
    Id(Hidden),
    /// Only what says nothing stays.
    Unknown,
}

/// Differences in case and in `_` and `-` do not count.
fn folded(name: &str) -> String {
    name.chars().filter(|character| !"_-. ".contains(*character)).map(|c| c.to_ascii_lowercase()).collect()
}

/// What is done with the string in the field of this name.
pub(super) fn rule(name: &str) -> Rule {
    match folded(name).as_str() {
        "instanceid" => Rule::InstanceId,
        "model" | "models" | "modelname" | "modelcode" => Rule::Model,
        "host" | "hostid" => Rule::Host,
        "message" | "msg" | "errormsg" | "errormessage" | "detail" | "description" | "recommend" | "ret"
        | "error" | "warnings" | "infos" => Rule::Prose,
        folded => id(folded).map_or_else(
            || match HARMLESS.contains(&folded) {
                true if is_of_figure(folded) => Rule::Figure,
                true => Rule::Harmless,
                false => Rule::Unknown,
            },
            Rule::Id,
        ),
    }
}

fn id(folded: &str) -> Option<Hidden> {
    Some(match folded {
        "accountid"
        | "billaccountid"
        | "ownerid"
        | "uid"
        | "aliuid"
        | "aliyunuid"
        | "userid"
        | "parentuid"
        | "parentid"
        | "callerid"
        | "calleruid"
        | "callerparentid"
        | "buyerid"
        | "payerid"
        | "masteruid"
        | "mainaccountid"
        | "subaccountid"
        | "tenantid"
        | "authprincipalownerid"
        | "switchagent"
        | "pk"
        | "userpk"
        | "principalid" => Hidden::Account,
        "nickname"
        | "ownername"
        | "billaccountname"
        | "accountname"
        | "username"
        | "user"
        | "owner"
        | "loginname"
        | "realname"
        | "companyname"
        | "company"
        | "customername"
        | "displayname"
        | "authprincipaldisplayname"
        | "operator"
        | "operatorname"
        | "creator"
        | "creatorname"
        | "contact"
        | "contactname"
        | "principalname"
        | "resourcegroup"
        | "resourcegroupname" => Hidden::Name,
        "workspaceid" | "workspace" | "workspacename" | "bizspaceid" | "spaceid" | "agentkey" => {
            Hidden::Workspace
        }
        "apikey" | "apikeyid" | "apikeyname" | "accesskey" | "accesskeyid" | "keyid" => Hidden::Key,
        "orderid" | "suborderid" | "mainorderid" | "payorderid" | "recordid" | "billid" | "invoiceno" => {
            Hidden::Order
        }
        "requestid" | "traceid" | "eagleeyeid" | "eagleeyetraceid" | "sessionid" => Hidden::Request,
        "taskid" => Hidden::Task,
        "nexttoken" => Hidden::Page,
        "ip" | "internetip" | "intranetip" | "clientip" | "sourceip" | "ipaddress" | "remoteip" => Hidden::Ip,
        "email" | "mail" | "emailaddress" => Hidden::Email,
        "phone" | "mobile" | "phonenumber" | "mobilephone" | "tel" | "telephone" => Hidden::Phone,
        "cliaccesstoken"
        | "accesstoken"
        | "refreshtoken"
        | "securitytoken"
        | "sectoken"
        | "token"
        | "secret"
        | "accesskeysecret"
        | "password"
        | "cookie"
        | "signature"
        | "authorization"
        | "encodeddiagnosticmessage" => Hidden::Secret,
        "url" | "uri" | "link" => Hidden::Url,
        _ => return None,
    })
}

/// Whether a known field holds an amount.
fn is_of_figure(folded: &str) -> bool {
    const PARTS: [&str; 13] = [
        "amount",
        "usage",
        "price",
        "discount",
        "deducted",
        "total",
        "quota",
        "limit",
        "count",
        "tax",
        "credit",
        "period",
        "maxresults",
    ];
    PARTS.iter().any(|part| folded.contains(part))
}

/// Folded names, by what has them.
const HARMLESS: &[&str] = &[
    // Requests.
    "method",
    "path",
    "api",
    "v",
    "action",
    "product",
    "region",
    "protocol",
    "console",
    "productcode",
    "consolesite",
    "switchusertype",
    "modeltype",
    "needoverviewinfo",
    "needfreetieronlystatus",
    "pageno",
    "pagenum",
    "pagesize",
    "maxresults",
    "granularity",
    "billingcycle",
    "billingdate",
    "isbillingitem",
    "ishidezerocharge",
    "group",
    "queryprice",
    "queryqpminfo",
    // Envelopes.
    "code",
    "errorcode",
    "success",
    "successresponse",
    "httpstatus",
    "httpstatuscode",
    "status",
    "failed",
    "authoritypolicies",
    "authaction",
    "authprincipaltype",
    "nopermissiontype",
    "policytype",
    "accessdeniedcode",
    // Quotas and the switch.
    "quotainittotal",
    "quotatotal",
    "quotatotalpercentage",
    "quotavalidityperiod",
    "quotastatus",
    "freetieronly",
    "totalmodelcount",
    "modelswithzeroquota",
    // Speed limits.
    "countlimit",
    "countlimitperiod",
    "usagelimit",
    "usagelimitperiod",
    "usagelimitfield",
    // Balance.
    "availableamount",
    "availablecashamount",
    "creditamount",
    "mybankcreditamount",
    "quotalimit",
    "currency",
    // Bills.
    "totalcount",
    "productname",
    "producttype",
    "productdetail",
    "commoditycode",
    "subscriptiontype",
    "billingitem",
    "billingitemcode",
    "billingtype",
    "biztype",
    "pipcode",
    "zone",
    "item",
    "itemname",
    "usage",
    "usageunit",
    "listprice",
    "listpriceunit",
    "pretaxgrossamount",
    "pretaxamount",
    "aftertaxamount",
    "tax",
    "invoicediscount",
    "deductedbyresourcepackage",
    "deductedbycoupons",
    "deductedbycashcoupons",
    "deductedbyprepaidcard",
    "roundoffdiscount",
    "rounddowndiscount",
    "cashamount",
    "paymentamount",
    "outstandingamount",
    "adjustamount",
    "paymentcurrency",
    "serviceperiod",
    "serviceperiodunit",
    "servicestarttime",
    "serviceendtime",
    "usagestarttime",
    "usageendtime",
    "billingamount",
    // The delivery of monitoring data.
    "openstatus",
    "instancestatus",
    "servicetype",
    // Queries of a Prometheus, and its answers.
    "query",
    "time",
    "start",
    "end",
    "step",
    "resulttype",
    "errortype",
    "statuscode",
    "usagetype",
    "subprotocol",
    // Failures without an answer, as `Cause` writes them.
    "variable",
    "what",
    "seconds",
    "limit",
    "kind",
];

/// Whether a number in this field may be long: an amount, or a time.
pub(super) fn is_figure(name: &str) -> bool {
    let name = folded(name);
    HARMLESS.contains(&name.as_str())
        || [
            "time",
            "date",
            "amount",
            "price",
            "usage",
            "gmtcreate",
            "gmtmodified",
            "expire",
            "count",
            "total",
        ]
        .iter()
        .any(|part| name.contains(part))
}

/// Whether a number in this field is an ID.
pub(super) fn is_id(name: &str) -> Option<Hidden> {
    id(&folded(name))
}

/// Whether the field is one of the vendor's own.
pub(super) fn is_known(name: &str) -> bool {
    rule(name) != Rule::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (name, expected) in [
            ("AccountID", Rule::Id(Hidden::Account)),
            ("account_id", Rule::Id(Hidden::Account)),
            ("NickName", Rule::Id(Hidden::Name)),
            ("cliAccessToken", Rule::Id(Hidden::Secret)),
            ("productCode", Rule::Harmless),
            ("quotaInitTotal", Rule::Figure),
            ("InstanceID", Rule::InstanceId),
            ("Message", Rule::Prose),
            ("BrandNew", Rule::Unknown),
            ("", Rule::Unknown),
        ] {
            assert_eq!(rule(name), expected, "{name}");
        }
    }

    #[test]
    fn the_list_is_folded_and_holds_no_id() {
        for name in HARMLESS {
            assert_eq!(folded(name), *name);
            assert!(matches!(rule(name), Rule::Harmless | Rule::Figure), "{name}");
        }
    }
}
