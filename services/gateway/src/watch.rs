//! How long an open subscription may go on: until its session or token ends, or what its person may do changes. The doorbell tells
//! of most ends at once; a look now and then finds those that nobody rings for, such as a session left idle.

use std::time::Duration;

use platform::{Code, Path, PersonId, Storage};
use tenancy::Membership;
use tenancy::session::Token;
use tokio::sync::broadcast::error::RecvError;

use crate::Services;
use crate::bell::Rung;

/// Between two looks when nothing rang: the most by which an end without a ring is noticed late.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// What let a subscription in, and what must still hold while it goes on.
#[derive(Clone)]
pub(crate) struct Pass {
    token: Token,
    path: Path,
    person: PersonId,
    rights: Rights,
}

/// What someone may do, as the pass was given.
#[derive(Clone, PartialEq, Eq)]
struct Rights {
    memberships: Vec<Membership>,
    scopes: Vec<String>,
}

impl Rights {
    fn new(mut memberships: Vec<Membership>, mut scopes: Vec<String>) -> Self {
        memberships.sort_by_key(|held| (held.role, held.department.map(|department| department.0)));
        scopes.sort();
        Self { memberships, scopes }
    }
}

/// Why a subscription was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The session or the token is no more.
    Session,
    /// The person may do other things than before: the client begins again, with what they may do now.
    Rights,
}

impl End {
    pub(crate) fn code(self) -> Code {
        if self == Self::Session { Code::Unauthenticated } else { Code::Forbidden }
    }

    pub(crate) fn reason(self) -> &'static str {
        if self == Self::Session { "NO_SESSION" } else { "RIGHTS_CHANGED" }
    }

    pub(crate) fn message(self) -> &'static str {
        if self == Self::Session { "请先登录" } else { "权限已变更，请重新打开" }
    }

    /// The close code of a socket, in the words of graphql-transport-ws; clients come again by themselves after the second.
    pub(crate) fn close_code(self) -> u16 {
        if self == Self::Session { 4401 } else { 4403 }
    }
}

impl Pass {
    /// The pass of a person's session.
    pub(crate) fn session(token: Token, path: Path, session: &tenancy::session::Session) -> Self {
        let rights = Rights::new(session.memberships.clone(), Vec::new());
        Self { token, path, person: session.person, rights }
    }

    /// The pass of an API token's holder.
    pub(crate) fn holder(token: Token, holder: &tenancy::token::TokenHolder) -> Self {
        let rights = Rights::new(holder.memberships.clone(), holder.scopes.clone());
        Self { token, path: Path::Api, person: holder.person, rights }
    }

    /// Why it holds no longer; none while it does.
    async fn look(&self, services: &Services) -> Result<Option<End>, Storage> {
        let rights = if self.path == Path::Api {
            let holder = tenancy::token::resume(&services.database, &self.token).await?;
            holder.map(|holder| Rights::new(holder.memberships, holder.scopes))
        } else {
            let session = tenancy::session::find(&services.database, &self.token, self.path).await?;
            session.map(|session| Rights::new(session.memberships, Vec::new()))
        };
        Ok(match rights {
            None => Some(End::Session),
            Some(rights) if rights != self.rights => Some(End::Rights),
            Some(_) => None,
        })
    }
}

/// Ends when the pass does; never for those who need none.
pub(crate) async fn ended(services: Services, pass: Option<Pass>) -> End {
    let Some(pass) = pass else { return std::future::pending().await };
    let mut rings = services.bell.listen();
    loop {
        tokio::select! {
            () = rung(&mut rings, pass.person) => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        match pass.look(&services).await {
            Ok(Some(end)) => return end,
            Ok(None) => {}
            // The database is away: nothing new is read for anyone either.
            Err(error) => tracing::warn!(error = %platform::jobs::Failure::of(&error), "look after a subscription"),
        }
    }
}

/// Waits for a ring about the person, or for one that was missed.
async fn rung(rings: &mut tokio::sync::broadcast::Receiver<Rung>, person: PersonId) {
    loop {
        match rings.recv().await {
            Ok(Rung::Changed(ring)) if ring.kind != "person.changed" || ring.subject != person.0 => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
