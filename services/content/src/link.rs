//! 链接核查: whether the addresses a piece points to answer. Saving a piece notes its addresses, the worker asks each once, and the
//! checks say of one that does not answer where it stands. Nobody waits for another's server at a request.

mod ask;
mod look;
mod mark;
mod note;
mod store;

use platform::settings::Setting;
use time::OffsetDateTime;

pub use ask::Asker;
pub use look::{LOOK, run as look};
pub use mark::mark;
pub(crate) use note::note;

/// Whether addresses are asked at all: where the worker has no way out, every one would seem dead.
pub const ASK: Setting<bool> = Setting { key: "links.ask", default: true };

word_type! {
    /// Why an address leads nowhere.
    LinkFault {
        /// Its server says there is no such page.
        Missing = "missing",
        /// Nothing answered, twice.
        Unreachable = "unreachable",
        /// It lies inside a private network, where no reader gets.
        Private = "private",
        /// It sends on, and on, and nowhere.
        Lost = "lost",
    }
}

/// What is known of an address.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Link {
    pub address: String,
    pub asked_at: Option<OffsetDateTime>,
    /// The answer's HTTP status, if any came.
    pub status: Option<i16>,
    pub fault: Option<LinkFault>,
    /// How often in a row nothing came.
    pub failures: i16,
}
