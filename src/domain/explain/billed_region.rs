//! Where calls were made, by the region in the bill. Each site has free quota in one region (help page
//! "Free quota for new users"): Singapore on the international one, Beijing on China's.

use super::case::Quotas;
use crate::domain::{
    Region, Site,
    bill::{Charge, InstanceId},
    site::is_region_id,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BilledRegion {
    /// Its quotas can be fetched.
    Served(Region),
    /// No site has free quota in it.
    Other,
    /// An empty or unknown name.
    Unknown,
}

/// Parts of the names of regions that have free quota, in lower case.
const SERVED: [(Region, &[&str]); 2] =
    [(Region::Singapore, &["singapore", "新加坡"]), (Region::Beijing, &["beijing", "北京"])];

/// Parts of the names of other regions in which models are served, in lower case.
const OTHERS: [[&str; 2]; 12] = [
    ["virginia", "弗吉尼亚"],
    ["silicon valley", "硅谷"],
    ["frankfurt", "法兰克福"],
    ["germany", "德国"],
    ["hong kong", "香港"],
    ["tokyo", "东京"],
    ["japan", "日本"],
    ["jakarta", "雅加达"],
    ["london", "伦敦"],
    ["hangzhou", "杭州"],
    ["shanghai", "上海"],
    ["ulanqab", "乌兰察布"],
];

impl BilledRegion {
    /// From the name or the identifier of a region.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
        if let Ok(region) = text.parse() {
            Self::Served(region)
        } else if is_region_id(&text) {
            Self::Other
        } else if let Some((region, _)) = SERVED.iter().find(|(_, names)| named(names)) {
            Self::Served(*region)
        } else if named(OTHERS.as_flattened()) {
            Self::Other
        } else {
            Self::Unknown
        }
    }
}

/// Whether free quota may cover a charge, by its own line alone: the profile's site and region do not apply
/// to imported lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coverage<'a> {
    /// Its site has no free quota in its region.
    None {
        region: &'a str,
        site: Option<Site>,
    },
    /// The quotas of its site or region were not read.
    NotRead {
        region: &'a str,
        site: Option<Site>,
    },
    Read,
}

impl<'a> Coverage<'a> {
    pub(super) fn new(charge: &'a Charge, instance: &InstanceId<'a>, quotas: &Quotas<'_>) -> Self {
        let (site, (region, billed)) = (site_of(charge), billed_region(charge, instance));
        let is_without = match (billed, site) {
            (BilledRegion::Other, _) => true,
            (BilledRegion::Served(region), Some(site)) => region_with_quota(site) != region,
            (BilledRegion::Served(_), None) | (BilledRegion::Unknown, _) => false,
        };
        let is_of_other_site = site.zip(quotas.site).is_some_and(|(line, read)| line != read);
        let is_of_other_region =
            quotas.region.is_some_and(|read| matches!(billed, BilledRegion::Served(line) if line != read));
        if is_without {
            Self::None { region, site }
        } else if is_of_other_site || is_of_other_region {
            Self::NotRead { region, site }
        } else {
            Self::Read
        }
    }
}

pub const fn region_with_quota(site: Site) -> Region {
    match site {
        Site::International => Region::Singapore,
        Site::China => Region::Beijing,
    }
}

/// The site of a charge: Model Studio's commodities name it (`sfm_inference_public_cn`,
/// `sfm_inferenceWan_public_intl`), and so do the codes of resold models (`mpintl-…`).
fn site_of(charge: &Charge) -> Option<Site> {
    let [commodity, product] =
        [&charge.commodity_code, &charge.product_code].map(|code| code.trim().to_lowercase());
    let is_international = commodity.ends_with("_intl") || product.starts_with("mpintl-");
    let is_chinese = commodity.ends_with("_cn");
    match (is_international, is_chinese) {
        (true, false) => Some(Site::International),
        (false, true) => Some(Site::China),
        _ => None,
    }
}

