//! 词库: words to stop at, phrases to let pass, from one CSV or many rows, compiled once and shared.

mod entry;
mod list;
mod own;
mod parse;
mod preview;

pub use entry::{Entry, Level, Usage};
pub use list::{Hit, ListError, WordList};
pub use own::own_entries;
pub use parse::{Fault, Parsed, parse, parse_rows, sound};
pub use preview::{Change, Field, Preview, preview};
