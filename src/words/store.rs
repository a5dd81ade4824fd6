//! What there is to tell about how data are kept for the next run.

use super::{Lang, Told, plain};
use crate::domain::StoreNotice;

/// `notice` in words: what happened, and what to do.
pub fn told(lang: Lang, notice: &StoreNotice) -> Told {
    let (message, remedy) = match (lang, notice) {
        (Lang::English, StoreNotice::SetAside { to }) => (
            "the kept data were damaged; a new file was begun".to_owned(),
            format!("the old one is now {}", plain(to)),
        ),
        (Lang::Chinese, StoreNotice::SetAside { to }) => {
            ("保存的数据已损坏，已新建文件".to_owned(), format!("旧文件现为 {}", plain(to)))
        }
        (Lang::English, StoreNotice::TooNew) => (
            "the kept data were written by a newer quotatop and are left alone".to_owned(),
            "update quotatop to use them".to_owned(),
        ),
        (Lang::Chinese, StoreNotice::TooNew) => (
            "保存的数据由更新版本的 quotatop 写入，未作改动".to_owned(),
            "升级 quotatop 后即可使用".to_owned(),
        ),
        (Lang::English, StoreNotice::Unusable { detail }) => (
            format!("nothing can be kept for the next run: {}", plain(detail)),
            "see: quotatop doctor".to_owned(),
        ),
        (Lang::Chinese, StoreNotice::Unusable { detail }) => {
            (format!("无法为下次运行保存数据：{}", plain(detail)), "请运行：quotatop doctor".to_owned())
        }
    };
    Told { message, remedy }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_neutralised_in_every_language() {
        let notice = StoreNotice::SetAside { to: "old\u{1b}.db".into() };
        for (lang, remedy) in
            [(Lang::English, "the old one is now old\\u001b.db"), (Lang::Chinese, "旧文件现为 old\\u001b.db")]
        {
            assert_eq!(told(lang, &notice).remedy, remedy);
        }
    }
}
