//! 工作日: which days are worked, by the State Council's yearly notice. A day past the last notice is unknown, never guessed.

mod import;
mod notice;
mod store;

pub use import::{ImportError, import, import_for_county};
pub use notice::{Difference, Notice, NoticeError};

pub use platform::workdays::{Counted, Workdays as Calendar};
