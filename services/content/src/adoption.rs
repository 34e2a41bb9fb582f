//! 采用: what the desk takes of what departments submit, who reprinted it, and the ledger of departments.

mod adopt;
mod ledger;
mod reprint;
mod sheet;
mod store;
mod weights;

use platform::PersonId;
use time::{Date, OffsetDateTime};

use crate::SourceList;
use crate::submission::SubmissionId;

pub use adopt::{Mode, adopt};
pub use ledger::{Counts, LedgerError, Line, ledger};
pub use reprint::{NewReprint, note_reprint};
pub use sheet::{SheetError, sheet};
pub use store::reprints_of;
pub use weights::{WeighError, Weights, weigh};

/// 转载: a medium beyond the county that carried what was adopted.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Reprint {
    pub submission: SubmissionId,
    pub outlet_name: String,
    pub list: SourceList,
    pub url: String,
    pub reprinted_on: Date,
    pub noted_by: PersonId,
    pub noted_at: OffsetDateTime,
}
