//! Models to switch to when a free quota ends.

use super::{Model, NextCall, Status};

pub const MOST: usize = 3;

/// The models that can replace `model`: of the same kind and unit, not low, and with a free next call. At
/// most [`MOST`], those that expire soonest first.
pub fn alternatives<'a>(
    model: &Model,
    others: impl IntoIterator<Item = (&'a Model, Status, NextCall)>,
) -> Vec<&'a Model> {
    let mut best: Vec<&Model> = Vec::with_capacity(MOST.saturating_add(1));
    for (other, status, next_call) in others {
        let is_usable = matches!(status, Status::Ok | Status::Expiring) && next_call == NextCall::Free;
        let is_alike = other.kind == model.kind && other.unit == model.unit && other.name != model.name;
        if is_usable && is_alike {
            let place = best.partition_point(|known| urgency(known) <= urgency(other));
            best.insert(place, other);
            best.truncate(MOST);
        }
    }
    best
}

/// Orders by expiry; models without one come last.
fn urgency(model: &Model) -> impl Ord + '_ {
    let expires = model.quota.as_ref().and_then(|quota| quota.expires_at);
    (expires.is_none(), expires, &model.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Kind, Unit, fixture::quota};

    fn model(name: &str, expires: Option<&str>) -> Model {
        let quota = quota("100", "50", expires.unwrap_or_default(), "2026-11-22T00:00:00Z");
        Model { kind: Kind::Text, unit: Unit::Tokens, quota: Some(quota), ..Model::named(name.into()) }
    }

    #[test]
    fn what_lapses_soonest_is_used_first() {
        let (late, soon) = (Some("2027-02-01T00:00:00Z"), Some("2026-12-01T00:00:00Z"));
        let free = |model| (model, Status::Ok, NextCall::Free);
        let others = [
            free(model("never", None)),
            free(model("late", late)),
            free(model("soon", soon)),
            (model("lapsing", Some("2026-11-23T00:00:00Z")), Status::Expiring, NextCall::Free),
            (model("low", soon), Status::Low, NextCall::Free),
            (model("out", soon), Status::Exhausted, NextCall::Billed),
            (model("unsure", soon), Status::Ok, NextCall::Unknown),
            free(Model { kind: Kind::Image, ..model("image", soon) }),
            free(Model { unit: Unit::Images, ..model("by-image", soon) }),
            free(model("itself", soon)),
        ];
        let names = |count: usize| -> Vec<String> {
            let others = others.iter().take(count).map(|(model, status, call)| (model, *status, *call));
            alternatives(&model("itself", soon), others).iter().map(|model| model.name.to_string()).collect()
        };
        assert_eq!(names(2), ["late", "never"]);
        assert_eq!(names(others.len()), ["lapsing", "soon", "late"]);
        assert!(names(0).is_empty());
    }
}
