//! 表格: a table as people exchange it. Reads CSV (UTF-8, or GB 18030 as older office programs save it) and XLSX; writes
//! XLSX, and CSV that those programs open with its Chinese right. No database, no network.

mod read;
mod write;

pub use read::{Row, Table, Unreadable, read, texts};
pub use write::{Cell, Sheet, Unwritable};
