//! The known errors of calls, as data.
//!
//! Source: excerpts of the help of Alibaba Cloud Model Studio, "Status codes" (August 2024) and "Error messages"
//! (May 2025), and errors that users of its SDKs published. No call was made to see them: a code that is missing
//! or wrong here is to be expected, and costs a recognition, never a wrong figure.

use strum::{EnumIter, IntoStaticStr};

use crate::domain::FeedName;

/// Why a call failed (contract, `explain`, field `cause`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum CallCause {
    /// The free quota is used up or expired, and Free Quota Only is on.
    FreeQuotaOnly,
    /// The account owes money.
    Overdue,
    /// The budget of the account, workspace or API key is used up (Budget Management).
    Budget,
    /// Too many calls or tokens per minute: a speed limit, which is not the free quota.
    RateLimit,
    /// The API key is wrong.
    Key,
    /// The API key or its workspace may not use the model.
    Permission,
    /// Model Studio or the model is not activated.
    NotActivated,
    /// There is no model of this name.
    ModelName,
    /// Input or output did not pass the content inspection.
    Content,
    /// A parameter of the call is missing or wrong.
    Request,
    /// The vendor's service failed.
    Server,
    /// The text contains no known error.
    Unknown,
}

impl CallCause {
    /// The feeds that say whether the cause fits the account.
    pub const fn feeds(self) -> &'static [FeedName] {
        match self {
            Self::FreeQuotaOnly => &[FeedName::Quotas, FeedName::Account],
            Self::Overdue => &[FeedName::Account],
            Self::ModelName => &[FeedName::Quotas],
            _ => &[],
        }
    }
}

/// A code of the vendor (`code`, or `error.code` and `error.type` in the OpenAI-compatible form).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    /// The HTTP status that it usually comes with.
    pub status: u16,
}

/// All errors with the same cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownError {
    pub cause: CallCause,
    /// The most frequent one first; empty if only the message tells.
    pub codes: &'static [Code],
    /// Parts of the vendor's messages, in lower case, for texts without a code.
    pub messages: &'static [&'static str],
    /// The HTTP status that it usually comes with.
    pub status: u16,
}

const fn code(status: u16, name: &'static str) -> Code {
    Code { name, status }
}

/// The known errors. If a text contains several of them, the first one counts: what it costs, and what it is,
/// before what is less specific.
pub const KNOWN: [KnownError; 11] = [
    KnownError {
        // It comes with codes of speed limits, so its message decides.
        cause: CallCause::Budget,
        codes: &[],
        messages: &["budget configured in budget management has been exhausted"],
        status: 429,
    },
    KnownError {
        cause: CallCause::FreeQuotaOnly,
        codes: &[code(403, "AllocationQuota.FreeTierOnly")],
        messages: &[
            "free tier of the model has been exhausted",
            "the free quota has been exhausted",
            "use free tier only",
        ],
        status: 403,
    },
    KnownError {
        cause: CallCause::Overdue,
        codes: &[code(400, "Arrearage"), code(429, "PrepaidBillOverdue"), code(429, "PostpaidBillOverdue")],
        messages: &["make sure your account is in good standing", "bill is overdue"],
        status: 400,
    },
    KnownError {
        cause: CallCause::RateLimit,
        codes: &[
            code(429, "Throttling.RateQuota"),
            code(429, "Throttling.AllocationQuota"),
            code(429, "insufficient_quota"),
            code(429, "limit_requests"),
            code(429, "limit_burst_rate"),
            code(429, "Throttling.BurstRate"),
            code(429, "Throttling.Concurrency"),
            code(429, "LimitRequests"),
            code(429, "rate_limit_exceeded"),
            code(429, "Throttling"),
        ],
        messages: &[
            "requests throttling triggered",
            "requests rate limit exceeded",
            "request rate increased too quickly",
            "allocated quota exceeded, please increase your quota limit",
            "you exceeded your current quota",
            "you exceeded your current requests list",
            "you have exceeded your current request limit",
        ],
        status: 429,
    },
    KnownError {
        cause: CallCause::Content,
        codes: &[
            code(400, "DataInspectionFailed"),
            code(400, "data_inspection_failed"),
            code(400, "InternalError.Algo.DataInspectionFailed"),
        ],
        messages: &["may contain inappropriate content"],
        status: 400,
    },
    KnownError {
        cause: CallCause::NotActivated,
        codes: &[code(403, "AccessDenied.Unpurchased"), code(429, "CommodityNotPurchased")],
        messages: &["make sure you are eligible for using the model"],
        status: 403,
    },
    KnownError {
        cause: CallCause::Permission,
        codes: &[
            code(403, "Model.AccessDenied"),
            code(403, "Workspace.AccessDenied"),
            code(403, "App.AccessDenied"),
            code(403, "AccessDenied"),
            code(403, "access_denied"),
        ],
        messages: &["model access denied", "workspace access denied"],
        status: 403,
    },
    KnownError {
        cause: CallCause::Key,
        codes: &[code(401, "InvalidApiKey"), code(401, "invalid_api_key")],
        messages: &["invalid api-key provided", "incorrect api key provided"],
        status: 401,
    },
    KnownError {
        cause: CallCause::ModelName,
        codes: &[code(404, "model_not_found"), code(404, "ModelNotFound")],
        messages: &[
            "does not exist or you do not have access to it",
            "model can not be found",
            "model not exist",
        ],
        status: 404,
    },
    KnownError {
        cause: CallCause::Request,
        codes: &[
            code(400, "InvalidParameter"),
            code(400, "invalid_parameter_error"),
            code(400, "InternalError.Algo.InvalidParameter"),
            code(400, "BadRequest.EmptyInput"),
            code(400, "BadRequest.EmptyParameters"),
            code(400, "BadRequest.EmptyModel"),
            code(400, "BadRequest.TooLarge"),
            code(400, "InvalidURL"),
            code(400, "UnsupportedOperation"),
            code(400, "invalid_request_error"),
        ],
        messages: &["required parameter(s) missing or invalid"],
        status: 400,
    },
    KnownError {
        cause: CallCause::Server,
        codes: &[
            code(500, "InternalError"),
            code(500, "internal_error"),
            code(500, "InternalError.Algo"),
            code(500, "InternalError.Timeout"),
            code(500, "SystemError"),
            code(500, "ModelServiceFailed"),
            code(500, "RequestTimeOut"),
            code(503, "ModelServingError"),
            code(503, "ModelUnavailable"),
        ],
        messages: &["an internal error has occur"],
        status: 500,
    },
];
