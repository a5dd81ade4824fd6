//! Whether an exported file may be imported into a profile: a bill belongs to the account that it was charged
//! to.

use super::owner::{AccountId, BillOwner};

/// The number of lines of an export by account, if stated.
pub type Owners = Vec<(Option<BillOwner>, u64)>;

/// Which lines of an export are imported, and into which account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Absent if neither the file nor the user names one.
    pub account: Option<AccountId>,
    /// Whether it is the profile's own; others are stored apart.
    pub is_own: bool,
    /// Whether it includes lines that name no account.
    with_unnamed: bool,
}

/// Why nothing of an export is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnerRefusal {
    Another {
        owner: AccountId,
        /// The profile's.
        own: AccountId,
    },
    Several(Owners),
    /// A spreadsheet rounded the ID, so that the account is ambiguous.
    Rounded(BillOwner),
    /// It has no line of the requested account.
    NotThere {
        requested: AccountId,
        owners: Owners,
    },
}

impl Import {
    /// What to import of an export with these owners into a profile of the account `own`, if that is known;
    /// `requested` is the account that the user names.
    pub fn new(
        owners: &Owners,
        requested: Option<&AccountId>,
        own: Option<&AccountId>,
    ) -> Result<Self, OwnerRefusal> {
        let named: Vec<&BillOwner> = owners.iter().filter_map(|(owner, _)| owner.as_ref()).collect();
        let into = |account: &AccountId| Self {
            account: Some(account.clone()),
            is_own: own.is_none_or(|own| own == account),
            // In a file of one account, rows without an ID are the account's, too.
            with_unnamed: named.len() < 2,
        };
        match (requested, named.as_slice()) {
            (Some(requested), []) => Ok(into(requested)),
            (Some(requested), named) => {
                let mut matching = named.iter().filter(|owner| owner.may_be(requested));
                match (matching.next(), matching.next()) {
                    (Some(_), None) => Ok(into(requested)),
                    // Written in two ways: the lines of a day would replace each other.
                    (Some(_), Some(_)) => Err(OwnerRefusal::Several(owners.clone())),
                    (None, _) => {
                        Err(OwnerRefusal::NotThere { requested: requested.clone(), owners: owners.clone() })
                    }
                }
            }
            (None, []) => Ok(Self { account: None, is_own: true, with_unnamed: true }),
            (None, [BillOwner::Account(owner)]) => match own {
                Some(own) if own != owner => {
                    Err(OwnerRefusal::Another { owner: owner.clone(), own: own.clone() })
                }
                _ => Ok(into(owner)),
            },
            (None, [rounded @ BillOwner::Rounded(_)]) => Err(OwnerRefusal::Rounded((*rounded).clone())),
            (None, _) => Err(OwnerRefusal::Several(owners.clone())),
        }
    }

    pub fn includes(&self, owner: Option<&BillOwner>) -> bool {
        match (owner, &self.account) {
            (None, _) => self.with_unnamed,
            (Some(owner), Some(account)) => owner.may_be(account),
            (Some(_), None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "5000000000000001";
    const THEIRS: &str = "9000000000000009";
    const THIRD: &str = "7000000000000007";

    fn owners(texts: &[&str]) -> Owners {
        texts.iter().map(|text| (BillOwner::parse(text), 1)).collect()
    }

    fn of(texts: &[&str], requested: &str, own: &str) -> Result<Import, OwnerRefusal> {
        Import::new(&owners(texts), AccountId::parse(requested).as_ref(), AccountId::parse(own).as_ref())
    }

    #[test]
    fn a_bill_goes_to_its_own_account_or_nowhere() {
        for (texts, requested, own, account, is_own) in [
            // the file says nothing
            (&[""][..], "", "", "", true),
            (&[""], "", OURS, "", true),
            (&[""], OURS, OURS, OURS, true),
            (&[""], THEIRS, OURS, THEIRS, false),
            // the profile's account is unknown: the first import determines it
            (&[THEIRS], "", "", THEIRS, true),
            (&[THEIRS, THIRD], THIRD, "", THIRD, true),
            (&[OURS], "", OURS, OURS, true),
            (&[OURS, ""], "", OURS, OURS, true),
            (&[THEIRS], THEIRS, OURS, THEIRS, false),
            (&[OURS, THEIRS, THIRD], THIRD, OURS, THIRD, false),
            (&[OURS, THEIRS], OURS, OURS, OURS, true),
            // rounded by a spreadsheet, and named by the user
            (&["5E+15"], OURS, OURS, OURS, true),
            (&["5000000000000000"], OURS, OURS, OURS, true),
            (&["9E+15"], THEIRS, "", THEIRS, true),
        ] {
            let import = of(texts, requested, own).unwrap();
            let expected = (AccountId::parse(account), is_own);
            assert_eq!((import.account, import.is_own), expected, "{texts:?} {requested}");
        }
    }

    #[test]
    fn a_possibly_foreign_bill_is_refused_and_its_owner_named() {
        let id = |text| AccountId::parse(text).unwrap();
        let another = |owner| OwnerRefusal::Another { owner: id(owner), own: id(OURS) };
        let several = |texts| OwnerRefusal::Several(owners(texts));
        let not_there = |texts| OwnerRefusal::NotThere { requested: id(THEIRS), owners: owners(texts) };
        let rounded = || OwnerRefusal::Rounded(BillOwner::parse("5E+15").unwrap());
        for (texts, requested, own, refusal) in [
            (&[THEIRS][..], "", OURS, another(THEIRS)),
            (&[THEIRS, ""], "", OURS, another(THEIRS)),
            (&["5000000000000000"], "", OURS, another("5000000000000000")),
            (&[OURS, THEIRS], "", OURS, several(&[OURS, THEIRS])),
            (&[OURS, THEIRS, THIRD], "", "", several(&[OURS, THEIRS, THIRD])),
            (&[OURS, "5E+15"], OURS, OURS, several(&[OURS, "5E+15"])),
            (&["5E+15"], "", OURS, rounded()),
            (&["5E+15"], "", "", rounded()),
            (&["5E+15"], THEIRS, OURS, not_there(&["5E+15"])),
            (&[OURS], THEIRS, OURS, not_there(&[OURS])),
        ] {
            assert_eq!(of(texts, requested, own), Err(refusal), "{texts:?} {requested} {own}");
        }
    }

    #[test]
    fn a_row_without_an_account_belongs_to_the_only_one_or_to_none() {
        for (texts, requested, includes) in
            [(&[OURS, ""][..], OURS, true), (&[OURS, THEIRS, ""], OURS, false), (&[""], OURS, true)]
        {
            assert_eq!(of(texts, requested, OURS).unwrap().includes(None), includes, "{texts:?}");
        }
        let import = of(&[OURS, THEIRS], THEIRS, OURS).unwrap();
        assert!(import.includes(BillOwner::parse(THEIRS).as_ref()));
        assert!(!import.includes(BillOwner::parse(OURS).as_ref()));
    }
}
