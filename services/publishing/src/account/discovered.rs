//! 未登记账号: an account that bears the county's name and stands in nobody's register; found, and settled by a person.

mod list;
mod note;
mod settle;
mod store;

use platform::PersonId;
use time::{Date, OffsetDateTime};

use crate::AccountId;
use crate::word::words;

pub use list::{ListError, list};
pub use note::{NewDiscovery, NoteError, note};
pub use settle::{SettleError, settle};

platform::id_type! {
    /// An account that somebody found.
    DiscoveryId
}

words! {
    /// What became of it.
    Outcome {
        /// It is an account of the register now.
        Registered = "registered",
        /// Whoever runs it was asked to close it; it may yet be settled otherwise.
        AskedToClose = "asked_to_close",
        /// It is gone.
        Closed = "closed",
        /// It is no account of the county's.
        NotOurs = "not_ours",
    }
}

/// An account that somebody found.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Discovery {
    pub id: DiscoveryId,
    pub platform: String,
    pub name: String,
    pub address: Option<String>,
    /// How it came to be known.
    pub found_by: String,
    pub found_on: Date,
    pub recorded_by: Option<PersonId>,
    pub recorded_at: OffsetDateTime,
    /// None while it waits for somebody to see to it.
    pub outcome: Option<Outcome>,
    pub outcome_note: String,
    /// The account it became.
    pub account: Option<AccountId>,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<OffsetDateTime>,
}
