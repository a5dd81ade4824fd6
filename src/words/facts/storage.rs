//! Problems of the store, and what to do.

use crate::{
    domain::{Storage, StoreReason, StoreTrouble},
    words::{Lang, Report, phrase, plain},
};

/// All problems, most important first.
pub(crate) fn reports(lang: Lang, storage: &Storage) -> impl Iterator<Item = Report> {
    let trouble = storage.trouble.as_ref().map(|trouble| not_stored(lang, trouble));
    trouble.into_iter().chain(storage.set_aside.as_ref().map(|to| set_aside(lang, to)))
}

/// Why nothing is stored, and what to do.
pub(crate) fn not_stored(lang: Lang, trouble: &StoreTrouble) -> Report {
    let why = why(lang, &trouble.reason);
    let message = phrase!(lang, "no data are saved: {why}", "数据未能保存：{why}");
    Report { message, remedy: remedy(lang, trouble) }
}

/// What is wrong with the file.
pub(crate) fn why(lang: Lang, reason: &StoreReason) -> String {
    let text = match reason {
        StoreReason::TooNew => lang.pick("a newer quotatop wrote the file", "文件由更新版本的 quotatop 写入"),
        StoreReason::NoHome => lang.pick("no home folder", "无法确定主目录"),
        StoreReason::Locked => lang.pick("another program has locked the file", "文件被其他程序锁定"),
        StoreReason::Full => lang.pick("no space left", "磁盘空间不足"),
        StoreReason::ReadOnly => lang.pick("the file cannot be written", "文件不可写"),
        StoreReason::NotAFile => lang.pick("it is not a regular file", "该路径不是普通文件"),
        StoreReason::Damaged => lang.pick("the file is damaged", "文件已损坏"),
        StoreReason::Other { detail } => return plain(detail).into_owned(),
    };
    text.to_owned()
}

fn remedy(lang: Lang, trouble: &StoreTrouble) -> String {
    let file = plain(&trouble.file);
    match &trouble.reason {
        StoreReason::TooNew => {
            lang.pick("update quotatop to use its data", "升级 quotatop 后即可使用").to_owned()
        }
        StoreReason::NoHome => {
            lang.pick("set HOME or XDG_DATA_HOME", "请设置 HOME 或 XDG_DATA_HOME").to_owned()
        }
        StoreReason::Locked => phrase!(
            lang,
            "close the program that uses {file}; quotatop retries",
            "请关闭正在使用 {file} 的程序；quotatop 会自动重试",
        ),
        StoreReason::Full => phrase!(
            lang,
            "free some space for {file}; quotatop retries",
            "请为 {file} 腾出空间；quotatop 会自动重试",
        ),
        StoreReason::ReadOnly => phrase!(
            lang,
            "make {file} and its folder writable, or set XDG_DATA_HOME to another folder",
            "请使 {file} 及其目录可写，或将 XDG_DATA_HOME 设为其他目录",
        ),
        StoreReason::NotAFile | StoreReason::Damaged => {
            phrase!(lang, "move away {file}", "请移走 {file}")
        }
        StoreReason::Other { .. } => phrase!(lang, "check {file} and its folder", "请检查 {file} 及其目录"),
    }
}

/// Where damaged data are now.
pub(crate) fn set_aside(lang: Lang, to: &str) -> Report {
    let to = plain(to);
    let message =
        lang.pick("the saved data were damaged; a new file was started", "已保存的数据损坏，已新建文件");
    let remedy = phrase!(lang, "the old file is now {to}", "旧文件现为 {to}");
    Report { message: message.to_owned(), remedy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_details_are_neutralised_in_every_language() {
        let hostile = "old\u{1b}.db";
        let reasons = [
            StoreReason::TooNew,
            StoreReason::Locked,
            StoreReason::Full,
            StoreReason::ReadOnly,
            StoreReason::NotAFile,
            StoreReason::Damaged,
            StoreReason::Other { detail: "no\u{9b} luck".to_owned() },
        ];
        for reason in reasons {
            let trouble = Some(StoreTrouble { file: hostile.to_owned(), reason, is_readable: false });
            let storage = Storage { trouble, set_aside: Some(hostile.to_owned()) };
            for lang in [Lang::English, Lang::Chinese] {
                let lines: Vec<Report> = reports(lang, &storage).collect();
                assert_eq!(lines.len(), 2);
                for Report { message, remedy } in lines {
                    assert!(!message.is_empty() && !remedy.is_empty());
                    assert!(!format!("{message}{remedy}").contains(char::is_control), "{message} {remedy}");
                }
            }
        }
    }
}
