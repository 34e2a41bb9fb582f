//! Opening a region: its place in the tree, its first department, and the people who administer it.

use platform::{Caller, CountyId, DepartmentId, Path, PersonId, TenantTx};
use tenancy::region::{Department, Region};
use tenancy::{Actor, Membership, Role, person, region};

use crate::Fault;
use crate::core::Core;

/// A department to add.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDepartment {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) name_en: String,
    pub(crate) kind: String,
}

impl Core {
    /// The platform itself as the administrator of a county, for what is done at the server before anyone can sign in.
    pub(crate) fn operator(&self, county: CountyId) -> Actor {
        let roles = [Role::CountyAdmin, Role::SecurityAdmin].map(|role| Membership { role, department: None });
        Actor::new(Caller::system(county, "开通", Path::Command), roles.into(), self.policy.clone())
    }
}

/// Adds a region to the tree, or renames it.
pub(crate) async fn add_region(owner_url: &str, region: &Region) -> Result<(), Fault> {
    let mut owner = platform::migrations::connect(owner_url).await?;
    region::create(&mut owner, region).await?;
    Ok(())
}

/// What a county has from its first day: rules of review, clocks of inquiries, figures that are folded, uploads that are swept, words for
/// search, a round over the open steps. What is there is kept.
pub(crate) async fn begin_county(tx: &mut TenantTx) -> Result<(), Fault> {
    review::rule::install_default_rules(tx).await?;
    interaction::clock::lay_defaults(tx).await?;
    content::media::schedule_sweep(tx).await?;
    content::search::schedule_index(tx).await?;
    review::watch::begin(tx).await?;
    Ok(oversight::fold::schedule(tx).await?)
}

/// Adds a department; one with the same slug is kept.
pub(crate) async fn add_department(tx: &mut TenantTx, new: &NewDepartment) -> Result<DepartmentId, Fault> {
    let department = Department {
        id: DepartmentId(tx.new_id()),
        slug: new.slug.clone(),
        name: new.name.clone(),
        name_en: new.name_en.clone(),
        kind: new.kind.clone(),
    };
    Ok(region::add_department(tx, &department).await?)
}

/// Enters a person and gives them their roles.
pub(crate) async fn add_person(
    tx: &mut TenantTx,
    operator: &Actor,
    new: person::NewPerson,
    roles: &[(Role, Option<DepartmentId>)],
) -> Result<PersonId, Fault> {
    let entered = person::create(tx, operator, new).await?;
    for (role, department) in roles {
        person::grant_role(tx, operator, entered.id, *role, *department).await?;
    }
    Ok(entered.id)
}
