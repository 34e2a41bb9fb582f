//! 表单: the printed forms of a review, set as PDF. Data goes in and bytes come out: no database, no network, no clock.
//! The same data makes the same bytes, so that a printed file can be told from a changed one.

mod font;
mod qr;
mod sheet;
mod typeset;
mod world;

pub use sheet::{Form, Found, Gate, Look, Moment, Sheet, Step, Taken, Word};
pub use typeset::{TypesetError, typeset};
