//! Where an account lives: the site it was opened on and the region whose models it uses.

use serde::{Deserialize, Serialize};

/// The site an account was opened on. It decides the console's hosts and who bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Site {
    /// alibabacloud.com
    International,
    /// aliyun.com
    China,
}

impl Site {
    /// The contract's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::International => "international",
            Self::China => "china",
        }
    }

    /// Reads the contract's word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::International, Self::China].into_iter().find(|site| site.as_str() == word)
    }
}

/// A region that serves Model Studio's console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Region {
    /// `ap-southeast-1`
    #[serde(rename = "ap-southeast-1")]
    Singapore,
    /// `cn-beijing`
    #[serde(rename = "cn-beijing")]
    Beijing,
}

impl Region {
    /// The vendor's identifier.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Singapore => "ap-southeast-1",
            Self::Beijing => "cn-beijing",
        }
    }

    /// Reads the vendor's identifier.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Singapore, Self::Beijing].into_iter().find(|region| region.as_str() == word)
    }
}
