//! Texts of the Calls page: tab, filters, columns, and why there is nothing to list.

use crate::words::Text;

pub(crate) const CALLS: Text = Text::new("CALLS", "次数");
pub(crate) const FAILED: Text = Text::new("FAILED", "失败");
pub(crate) const INPUT: Text = Text::new("INPUT", "输入");
pub(crate) const OUTPUT: Text = Text::new("OUTPUT", "输出");
pub(crate) const CACHED: Text = Text::new("CACHED", "缓存");
pub(crate) const OTHER_USE: Text = Text::new("USED", "用量");
pub(crate) const MEAN: Text = Text::new("MEAN", "平均");
pub(crate) const P99: Text = Text::new("P99", "P99");
pub(crate) const LAST: Text = Text::new("LAST CALL", "最近调用");
pub(crate) const WHY: Text = Text::new("WHY CALLS FAILED", "失败原因");
