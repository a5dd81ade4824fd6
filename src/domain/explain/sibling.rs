//! Siblings: models of one family, which differ only in their version. Each has its own free quota.

use chrono::NaiveDate;

use crate::domain::{Model, Quantity, Quota};

/// The family of a model: its name without `-latest` or a date (`-2025-01-25`, `-20250125`, `-0125`) at its
/// end.
pub(super) fn family(name: &str) -> &str {
    if let Some(family) = name.strip_suffix("-latest") {
        return non_empty(family).unwrap_or(name);
    }
    // The longest form first: its end looks like a shorter one.
    [10, 8, 4].into_iter().find_map(|digits| without_date(name, digits)).unwrap_or(name)
}

/// `name` without a date of `length` characters at its end, and the hyphen before it.
fn without_date(name: &str, length: usize) -> Option<&str> {
    let (rest, date) = name.split_at_checked(name.len().checked_sub(length)?)?;
    let family = non_empty(rest.strip_suffix('-')?)?;
    is_date(date).then_some(family)
}

fn non_empty(name: &str) -> Option<&str> {
    (!name.is_empty()).then_some(name)
}

fn is_date(text: &str) -> bool {
    let digits: String = text.split('-').collect();
    let form: Vec<usize> = text.split('-').map(str::len).collect();
    let is_form = matches!(*form, [4, 2, 2] | [8 | 4]) && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A month and a day without a year: a leap year has them all.
    let date = if digits.len() == 4 { format!("2024{digits}") } else { digits };
    is_form && NaiveDate::parse_from_str(&date, "%Y%m%d").is_ok()
}

/// Whether two different names are of one family.
pub(super) fn are_siblings(one: &str, two: &str) -> bool {
    one != two && family(one) == family(two)
}

/// The sibling of `name` with a free quota: preferably one that is not used up, then the one with the
/// shortest name, which is the family's own.
pub(super) fn with_quota<'a>(name: &str, models: &'a [Model]) -> Option<(&'a Model, &'a Quota)> {
    let siblings = models.iter().filter(|model| are_siblings(name, model.name.as_str()));
    let granted =
        siblings.filter_map(|model| Some((model, model.quota.as_ref().filter(|quota| quota.is_granted())?)));
    granted.min_by_key(|(model, quota)| {
        let name = model.name.as_str();
        (!quota.remaining.is_some_and(Quantity::is_positive), name.len(), name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_a_name_without_its_version() {
        for (name, its_family) in [
            ("qwen-max", "qwen-max"),
            ("qwen-max-latest", "qwen-max"),
            ("qwen-max-2025-01-25", "qwen-max"),
            ("qwen-max-20250125", "qwen-max"),
            ("qwen-max-0125", "qwen-max"),
            ("qwen-max-0229", "qwen-max"),
            ("deepseek-v4-flash-0731", "deepseek-v4-flash"),
            // no dates
            ("qwen-max-2025-13-25", "qwen-max-2025-13-25"),
            ("qwen3-instruct-2507", "qwen3-instruct-2507"),
            ("qwen-max-0230", "qwen-max-0230"),
            ("qwen-max-01-25", "qwen-max-01-25"),
            ("qwen-max-2025-01", "qwen-max-2025-01"),
            ("qwen2.5-7b-instruct-1m", "qwen2.5-7b-instruct-1m"),
            ("qwen-maxlatest", "qwen-maxlatest"),
            ("qwen-max0125", "qwen-max0125"),
            // nothing before it, or not ASCII
            ("-latest", "-latest"),
            ("-0125", "-0125"),
            ("2025-01-25", "2025-01-25"),
            ("", ""),
            ("通义千问", "通义千问"),
            ("通义千问-0125", "通义千问"),
            ("qwen-max-٠١٢٥", "qwen-max-٠١٢٥"),
        ] {
            assert_eq!(family(name), its_family, "{name}");
        }
    }

    #[test]
    fn siblings_are_of_one_family() {
        for (one, two, siblings) in [
            ("qwen-max", "qwen-max-latest", true),
            ("qwen-max-2025-01-25", "qwen-max-0125", true),
            ("qwen-max", "qwen-max", false),
            ("qwen-max", "qwen-plus", false),
            ("qwen-max", "qwen-max-preview", false),
            ("qwen-vl-max", "qwen-max-latest", false),
        ] {
            assert_eq!(are_siblings(one, two), siblings, "{one} {two}");
        }
    }
}
