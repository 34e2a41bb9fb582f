//! 对接程序: others' programs that publish on the platforms we do not speak to ourselves. A target goes there as a signed message and
//! how it stands comes back in the answer, or later as a signed result; it is told once under an id of its own (I4).

mod answer;
mod edit;
mod link;
mod log;
pub(crate) mod message;
mod picture;
mod ping;
mod result;
mod rotate;
pub(crate) mod store;
mod take;

use platform::CountyId;
use platform::outbox::Event;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{AccountId, ConnectorId, TargetId};

pub use answer::Standing;
pub(crate) use answer::{Met, Told, Word};
pub(crate) use edit::stop;
pub use edit::{ConnectorInput, EditError, create, edit, pause, resume};
pub use link::{LinkError, link, unlink};
pub(crate) use log::{NewCall, note_call};
pub use log::{list_calls, list_results};
pub use picture::{PictureLink, linked};
pub(crate) use ping::PING;
pub use ping::ping;
pub use result::{Said, Taken};
pub use rotate::{RotateError, rotate};
pub use store::{find, links_of, list};
pub use take::{Door, TakeError, take};

/// Another's program.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Connector {
    pub id: ConnectorId,
    pub name: String,
    pub endpoint: String,
    /// `active`, `paused` by a person, or `stopped` since it no longer took what we sent.
    pub state: String,
    /// Why it is stopped.
    pub stopped_for: Option<String>,
    /// When its newest secret was made.
    pub rotated_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    /// When it last answered a call.
    pub answered_at: Option<OffsetDateTime>,
    /// When a result last came from it.
    pub received_at: Option<OffsetDateTime>,
    /// What its accounts still wait for: sent, and not known to be live.
    pub waiting: i64,
}

/// An account that goes by a program, and the program's word for it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Link {
    pub connector: ConnectorId,
    pub account: AccountId,
    pub handle: String,
    pub linked_at: OffsetDateTime,
}

/// A secret just made, to be shown once.
#[derive(Debug)]
pub struct ConnectorSecret {
    /// Whose it is.
    pub connector: Connector,
    /// `whsec_…`.
    pub secret: String,
}

/// A call that was made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Call {
    pub id: Uuid,
    pub kind: String,
    pub target: Option<TargetId>,
    pub at: OffsetDateTime,
    pub status: Option<i32>,
    pub outcome: String,
    pub error: Option<String>,
    pub answer: String,
}

/// A result that came in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Received {
    pub id: Uuid,
    pub message: String,
    pub received_at: OffsetDateTime,
    pub target: Option<TargetId>,
    pub state: Option<String>,
    pub taken: bool,
    pub reason: String,
}

/// Where a program's secrets are sealed to.
pub(crate) fn place(county: CountyId, connector: ConnectorId) -> String {
    format!("{county}/connector/{connector}")
}

/// Where a program sends results.
#[must_use]
pub fn result_at(site: &str, county: CountyId, connector: ConnectorId) -> String {
    format!("{site}/connectors/{county}/{connector}/results")
}

pub(crate) fn changed(connector: ConnectorId) -> Event {
    Event { kind: "connector.changed", subject: connector.0, department: None, person: None }
}
