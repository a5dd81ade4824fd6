//! Lines of a bill in little memory: what they share is stored once and referred to by number, and figures are
//! bytes. The form in which lines of exported files are read, wait on the disk for their day, and are stored.

mod charge_book;
mod day;
mod line;
pub mod varint;

pub use charge_book::ChargeBook;
pub use day::{PackedDay, PackedLines, Place};
pub use line::{PackedLine, pack, put_decimal, skip_head, take_decimal};
