//! The demo's people as actors, with the roles they were given.

use std::collections::HashMap;

use platform::{Caller, CountyId, Path, Reach};
use tenancy::second_factor::Proof;
use tenancy::{Actor, Membership, person};

use crate::Fault;
use crate::core::Core;

/// Everyone on the staff of one county, by login.
pub(super) struct Cast {
    actors: HashMap<String, Actor>,
}

impl Cast {
    /// Reads them.
    pub(super) async fn of(core: &Core, county: CountyId) -> Result<Self, Fault> {
        let operator = core.operator(county);
        let mut tx = core.database.begin_read(operator.caller()).await?;
        let people = person::list(&mut tx, None, None, 100).await?.rows;
        let ids: Vec<_> = people.iter().map(|person| person.id.0).collect();
        let held = person::memberships_of(&mut tx, &ids).await?;
        let mut actors = HashMap::new();
        for person in people {
            let roles: Vec<Membership> = held
                .iter()
                .filter(|role| role.person == person.id)
                .map(|role| Membership { role: role.role, department: role.department })
                .collect();
            let county_wide = roles.iter().any(|role| role.department.is_none());
            let reach = if county_wide { Reach::County } else { Reach::Department };
            let caller = Caller::staff(county, person.department, person.id, &person.name, reach, Path::Command);
            let actor = Actor::new(caller, roles, core.policy.clone());
            // The demo is acted out at the server, where nobody holds a phone.
            actors.insert(person.login, actor.proving(Proof::Given(tx.now())));
        }
        Ok(Self { actors })
    }

    /// One of them.
    pub(super) fn actor(&self, login: &str) -> Result<&Actor, Fault> {
        self.actors.get(login).ok_or_else(|| format!("demo: nobody signs in as {login}").into())
    }

    /// Everyone, to find who may take a step.
    pub(super) fn all(&self) -> impl Iterator<Item = &Actor> {
        self.actors.values()
    }
}
