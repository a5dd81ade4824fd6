//! Bills: what was charged, for what, on which day. The Instance ID of a line names the model.
//!
//! Days and billing cycles are the vendor's (UTC+8). Amounts are before tax unless said otherwise, exact, and
//! never added across currencies; usage is never added across units. Nothing here is a sentence.

pub mod costs;
pub mod covered;
pub mod cycle;
pub mod day;
pub mod export;
pub mod free_use;
pub mod instance_id;
pub mod interner;
pub mod item;
pub mod join;
pub mod ledger;
pub mod line;
pub mod owner;
pub mod ownership;
pub mod packed;
pub mod product;
pub mod report;
pub mod spend;
pub mod stored;
pub mod tally;
pub mod unit;

pub use costs::{Cost, Costs};
pub use covered::{Covered, CoveredUsage, Deduction};
pub use cycle::{Cycle, vendor_day};
pub use day::{BillDay, Gap, Origin, StoredDay, covered_through};
pub use export::{BillPart, FileFacts, FileLimit, FileReading, FileRefusal, SkipReason, SkippedRows};
pub use free_use::{BillGrant, DayUse};
pub use instance_id::InstanceId;
pub use interner::Interner;
pub use item::ItemClass;
pub use join::{is_same_model, join_key};
pub use ledger::{DayCost, Ledger, LedgerBuilder, LedgerDetail, LedgerRow, Subject, SumsAdder};
pub use line::{BillLine, Charge, Figure, Figures};
pub use owner::{AccountId, BillOwner, owner_of};
pub use ownership::{Import, OwnerRefusal, Owners};
pub use packed::{ChargeBook, PackedDay, PackedLine, PackedLines};
pub use product::{ProductFilter, is_model_studio};
pub use report::{Group, Grouping, Query, Report};
pub use spend::{LimitStatus, Outlook, Range, Spend};
pub use stored::{BillAccounts, LinesPage, LinesQuery, Outstanding, SaveCounts, StoredCycle};
pub use tally::{Sums, Tally};
