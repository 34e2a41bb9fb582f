//! One GraphQL request: who asks, and the few ways a resolver reaches data.

use std::net::IpAddr;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use async_graphql::Context;
use platform::{Caller, Clock, CountyId, Path, TenantTx};
use tenancy::session::Session;
use tenancy::{Actor, Scope};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Services;
use crate::api_error::{ApiError, ApiResult};
use crate::limiter::Kind;

/// Reading transactions one request may hold at once; its other fields wait their turn.
const READS_AT_ONCE: usize = 3;

/// The request's data in the GraphQL context.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Shared: each of a request's loaders holds the request.
    services: Arc<Services>,
    who: Who,
    reads: Arc<Semaphore>,
    client: Option<IpAddr>,
}

#[derive(Clone, Debug)]
enum Who {
    Nobody,
    Staff { session: Arc<Session>, actor: Actor, csrf: bool },
    Holder { actor: Actor, scopes: Arc<[String]> },
}

impl Request {
    /// Nobody signed in.
    pub(crate) fn nobody(services: Services) -> Self {
        Self::new(services, Who::Nobody)
    }

    /// A person with a session. `csrf` tells whether the request proved it came from our own page.
    pub(crate) fn staff(services: Services, session: Session, path: Path, csrf: bool) -> Self {
        let caller = caller_of(&session, path);
        let actor = Actor::new(caller, session.memberships.clone(), services.policy.clone());
        let actor = actor.carrying(session.delegations.clone()).proving(session.proof);
        Self::new(services, Who::Staff { session: Arc::new(session), actor, csrf })
    }

    /// The holder of an API token; tokens read and never write.
    pub(crate) fn holder(services: Services, holder: tenancy::token::TokenHolder) -> Self {
        let caller = Caller::overseer(holder.county, holder.person, &holder.name, Path::Api);
        let actor = Actor::new(caller, holder.memberships, services.policy.clone());
        Self::new(services, Who::Holder { actor, scopes: holder.scopes.into() })
    }

    fn new(services: Services, who: Who) -> Self {
        Self { services: Arc::new(services), who, reads: Arc::new(Semaphore::new(READS_AT_ONCE)), client: None }
    }

    /// The same request, from this address.
    #[must_use]
    pub(crate) fn from(self, client: Option<IpAddr>) -> Self {
        Self { client, ..self }
    }

    /// Counts an act that costs against the client's window.
    ///
    /// # Errors
    /// `RATE_LIMITED` when it is spent.
    pub(crate) async fn limit(&self, kind: Kind) -> ApiResult<()> {
        self.services.limiter.count(kind, self.client).await
    }

    /// Now, by the clock of the database's transactions.
    pub(crate) fn now(&self) -> time::OffsetDateTime {
        self.services.database.clock().now()
    }

    /// Today in China.
    pub(crate) fn today(&self) -> time::Date {
        Clock::day_of(self.now())
    }

    /// What the token was made for; none where nobody asks with one.
    pub(crate) fn token_scopes(&self) -> Option<&[String]> {
        if let Who::Holder { scopes, .. } = &self.who { Some(scopes) } else { None }
    }

    /// The process's parts.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// The session, if there is one.
    pub(crate) fn session(&self) -> Option<&Session> {
        if let Who::Staff { session, .. } = &self.who { Some(session) } else { None }
    }

    /// Who acts.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` when nobody is signed in.
    pub(crate) fn actor(&self) -> ApiResult<&Actor> {
        match &self.who {
            Who::Nobody => Err(ApiError::unauthenticated()),
            Who::Staff { actor, .. } | Who::Holder { actor, .. } => Ok(actor),
        }
    }

    /// Asks an API token's scope; a session needs none.
    ///
    /// # Errors
    /// `FORBIDDEN` when the token was not made for it, `UNAUTHENTICATED` when nobody asks.
    pub(crate) fn require_token_scope(&self, scope: &str) -> ApiResult<()> {
        match &self.who {
            Who::Nobody => Err(ApiError::unauthenticated()),
            Who::Staff { .. } => Ok(()),
            Who::Holder { scopes, .. } if scopes.iter().any(|held| held == scope) => Ok(()),
            Who::Holder { .. } => Err(ApiError::new(platform::Code::Forbidden, "TOKEN_SCOPE", "令牌没有这项用途")),
        }
    }

    /// Refuses a write that did not prove it came from our own page, or comes with a token.
    ///
    /// # Errors
    /// `FORBIDDEN`, or `UNAUTHENTICATED` when nobody is signed in.
    pub(crate) fn require_csrf(&self) -> ApiResult<()> {
        match &self.who {
            Who::Nobody => Err(ApiError::unauthenticated()),
            Who::Staff { csrf: true, .. } => Ok(()),
            Who::Staff { .. } => Err(ApiError::new(platform::Code::Forbidden, "CSRF", "页面已过期，请刷新后重试")),
            Who::Holder { .. } => Err(ApiError::new(platform::Code::Forbidden, "TOKEN_READS_ONLY", "令牌只能读取")),
        }
    }

