//! Whether an exported file may be imported into a profile: a bill belongs to the account that it was charged to.

use super::owner::{AccountId, BillOwner};

/// How many lines of an export belong to each account; absent = the file does not say.
pub type Owners = Vec<(Option<BillOwner>, u64)>;

/// Which lines of an export are imported, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The account; absent where neither the file nor the caller names one.
    pub account: Option<AccountId>,
    /// Whether it is the profile's own, or is kept apart from the profile's days.
    pub is_own: bool,
    /// Whether lines that name no account belong to it.
    with_unnamed: bool,
}

/// Why nothing of an export is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnerRefusal {
    /// It is the bill of another account.
    Another {
        /// The file's account.
        owner: AccountId,
        /// The profile's account.
        own: AccountId,
    },
    /// It holds the bills of several accounts.
    Several(Owners),
    /// A spreadsheet rounded the ID, so that it cannot be told whose bill it is.
    Rounded(BillOwner),
    /// It holds no line of the account that was asked for.
    NotThere {
        /// The account that was asked for.
        asked: AccountId,
        /// The accounts that it holds.
        owners: Owners,
    },
}

impl Import {
    /// What to import of an export with these owners into a profile of the account `own`, where that is known;
    /// `asked` is the account that the caller names.
    pub fn new(
        owners: &Owners,
        asked: Option<&AccountId>,
        own: Option<&AccountId>,
    ) -> Result<Self, OwnerRefusal> {
        let named: Vec<&BillOwner> = owners.iter().filter_map(|(owner, _)| owner.as_ref()).collect();
        let into = |account: &AccountId| Self {
            account: Some(account.clone()),
            is_own: own.is_none_or(|own| own == account),
            // Of one account's file, a row without its ID is the account's, too.
            with_unnamed: named.len() < 2,
        };
        match (asked, named.as_slice()) {
            (Some(asked), []) => Ok(into(asked)),
            (Some(asked), named) => {
                let mut matching = named.iter().filter(|owner| owner.may_be(asked));
                match (matching.next(), matching.next()) {
                    (Some(_), None) => Ok(into(asked)),
                    // Written in two ways: the lines of a day would replace each other.
                    (Some(_), Some(_)) => Err(OwnerRefusal::Several(owners.clone())),
                    (None, _) => Err(OwnerRefusal::NotThere { asked: asked.clone(), owners: owners.clone() }),
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

    /// Whether a line of this owner is imported.
    pub fn takes(&self, owner: Option<&BillOwner>) -> bool {
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

    fn of(texts: &[&str], asked: &str, own: &str) -> Result<Import, OwnerRefusal> {
        Import::new(&owners(texts), AccountId::parse(asked).as_ref(), AccountId::parse(own).as_ref())
    }

    #[test]
    fn a_bill_goes_to_its_own_account_or_nowhere() {
        for (texts, asked, own, account, is_own) in [
            // the file says nothing
            (&[""][..], "", "", "", true),
            (&[""], "", OURS, "", true),
            (&[""], OURS, OURS, OURS, true),
            (&[""], THEIRS, OURS, THEIRS, false),
            // nothing is known of the profile: what comes first is its account
            (&[THEIRS], "", "", THEIRS, true),
            (&[THEIRS, THIRD], THIRD, "", THIRD, true),
            (&[OURS], "", OURS, OURS, true),
            (&[OURS, ""], "", OURS, OURS, true),
            (&[THEIRS], THEIRS, OURS, THEIRS, false),
            (&[OURS, THEIRS, THIRD], THIRD, OURS, THIRD, false),
            (&[OURS, THEIRS], OURS, OURS, OURS, true),
            // rounded by a spreadsheet, and vouched for
            (&["5E+15"], OURS, OURS, OURS, true),
            (&["5000000000000000"], OURS, OURS, OURS, true),
            (&["9E+15"], THEIRS, "", THEIRS, true),
        ] {
            let import = of(texts, asked, own).unwrap();
            assert_eq!(
                (import.account, import.is_own),
                (AccountId::parse(account), is_own),
                "{texts:?} {asked}"
            );
        }
    }

    #[test]
    fn a_possibly_foreign_bill_is_refused_and_its_owner_named() {
        let id = |text| AccountId::parse(text).unwrap();
        for (texts, asked, own, refusal) in [
            (&[THEIRS][..], "", OURS, OwnerRefusal::Another { owner: id(THEIRS), own: id(OURS) }),
            (&[THEIRS, ""], "", OURS, OwnerRefusal::Another { owner: id(THEIRS), own: id(OURS) }),
            (
                &["5000000000000000"],
                "",
                OURS,
                OwnerRefusal::Another { owner: id("5000000000000000"), own: id(OURS) },
            ),
            (&[OURS, THEIRS], "", OURS, OwnerRefusal::Several(owners(&[OURS, THEIRS]))),
            (&[OURS, THEIRS, THIRD], "", "", OwnerRefusal::Several(owners(&[OURS, THEIRS, THIRD]))),
            (&["5E+15"], "", OURS, OwnerRefusal::Rounded(BillOwner::parse("5E+15").unwrap())),
            (&[OURS, "5E+15"], OURS, OURS, OwnerRefusal::Several(owners(&[OURS, "5E+15"]))),
            (&["5E+15"], "", "", OwnerRefusal::Rounded(BillOwner::parse("5E+15").unwrap())),
            (
                &["5E+15"],
                THEIRS,
                OURS,
                OwnerRefusal::NotThere { asked: id(THEIRS), owners: owners(&["5E+15"]) },
            ),
            (&[OURS], THEIRS, OURS, OwnerRefusal::NotThere { asked: id(THEIRS), owners: owners(&[OURS]) }),
        ] {
            assert_eq!(of(texts, asked, own), Err(refusal), "{texts:?} {asked} {own}");
        }
    }

    #[test]
    fn a_row_without_an_account_belongs_to_the_only_one_or_to_none() {
        for (texts, asked, takes) in
            [(&[OURS, ""][..], OURS, true), (&[OURS, THEIRS, ""], OURS, false), (&[""], OURS, true)]
        {
            assert_eq!(of(texts, asked, OURS).unwrap().takes(None), takes, "{texts:?}");
        }
        let import = of(&[OURS, THEIRS], THEIRS, OURS).unwrap();
        assert!(import.takes(BillOwner::parse(THEIRS).as_ref()));
        assert!(!import.takes(BillOwner::parse(OURS).as_ref()));
    }
}
