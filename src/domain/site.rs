//! The site and the region of an account.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// The site an account was opened on. It decides the console's hosts and who bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Site {
    /// alibabacloud.com
    International,
    /// aliyun.com
    China,
}

/// A region that serves Model Studio's console.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, EnumString, EnumIter,
)]
#[strum(const_into_str)]
pub enum Region {
    /// `ap-southeast-1`
    #[serde(rename = "ap-southeast-1")]
    #[strum(serialize = "ap-southeast-1")]
    Singapore,
    /// `cn-beijing`
    #[serde(rename = "cn-beijing")]
    #[strum(serialize = "cn-beijing")]
    Beijing,
}

/// Whether it has the form of a region's identifier: `us-east-1`, `cn-hongkong`.
pub fn is_region_id(text: &str) -> bool {
    const AREAS: [&str; 7] = ["cn", "us", "eu", "ap", "me", "na", "sa"];
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // Most texts are no region at the first glance.
    if text.as_bytes().get(2) != Some(&b'-') {
        return false;
    }
    match *text.to_lowercase().split('-').collect::<Vec<_>>() {
        [area, name] => AREAS.contains(&area) && is_word(name),
        [area, name, number] => AREAS.contains(&area) && is_word(name) && is_number(number),
        _ => false,
    }
}
