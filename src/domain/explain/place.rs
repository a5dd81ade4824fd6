//! Where calls were made, by the region that a bill names. Free quota holds in one region of each site (help page
//! "Free quota for new users"): Singapore on the international one, Beijing on China's.

use crate::domain::{Region, Site};

/// A region of a bill, as far as its name is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// One whose quotas can be read.
    Served(Region),
    /// One that no site has free quota in.
    Other,
    /// The name tells nothing: empty, or not known.
    Unknown,
}

/// Parts of the names of regions that have free quota, in lower case.
const SERVED: [(Region, &[&str]); 2] =
    [(Region::Singapore, &["singapore", "新加坡"]), (Region::Beijing, &["beijing", "北京"])];

/// Parts of the names of other regions in which models are served, in lower case.
const OTHERS: [&str; 24] = [
    "virginia",
    "弗吉尼亚",
    "silicon valley",
    "硅谷",
    "frankfurt",
    "法兰克福",
    "germany",
    "德国",
    "hong kong",
    "香港",
    "tokyo",
    "东京",
    "japan",
    "日本",
    "jakarta",
    "雅加达",
    "london",
    "伦敦",
    "hangzhou",
    "杭州",
    "shanghai",
    "上海",
    "ulanqab",
    "乌兰察布",
];

impl Place {
    /// Reads the name or the identifier of a region.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
        if let Some(region) = Region::parse(&text) {
            Self::Served(region)
        } else if is_identifier(&text) {
            Self::Other
        } else if let Some((region, _)) = SERVED.iter().find(|(_, names)| named(names)) {
            Self::Served(*region)
        } else if named(&OTHERS) {
            Self::Other
        } else {
            Self::Unknown
        }
    }
}

/// Whether this is an identifier of the vendor's form: `us-east-1`, `cn-hongkong`.
fn is_identifier(text: &str) -> bool {
    const AREAS: [&str; 6] = ["cn", "us", "eu", "ap", "me", "na"];
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match *text.split('-').collect::<Vec<_>>() {
        [area, name] => AREAS.contains(&area) && is_word(name),
        [area, name, number] => AREAS.contains(&area) && is_word(name) && is_number(number),
        _ => false,
    }
}

/// Whether calls in the region that a bill names are not those whose quotas are read.
pub(super) fn is_elsewhere(billed: &str, quotas: Option<Region>) -> bool {
    match (Place::read(billed), quotas) {
        (Place::Other, _) => true,
        (Place::Served(billed), Some(quotas)) => billed != quotas,
        (Place::Served(_), None) | (Place::Unknown, _) => false,
    }
}

/// Whether this site has free quota only in another region than this one.
pub(super) const fn is_without_quota(region: Region, site: Site) -> bool {
    !matches!((region, site), (Region::Singapore, Site::International) | (Region::Beijing, Site::China))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_read_by_name_and_identifier() {
        for (text, place) in [
            ("华北2（北京）", Place::Served(Region::Beijing)),
            ("China (Beijing)", Place::Served(Region::Beijing)),
            ("cn-beijing", Place::Served(Region::Beijing)),
            (" Singapore ", Place::Served(Region::Singapore)),
            ("亚太东南1（新加坡）", Place::Served(Region::Singapore)),
            ("ap-southeast-1", Place::Served(Region::Singapore)),
            ("ap-southeast-15", Place::Other),
            ("us-east-1", Place::Other),
            ("cn-hongkong", Place::Other),
            ("美国（弗吉尼亚）", Place::Other),
            ("US (Virginia)", Place::Other),
            ("Germany (Frankfurt)", Place::Other),
            ("", Place::Unknown),
            ("Global", Place::Unknown),
            ("中国内地", Place::Unknown),
            ("on-demand", Place::Unknown),
            ("ap--1", Place::Unknown),
        ] {
            assert_eq!(Place::read(text), place, "{text}");
        }
    }

    #[test]
    fn only_a_region_that_is_understood_is_elsewhere() {
        let (singapore, beijing) = (Some(Region::Singapore), Some(Region::Beijing));
        for (billed, quotas, elsewhere) in [
            ("Singapore", singapore, false),
            ("Singapore", beijing, true),
            ("Singapore", None, false),
            ("us-east-1", singapore, true),
            ("us-east-1", None, true),
            ("", singapore, false),
            ("Global", beijing, false),
        ] {
            assert_eq!(is_elsewhere(billed, quotas), elsewhere, "{billed} {quotas:?}");
        }
    }
}
