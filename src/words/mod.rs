//! Every sentence, header, unit and duration that is shown. Words know the domain, and no state.

pub mod account;
pub mod alert;
pub mod alerts_page;
pub mod bill;
pub mod bill_file;
pub mod bill_line;
pub mod bill_totals;
pub mod bills_page;
pub mod check;
pub mod columns;
pub mod copied;
pub mod detail;
pub mod doctor;
pub mod empty;
pub mod failure;
pub mod forecast;
pub mod help;
pub mod history;
pub mod lang;
pub mod number;
pub mod palette;
pub mod price;
pub mod printed;
pub mod profiles;
pub mod reason;
pub mod rules;
pub mod screen;
pub mod store;
pub mod table;
pub mod text;
pub mod theme;
pub mod time;
pub mod usage;

pub use failure::{NO_HOME, Told, told};
pub use lang::{Lang, Text};
pub use text::plain;
