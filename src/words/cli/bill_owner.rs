//! The owner of a bill file: why it is not imported, and the options that import it.

use crate::{
    domain::bill::{AccountId, OwnerRefusal, Owners},
    words::{Lang, Report, facts::bill::lines, phrase, plain},
};

/// Why nothing of a file was imported into this profile, and what to do.
pub(crate) fn refused(lang: Lang, profile: &str, refusal: &OwnerRefusal) -> Report {
    let profile = plain(profile);
    let (message, remedy) = match refusal {
        OwnerRefusal::Another { owner, own } => another(lang, &profile, owner, own),
        OwnerRefusal::Several(owners) => {
            let list = list(lang, owners);
            match lang {
                Lang::English => (
                    format!("nothing imported: the bill is of several accounts: {list}"),
                    "choose one: --account ID".to_owned(),
                ),
                Lang::Chinese => (
                    format!("未导入任何内容：这是多个账号的账单：{list}"),
                    "请用 --account ID 选择其一".to_owned(),
                ),
            }
        }
        OwnerRefusal::Rounded(owner) => {
            let owner = plain(owner.as_str());
            match lang {
                Lang::English => (
                    format!("nothing imported: a spreadsheet rounded the account ID to {owner}"),
                    "export it again, or pass --account ID".to_owned(),
                ),
                Lang::Chinese => (
                    format!("未导入任何内容：账号 ID 被表格软件舍入为 {owner}"),
                    "请重新导出，或用 --account ID 指明账号".to_owned(),
                ),
            }
        }
        OwnerRefusal::NotThere { requested, owners } => {
            let (requested, list) = (plain(requested.as_str()), list(lang, owners));
            match lang {
                Lang::English => (
                    format!("nothing imported: no line belongs to account {requested}; found: {list}"),
                    "choose one of these: --account ID".to_owned(),
                ),
                Lang::Chinese => (
                    format!("未导入任何内容：没有账号 {requested} 的明细；现有：{list}"),
                    "请用 --account ID 选择其一".to_owned(),
                ),
            }
        }
    };
    Report { message, remedy }
}

fn another(lang: Lang, profile: &str, owner: &AccountId, own: &AccountId) -> (String, String) {
    let is_cut = owner.may_be_cut_from(own);
    let (owner, own) = (plain(owner.as_str()), plain(own.as_str()));
    match lang {
        Lang::English if is_cut => (
            format!(
                "nothing imported: the bill belongs to account {owner}, but profile {profile} to {own}; a spreadsheet may have rounded the ID"
            ),
            format!("export it again, or if it is the same account: --account {own}"),
        ),
        Lang::Chinese if is_cut => (
            format!(
                "未导入任何内容：账单属于账号 {owner}，Profile {profile} 属于 {own}；ID 可能被表格软件舍入"
            ),
            format!("请重新导出；若为同一账号：--account {own}"),
        ),
        Lang::English => (
            format!("nothing imported: the bill belongs to account {owner}, but profile {profile} to {own}"),
            format!("save it separately with --account {owner}, or choose its profile with --profile NAME"),
        ),
        Lang::Chinese => (
            format!("未导入任何内容：账单属于账号 {owner}，Profile {profile} 属于 {own}"),
            format!("用 --account {owner} 单独保存，或用 --profile NAME 指定该账号的 Profile"),
        ),
    }
}

/// `5000000000000001 (12 lines), 9000000000000009 (1 line), 3 lines without an account ID`.
fn list(lang: Lang, owners: &Owners) -> String {
    let one = |(owner, count): &(Option<crate::domain::bill::BillOwner>, u64)| {
        let count = lines(lang, *count);
        match owner {
            Some(owner) => format!("{}{}", plain(owner.as_str()), lang.aside(&count)),
            None => format!("{count}{}", lang.pick(" without an account ID", "没有账号 ID")),
        }
    };
    owners.iter().map(one).collect::<Vec<_>>().join(lang.pick(", ", "、"))
}

/// Where the imported lines of another account are stored.
pub(crate) fn stored_apart(lang: Lang, profile: &str, account: &AccountId) -> String {
    let (profile, account) = (plain(profile), plain(account.as_str()));
    phrase!(
        lang,
        "saved separately from profile {profile}; see: quotatop bills --account {account}",
        "与 Profile {profile} 分开保存；请运行：quotatop bills --account {account}",
    )
}

/// Why the bill of an account cannot be shown: nothing of it is stored.
pub(crate) fn not_stored(lang: Lang, profile: &str, account: &AccountId, stored: &[AccountId]) -> String {
    let (profile, account) = (plain(profile), plain(account.as_str()));
    let stored: Vec<_> = stored.iter().map(|account| plain(account.as_str())).collect();
    let stored = stored.join(lang.pick(", ", "、"));
    match lang {
        Lang::English => {
            let stored =
                if stored.is_empty() { "no other either".to_owned() } else { format!("saved: {stored}") };
            format!(
                "profile {profile} has no bill of account {account} ({stored}); run: quotatop import --account {account} FILE"
            )
        }
        Lang::Chinese => {
            let stored = if stored.is_empty() { "无".to_owned() } else { stored };
            format!(
                "Profile {profile} 没有账号 {account} 的账单（已保存：{stored}）；请运行：quotatop import --account {account} FILE"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::BillOwner;

    #[test]
    fn a_refusal_names_the_owner_and_the_option_that_imports_it() {
        let id = |text| AccountId::parse(text).unwrap();
        let owners = vec![
            (BillOwner::parse("5000000000000001"), 12),
            (BillOwner::parse("9000000000000009"), 1),
            (None, 3),
        ];
        for (refusal, parts) in [
            (
                OwnerRefusal::Another { owner: id("9000000000000009"), own: id("5000000000000001") },
                [
                    "account 9000000000000009, but profile work to 5000000000000001",
                    "--account 9000000000000009",
                    "--profile",
                ],
            ),
            (
                OwnerRefusal::Another { owner: id("5000000000000000"), own: id("5000000000000001") },
                ["may have rounded", "export it again", "--account 5000000000000001"],
            ),
            (
                OwnerRefusal::Several(owners.clone()),
                [
                    "5000000000000001 (12 lines), 9000000000000009 (1 line)",
                    "3 lines without an account ID",
                    "--account ID",
                ],
            ),
            (
                OwnerRefusal::Rounded(BillOwner::parse("5E+15").unwrap()),
                ["rounded the account ID to 5E+15", "export it again", "--account ID"],
            ),
            (
                OwnerRefusal::NotThere { requested: id("7"), owners },
                ["no line belongs to account 7", "9000000000000009 (1 line)", "--account ID"],
            ),
        ] {
            let Report { message, remedy } = refused(Lang::English, "work", &refusal);
            let text = format!("{message}; {remedy}");
            assert!(parts.iter().all(|part| text.contains(part)), "{text}");
            let chinese = refused(Lang::Chinese, "work", &refusal);
            assert!(chinese.message.starts_with("未导入任何内容") && !chinese.remedy.is_empty());
        }
    }

    #[test]
    fn stored_accounts_are_listed_if_the_requested_one_is_missing() {
        let id = |text| AccountId::parse(text).unwrap();
        let text = not_stored(Lang::English, "work", &id("7"), &[id("8"), id("9")]);
        assert!(text.contains("account 7 (saved: 8, 9); run: quotatop import"), "{text}");
        assert!(not_stored(Lang::English, "work", &id("7"), &[]).contains("(no other either)"));
    }
}
