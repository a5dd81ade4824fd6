//! The ID of the account to which a line was charged, as written by bills and spreadsheets.

use std::fmt;

use super::Charge;
use crate::domain::amount::half_width;

/// The fields that name the account that is charged, the preferred one first: `DescribeInstanceBill`, then
/// the columns of exported files in Chinese and English. Who uses a resource (`OwnerID`, 资源归属账号ID) may be
/// another account.
pub const OWNER_FIELDS: [&str; 4] =
    ["BillAccountID", "资源购买账号ID", "ResourcePurchaseAccountId", "AccountID"];

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(Box<str>);

/// The account that a line is charged to, as far as its text is exact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BillOwner {
    Account(AccountId),
    /// A spreadsheet rounded the ID (`5E+15`): it may belong to many accounts.
    Rounded(RoundedId),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoundedId {
    text: Box<str>,
    value: u128,
    /// By how much the ID may differ from `value`.
    unit: u128,
}

/// Spreadsheets retain this many digits of a number; the others become zeros.
const SPREADSHEET_DIGITS: usize = 15;
/// The maximum length of an ID.
const LONGEST: usize = 30;

impl AccountId {
    /// An ID as a server or the user writes it; `None` if it is empty or rounded.
    pub fn parse(text: &str) -> Option<Self> {
        match BillOwner::parse(text) {
            Some(BillOwner::Account(id)) => Some(id),
            Some(BillOwner::Rounded(_)) | None => None,
        }
    }