/// The region of a charge, as the bill writes it: its own field, else a part of the Instance ID.
fn billed_region<'a>(charge: &'a Charge, instance: &InstanceId<'a>) -> (&'a str, BilledRegion) {
    let billed = BilledRegion::read(&charge.region);
    if billed != BilledRegion::Unknown || instance.region.is_empty() {
        (&charge.region, billed)
    } else {
        (instance.region, BilledRegion::read(instance.region))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FeedState;

    #[test]
    fn regions_are_read_by_name_and_identifier() {
        for (text, billed) in [
            ("华北2（北京）", BilledRegion::Served(Region::Beijing)),
            ("China (Beijing)", BilledRegion::Served(Region::Beijing)),
            ("cn-beijing", BilledRegion::Served(Region::Beijing)),
            (" Singapore ", BilledRegion::Served(Region::Singapore)),
            ("亚太东南1（新加坡）", BilledRegion::Served(Region::Singapore)),
            ("ap-southeast-1", BilledRegion::Served(Region::Singapore)),
            ("ap-southeast-15", BilledRegion::Other),
            ("us-east-1", BilledRegion::Other),
            ("cn-hongkong", BilledRegion::Other),
            ("美国（弗吉尼亚）", BilledRegion::Other),
            ("US (Virginia)", BilledRegion::Other),
            ("Germany (Frankfurt)", BilledRegion::Other),
            ("", BilledRegion::Unknown),
            ("Global", BilledRegion::Unknown),
            ("中国内地", BilledRegion::Unknown),
            ("on-demand", BilledRegion::Unknown),
            ("ap--1", BilledRegion::Unknown),
        ] {
            assert_eq!(BilledRegion::read(text), billed, "{text}");
        }
    }

    #[test]
    fn coverage_depends_on_the_lines_own_site_and_region() {
        const INTL: Option<Site> = Some(Site::International);
        const CHINA: Option<Site> = Some(Site::China);
        const MARKET: &str = "6001;ZHIPU/GLM-5.3;1110000;ws-0abc;ap-southeast-1;international;input_tokens;x";
        let none = |region, site| Coverage::None { region, site };
        let not_read = |region, site| Coverage::NotRead { region, site };
        let singapore = (Some(Region::Singapore), INTL);
        for (commodity, product, instance_id, region, (quotas_region, quotas_site), coverage) in [
            // imported into a profile with default site and region
            (
                "sfm_inference_public_cn",
                "sfm",
                "",
                "华北2（北京）",
                singapore,
                not_read("华北2（北京）", CHINA),
            ),
            ("sfm_inference_public_cn", "sfm", "", "cn-beijing", (None, None), Coverage::Read),
            ("", "sfm", "", "cn-beijing", singapore, not_read("cn-beijing", None)),
            ("sfm_inferenceHH_public_cn", "sfm", "", "", singapore, not_read("", CHINA)),
            ("sfm_inferenceglobal_public_intl", "sfm", "", "Singapore", singapore, Coverage::Read),
            ("sfm_inference_public_intl", "sfm", "", "华北2（北京）", singapore, none("华北2（北京）", INTL)),
            ("sfm_inference_public_cn", "sfm", "", "新加坡", singapore, none("新加坡", CHINA)),
            ("", "sfm", "", "US (Virginia)", singapore, none("US (Virginia)", None)),
            ("", "sfm", "", "Singapore", (Some(Region::Beijing), CHINA), not_read("Singapore", None)),
            ("", "sfm", "", "", singapore, Coverage::Read),
            ("", "sfm", "", "Global", singapore, Coverage::Read),
            ("", "mpintl-0", MARKET, "", singapore, Coverage::Read),
            ("", "mpintl-0", MARKET, "", (Some(Region::Beijing), CHINA), not_read("ap-southeast-1", INTL)),
        ] {
            let charge = Charge {
                commodity_code: commodity.into(),
                product_code: product.into(),
                instance_id: instance_id.into(),
                region: region.into(),
                ..Charge::default()
            };
            let quotas =
                Quotas { models: &[], state: FeedState::Fresh, region: quotas_region, site: quotas_site };
            let instance = InstanceId::parse(&charge.instance_id);
            assert_eq!(
                Coverage::new(&charge, &instance, &quotas),
                coverage,
                "{commodity} {region} {quotas_region:?}"
            );
        }
    }
}
