//! Someone acting without a session of ours, where a system that they use speaks for them.

use std::sync::Arc;

use platform::{Caller, Path, PersonId, Storage, TenantTx};

use super::store;
use crate::{Actor, Membership, Policy, delegation, reach_of};

/// The person with the roles and delegations they have at this moment, acting under the name of the robot that speaks for them (I9);
/// none once they left.
///
/// # Errors
/// When the database fails.
pub async fn acting(
    tx: &mut TenantTx,
    policy: &Arc<Policy>,
    person: PersonId,
    (robot, path): (&str, Path),
) -> Result<Option<Actor>, Storage> {
    let found = store::find_many(tx, &[person.0]).await?.pop().filter(|found| found.active);
    let Some(found) = found else { return Ok(None) };
    let held = store::memberships_of(tx, &[person.0]).await?;
    let memberships: Vec<Membership> =
        held.iter().map(|held| Membership { role: held.role, department: held.department }).collect();
    let lent = delegation::store::held_by(tx, person).await?;
    let reach = reach_of(&memberships, &lent);
    let caller = Caller::staff(tx.county(), found.department, person, robot, reach, path);
    Ok(Some(Actor::new(caller, memberships, policy.clone()).carrying(lent)))
}
