//! What turning Free Quota Only on or off would change, model by model, by Alibaba's rules (help pages of both sites:
//! it cannot be turned on once nothing is left).

use strum::IntoStaticStr;

use crate::domain::{Model, Moment, Status, Thresholds};

/// What would be done about one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Step {
    /// It would be sent.
    #[strum(serialize = "planned")]
    Send,
    /// It is as wanted.
    Already,
    /// It cannot be turned on: the quota is used up or expired, or there is none.
    NotPossible(NothingLeft),
}

/// Why nothing is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NothingLeft {
    UsedUp,
    Expired,
    /// The model has no free quota.
    None,
}

impl Step {
    /// What is unknown is sent: the server decides then.
    pub fn new(model: &Model, on: bool, now: Moment) -> Self {
        if model.free_quota_only == Some(on) {
            return Self::Already;
        }
        if !on || model.from_bill.is_some() {
            return Self::Send;
        }
        match Status::of(model, &Thresholds::NONE, now.utc) {
            Status::Exhausted => Self::NotPossible(NothingLeft::UsedUp),
            Status::None => Self::NotPossible(NothingLeft::None),
            // Only a reliable clock says so.
            Status::Expired if now.is_sure => Self::NotPossible(NothingLeft::Expired),
            _ => Self::Send,
        }
    }
}

/// Whether quota is certainly left (`--all-with-quota`).
pub fn has_quota(model: &Model, now: Moment) -> bool {
    model.from_bill.is_none() && Status::of(model, &Thresholds::NONE, now.utc).has_left()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::{at, quota};

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn model(remaining: &str, expires_at: &str, switch: Option<bool>) -> Model {
        let quota = Some(quota("100", remaining, expires_at, NOW));
        Model { quota, free_quota_only: switch, ..Model::named("m".into()) }
    }

    #[test]
    fn only_what_can_be_changed_is_sent() {
        let far = "2027-01-01T00:00:00Z";
        let not = Step::NotPossible;
        for (remaining, expires_at, switch, on, off) in [
            ("50", far, Some(false), Step::Send, Step::Already),
            ("50", far, Some(true), Step::Already, Step::Send),
            ("50", far, None, Step::Send, Step::Send),
            ("0", far, Some(false), not(NothingLeft::UsedUp), Step::Already),
            ("-1", far, None, not(NothingLeft::UsedUp), Step::Send),
            ("0", far, Some(true), Step::Already, Step::Send),
            ("50", NOW, Some(false), not(NothingLeft::Expired), Step::Already),
            // The amount is unknown: the server decides.
            ("", far, Some(false), Step::Send, Step::Already),
        ] {
            let model = model(remaining, expires_at, switch);
            let step = |on| Step::new(&model, on, at(NOW).into());
            assert_eq!((step(true), step(false)), (on, off), "{remaining} {expires_at} {switch:?}");
            assert_eq!(has_quota(&model, at(NOW).into()), remaining == "50" && expires_at == far);
        }
        let mut none = model("0", "", None);
        none.quota = Some(quota("0", "0", "", NOW));
        assert_eq!(Step::new(&none, true, at(NOW).into()), not(NothingLeft::None));
        let unread = Model::named("m".into());
        assert_eq!(Step::new(&unread, true, at(NOW).into()), Step::Send);
        assert!(!has_quota(&unread, at(NOW).into()));
    }

    #[test]
    fn an_unreliable_clock_expires_nothing() {
        let expired = model("50", "2026-11-20T00:00:00Z", Some(false));
        let unsure = Moment { utc: at(NOW), is_sure: false };
        assert_eq!(Step::new(&expired, true, unsure), Step::Send);
    }
}