    /// A writing transaction of the person signed in. The resolver runs one use case in it and commits, before any child resolves.
    ///
    /// # Errors
    /// When nobody is signed in, the page's proof is missing, or the database fails.
    pub(crate) async fn write(&self) -> ApiResult<(TenantTx, Actor)> {
        self.require_csrf()?;
        let actor = self.actor()?.clone();
        let tx = self.services.database.begin(actor.caller()).await?;
        Ok((tx, actor))
    }

    /// A reading transaction of the person signed in. Hold it for one page or one load, never across a loader.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub(crate) async fn read(&self) -> ApiResult<(ReadTx, Actor)> {
        let actor = self.actor()?.clone();
        Ok((self.read_as(actor.caller()).await?, actor))
    }

    /// A reading transaction of any caller, such as the public.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read_as(&self, caller: &Caller) -> ApiResult<ReadTx> {
        let permit = self.reads.clone().acquire_owned().await.map_err(|_| ApiError::not_found())?;
        let tx = self.services.database.begin_read(caller).await?;
        Ok(ReadTx { tx, _permit: permit })
    }
}

/// A reading transaction, with its place among the request's few.
#[derive(Debug)]
pub(crate) struct ReadTx {
    tx: TenantTx,
    _permit: OwnedSemaphorePermit,
}

impl Deref for ReadTx {
    type Target = TenantTx;
    fn deref(&self) -> &TenantTx {
        &self.tx
    }
}

impl DerefMut for ReadTx {
    fn deref_mut(&mut self) -> &mut TenantTx {
        &mut self.tx
    }
}

/// The caller a session makes.
fn caller_of(session: &Session, path: Path) -> Caller {
    if path == Path::Oversight {
        return Caller::overseer(session.county, session.person, &session.name, path);
    }
    let reach = tenancy::reach_of(&session.memberships, &session.delegations);
    Caller::staff(session.county, session.department, session.person, &session.name, reach, path)
}

/// The request of a resolver's context.
pub(crate) fn of<'a>(ctx: &Context<'a>) -> ApiResult<&'a Request> {
    ctx.data_opt::<Request>().ok_or_else(ApiError::unauthenticated)
}

/// The words of the rights someone has in a place, such as `article.draft`.
pub(crate) fn rights(actor: &Actor, scope: Scope) -> Vec<String> {
    tenancy::Action::ALL
        .into_iter()
        .filter(|action| actor.may(*action, scope))
        .map(|action| {
            let (object, act) = action.words();
            format!("{object}.{act}")
        })
        .collect()
}

/// A tenant's code as clients give it.
pub(crate) fn county(code: i32) -> CountyId {
    CountyId(code)
}

#[cfg(test)]
mod tests {
    use super::caller_of;
    use platform::{CountyId, DepartmentId, Path, PersonId, Reach};
    use tenancy::delegation::{DelegationId, Held};
    use tenancy::second_factor::Proof;
    use tenancy::session::Session;
    use tenancy::{Membership, Role};
    use time::OffsetDateTime;
    use uuid::Uuid;

    fn reach(roles: &[(Role, Option<DepartmentId>)], lent: Option<DepartmentId>) -> Reach {
        let id = Uuid::from_u128(1);
        let session = Session {
            id,
            county: CountyId(411_325),
            person: PersonId(id),
            name: "白帆".to_owned(),
            department: DepartmentId(id),
            memberships: roles
                .iter()
                .map(|(role, department)| Membership { role: *role, department: *department })
                .collect(),
            delegations: vec![Held { id: DelegationId(id), principal: PersonId(id), department: lent }],
            csrf_token: String::new(),
            expires_at: OffsetDateTime::UNIX_EPOCH,
            idle_seconds: 600,
            must_change_password: false,
            proof: Proof::NotEnrolled,
        };
        caller_of(&session, Path::Console).reach()
    }

    #[test]
    fn i1_a_delegation_never_widens_what_a_departments_roles_let_someone_see() {
        let health = DepartmentId(Uuid::from_u128(2));
        assert_eq!(reach(&[(Role::Clerk, Some(health))], None), Reach::Department);
        assert_eq!(reach(&[], Some(health)), Reach::Department);
        assert_eq!(reach(&[], None), Reach::County, "a deputy with no role of their own reads what they sign");
        assert_eq!(reach(&[(Role::Publisher, None)], Some(health)), Reach::County);
    }

    #[test]
    fn i1_an_outlets_editor_reaches_no_county_whatever_was_lent_to_them() {
        assert_eq!(reach(&[(Role::OutletEditor, None)], None), Reach::Outlet);
        assert_eq!(reach(&[(Role::OutletEditor, None), (Role::Publisher, None)], None), Reach::County);
    }
}
