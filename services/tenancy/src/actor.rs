//! Who acts: a caller with the roles they hold, asked once before every act.

use std::sync::Arc;

use platform::{Caller, Code, CountyId, DepartmentId, PersonId, Reach, Refusal};

use crate::delegation::Held;
use crate::second_factor::Proof;
use crate::{Action, Policy, Role};

/// A role in a domain: one department, or the whole county where `department` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// What they may be.
    pub role: Role,
    /// Where.
    pub department: Option<DepartmentId>,
}

/// Where an act happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In a department: a role of that department or of the county will do.
    Department(DepartmentId),
    /// In the county as a whole: only a role of the county will do.
    County,
    /// Anywhere: any role will do; row security narrows what is seen.
    Any,
}

/// Someone acting, with their rights.
#[derive(Clone, Debug)]
pub struct Actor {
    caller: Caller,
    memberships: Arc<[Membership]>,
    delegations: Arc<[Held]>,
    proof: Proof,
    policy: Arc<Policy>,
}

/// The actor's roles do not allow the act.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the actor may not {} {}", .0.words().1, .0.words().0)]
pub struct Refused(pub Action);

impl Refusal for Refused {
    fn code(&self) -> Code {
        Code::Forbidden
    }
    fn reason(&self) -> &'static str {
        "ROLE_REQUIRED"
    }
    fn message(&self) -> String {
        "您的角色没有这项权限".to_owned()
    }
}

impl Actor {
    /// A caller with the roles read for them.
    #[must_use]
    pub fn new(caller: Caller, memberships: Vec<Membership>, policy: Arc<Policy>) -> Self {
        let (delegations, proof) = (Arc::default(), Proof::default());
        Self { caller, memberships: memberships.into(), delegations, proof, policy }
    }

    /// The same with what was delegated to them: each delegation is the role of a delegate in its scope.
    #[must_use]
    pub fn carrying(mut self, delegations: Vec<Held>) -> Self {
        let lent = delegations.iter().map(|held| Membership { role: Role::Delegate, department: held.department });
        self.memberships = self.memberships.iter().copied().chain(lent).collect();
        self.delegations = delegations.into();
        self
    }

    /// The same with what their session has shown beside the password.
    #[must_use]
    pub fn proving(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    /// What their session has shown beside the password.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// The caller, to open a transaction with.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
    /// The tenant.
    #[must_use]
    pub fn county(&self) -> CountyId {
        self.caller.county()
    }
    /// The person; none for the public and for robots.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.caller.person()
    }
    /// The department they work for.
    #[must_use]
    pub fn department(&self) -> Option<DepartmentId> {
        self.caller.department()
    }
    /// The roles they hold.
    #[must_use]
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// What was delegated to them.
    #[must_use]
    pub fn delegations(&self) -> &[Held] {
        &self.delegations
    }

    /// True when they hold this role for the place.
    #[must_use]
    pub fn holds(&self, role: Role, scope: Scope) -> bool {
        self.memberships.iter().any(|membership| membership.role == role && covers(membership, scope))
    }

    /// True when one of their roles for the place allows the act.
    #[must_use]
    pub fn may(&self, action: Action, scope: Scope) -> bool {
        self.memberships
            .iter()
            .any(|membership| self.policy.allows(membership.role, action) && covers(membership, scope))
    }

    /// Asks before an act.
    ///
    /// # Errors
    /// When none of their roles for the place allows it.
    pub fn require(&self, action: Action, scope: Scope) -> Result<(), Refused> {
        if self.may(action, scope) { Ok(()) } else { Err(Refused(action)) }
    }
}

/// How far someone on the staff sees: a role held for the county reaches the county, else the department. A delegation of the whole
/// county reaches it for one who holds nothing else; it never widens what a department's own roles let someone see. Whoever is an
/// outlet's editor and nothing else is not on the staff: they reach what is offered to their outlet.
#[must_use]
pub fn reach_of(memberships: &[Membership], delegations: &[Held]) -> Reach {
    if !memberships.is_empty() && memberships.iter().all(|membership| membership.role == Role::OutletEditor) {
        return Reach::Outlet;
    }
    let lent = memberships.is_empty() && delegations.iter().any(|held| held.department.is_none());
    let county_wide = lent || memberships.iter().any(|membership| membership.department.is_none());
    if county_wide { Reach::County } else { Reach::Department }
}

fn covers(membership: &Membership, scope: Scope) -> bool {
    match (membership.department, scope) {
        (_, Scope::Any) | (None, _) => true,
        (Some(_), Scope::County) => false,
        (Some(held), Scope::Department(wanted)) => held == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor, Membership, Scope};
    use crate::{Action, Policy, Role};
    use platform::{Caller, CountyId, DepartmentId};
    use std::sync::Arc;
    use uuid::Uuid;

    async fn editor_of(department: DepartmentId) -> Actor {
        let policy = Arc::new(Policy::load().await.unwrap());
        Actor::new(
            Caller::public(CountyId(411_325)),
            vec![Membership { role: Role::Editor, department: Some(department) }],
            policy,
        )
    }

    #[tokio::test]
    async fn a_departments_editor_drafts_there_and_nowhere_else() {
        let (own, other) = (DepartmentId(Uuid::from_u128(1)), DepartmentId(Uuid::from_u128(2)));
        let editor = editor_of(own).await;
        assert!(editor.may(Action::ArticleDraft, Scope::Department(own)));
        assert!(!editor.may(Action::ArticleDraft, Scope::Department(other)));
        assert!(!editor.may(Action::ArticleDraft, Scope::County));
        assert!(!editor.may(Action::ReviewDecide, Scope::Department(own)));
    }
}