    pub const fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this looks like what a spreadsheet makes of `other`: the same up to its 15th digit, then
    /// zeros.
    pub fn may_be_cut_from(&self, other: &Self) -> bool {
        let (Some((head, cut)), Some((others, rest))) =
            (self.0.split_at_checked(SPREADSHEET_DIGITS), other.0.split_at_checked(SPREADSHEET_DIGITS))
        else {
            return false;
        };
        head == others && cut.len() == rest.len() && cut != rest && cut.bytes().all(|byte| byte == b'0')
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BillOwner {
    /// Reads an ID without what spreadsheets wrap around it; `None` if it is empty.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().map(half_width).collect();
        let plain = plain.trim_matches(|c: char| c.is_whitespace() || "='\"`\u{feff}\u{200b}".contains(c));
        if plain.is_empty() || plain.bytes().all(|byte| byte == b'-') {
            return None;
        }
        let whole = plain.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
        let whole = whole.map_or(plain, |(whole, _)| whole);
        Some(scientific(whole).unwrap_or_else(|| Self::Account(AccountId(whole.into()))))
    }

    /// Whether it is this account, or may be its rounded ID.
    pub fn may_be(&self, account: &AccountId) -> bool {
        match self {
            Self::Account(id) => id == account || id.may_be_cut_from(account),
            Self::Rounded(rounded) => rounded.may_be(account),
        }
    }

    pub const fn as_str(&self) -> &str {
        match self {
            Self::Account(id) => id.as_str(),
            Self::Rounded(rounded) => &rounded.text,
        }
    }
}

impl RoundedId {
    fn may_be(&self, account: &AccountId) -> bool {
        account.0.parse::<u128>().is_ok_and(|id| id.abs_diff(self.value) <= self.unit)
    }
}

/// A number with an exponent. If its digits reach the ones, nothing was lost.
fn scientific(text: &str) -> Option<BillOwner> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || exponent > LONGEST {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let lost = exponent.checked_sub(fraction.len())?;
    if lost == 0 && digits.len() <= SPREADSHEET_DIGITS.saturating_add(1) {
        return Some(BillOwner::Account(AccountId(digits.into())));
    }
    let unit = 10_u128.checked_pow(u32::try_from(lost).ok()?)?;
    let value = digits.parse::<u128>().ok()?.checked_mul(unit)?;
    Some(BillOwner::Rounded(RoundedId { text: text.into(), value, unit }))
}

/// The account to which this charge belongs, if stated.
pub fn owner_of(charge: &Charge) -> Option<BillOwner> {
    OWNER_FIELDS.iter().find_map(|field| {
        let (_, text) = charge.others.iter().find(|(name, _)| is_field(name, field))?;
        BillOwner::parse(text)
    })
}

/// Whether a column is this field, with or without a group prefix (`身份信息/…`), in any spelling.
fn is_field(name: &str, field: &str) -> bool {
    let key = |name: &str| -> String {
        let letters = name.chars().map(half_width).filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'));
        letters.flat_map(char::to_lowercase).collect()
    };
    let (name, field) = (key(name), key(field));
    name.strip_suffix(&*field).is_some_and(|group| group.is_empty() || group.ends_with(['/', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(text: &str) -> AccountId {
        AccountId::parse(text).unwrap()
    }

    #[test]
    fn an_id_is_the_same_in_any_notation() {
        for text in [
            "5000000000000001",
            " 5000000000000001\t",
            "'5000000000000001",
            "=\"5000000000000001\"",
            "`5000000000000001`",
            "\u{feff}5000000000000001",
            "５００００００００００００００１",
            "5000000000000001.0",
            "5000000000000001.00",
            // no digit is lost
            "5.000000000000001E+15",
            "5.000000000000001e15",
        ] {
            assert_eq!(AccountId::parse(text), Some(account("5000000000000001")), "{text}");
        }
        for text in ["", " ", "-", "--", "''", "=\"\""] {
            assert_eq!(BillOwner::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_rounded_id_is_no_account_but_may_be_one() {
        let (ours, other) = (account("5000000000000001"), account("9000000000000009"));
        for (text, may_be_ours, may_be_other) in [
            ("5E+15", true, false),
            ("5.00E+15", true, false),
            ("5.00000000000000E+15", true, false),
            ("9E+15", false, true),
            ("1.23457E+15", false, false),
        ] {
            let owner = BillOwner::parse(text).unwrap();
            assert!(matches!(owner, BillOwner::Rounded(_)) && AccountId::parse(text).is_none(), "{text}");
            assert_eq!((owner.may_be(&ours), owner.may_be(&other)), (may_be_ours, may_be_other), "{text}");
            assert_eq!(owner.as_str(), text);
        }
        // rounded up at its last digit
        assert!(BillOwner::parse("1.23457E+15").unwrap().may_be(&account("1234567890123456")));
    }

    #[test]
    fn digits_that_became_zeros_are_recognised() {
        for (text, of, may_be) in [
            ("5000000000000000", "5000000000000001", true),
            ("1234567890123450", "1234567890123456", true),
            ("5000000000000001", "5000000000000001", false),
            ("1234567890123460", "1234567890123456", false),
            ("500000000000000", "500000000000001", false),
            ("50000000000000000", "5000000000000001", false),
        ] {
            assert_eq!(account(text).may_be_cut_from(&account(of)), may_be, "{text} {of}");
        }
    }

    #[test]
    fn odd_texts_are_ids_of_their_own() {
        for text in ["acme", "1.5", "1e", "e5", "1e99", "1e-3", "1x5e3", "+-"] {
            assert_eq!(BillOwner::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn the_charged_account_is_found_by_any_of_its_names() {
        for (name, is_owner) in [
            ("资源购买账号ID", true),
            ("身份信息/资源购买账号ID", true),
            ("IdentityDetails/ResourcePurchaseAccountId", true),
            ("Resource purchase account ID", true),
            ("BillAccountID", true),
            ("Account ID", true),
            ("资源购买账号", false),
            ("资源归属账号ID", false),
            ("OwnerID", false),
            ("ResourceOwnerAccountId", false),
        ] {
            let others = vec![("Zone".into(), "z".into()), (name.into(), "5000000000000001".into())];
            let owner = owner_of(&Charge { others, ..Charge::default() });
            assert_eq!(owner.is_some(), is_owner, "{name}");
        }
    }
}
