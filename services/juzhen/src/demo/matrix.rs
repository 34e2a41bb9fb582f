//! Regions, departments, people, and the grants to the province, from `demo/matrix.toml`.

use std::collections::HashMap;

use platform::config::Config;
use platform::{CountyId, DepartmentId, TenantTx};
use serde::Deserialize;
use tenancy::grant::NewGrant;
use tenancy::person::NewPerson;
use tenancy::region::Region;
use tenancy::second_factor::{self, Secret};
use tenancy::{Actor, Role, grant, password, region, session};
use time::Duration;

use crate::Fault;
use crate::core::Core;
use crate::opening::{NewDepartment, add_department, add_person, add_region, begin_county};

const MATRIX: &str = include_str!("../../demo/matrix.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matrix {
    password: String,
    /// The second factor of those who sign off, in base32.
    second_factor: String,
    region: Vec<DemoRegion>,
    grant: Vec<DemoGrant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoRegion {
    code: CountyId,
    level: String,
    name: String,
    name_en: String,
    parent: Option<CountyId>,
    #[serde(default)]
    departments: Vec<NewDepartment>,
    #[serde(default)]
    people: Vec<DemoPerson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPerson {
    login: String,
    name: String,
    department: String,
    roles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoGrant {
    county: CountyId,
    grantee: CountyId,
}

/// Who can sign in to the demo.
#[derive(Debug)]
pub(crate) struct Login {
    pub(crate) county: CountyId,
    pub(crate) region: String,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) roles: String,
    pub(crate) password: String,
    /// What their phone holds, where they have one.
    pub(crate) second_factor: Option<String>,
}

/// Loads every region that has no department yet, and tells who can sign in.
pub(crate) async fn load(core: &Core, config: &Config) -> Result<Vec<Login>, Fault> {
    let matrix: Matrix = toml::from_str(MATRIX)?;
    let hash = password::hash(matrix.password.clone()).await?;
    for demo in &matrix.region {
        let region = Region {
            code: demo.code,
            level: demo.level.clone(),
            name: demo.name.clone(),
            name_en: demo.name_en.clone(),
            parent: demo.parent,
        };
        add_region(config.database.owner(), &region).await?;
        let operator = core.operator(demo.code);
        let mut tx = core.database.begin(operator.caller()).await?;
        if region::departments(&mut tx).await?.is_empty() {
            if demo.level == "county" {
                begin_county(&mut tx).await?;
            }
            fill(core, &mut tx, &operator, demo, &matrix, &hash).await?;
            tx.commit().await?;
        }
    }
    Ok(logins(&matrix))
}

async fn fill(
    core: &Core,
    tx: &mut TenantTx,
    operator: &Actor,
    demo: &DemoRegion,
    matrix: &Matrix,
    hash: &str,
) -> Result<(), Fault> {
    let mut departments = HashMap::new();
    for new in &demo.departments {
        departments.insert(new.slug.as_str(), add_department(tx, new).await?);
    }
    let of = |slug: &str| departments.get(slug).copied().ok_or_else(|| format!("demo: no department {slug}"));
    let secret = Secret::parse(&matrix.second_factor).ok_or("demo: the second factor is no base32")?;
    for person in &demo.people {
        let new = NewPerson {
            login: person.login.clone(),
            name: person.name.clone(),
            department: of(&person.department)?,
            password: matrix.password.clone(),
        };
        let roles = person.roles.iter().map(|text| role(text, &of)).collect::<Result<Vec<_>, Fault>>()?;
        let id = add_person(tx, operator, new, &roles).await?;
        // The password of the demo is known to all: nobody is asked to change it.
        session::settle_password(tx, id, hash).await?;
        if needs_a_phone(person) {
            second_factor::settle(tx, &core.vault, id, &secret).await?;
        }
    }
    let ends_at = tx.now() + Duration::days(365);
    for wanted in matrix.grant.iter().filter(|grant| grant.county == demo.code) {
        let scopes = ["figures", "released", "findings"].map(str::to_owned).into();
        let new = NewGrant { grantee: wanted.grantee, scopes, reason: "年度政务新媒体监管".into(), ends_at };
        grant::give(tx, operator, new).await?;
    }
    Ok(())
}

/// What the phones of those who sign off hold.
pub(super) fn second_factor() -> Result<String, Fault> {
    let matrix: Matrix = toml::from_str(MATRIX)?;
    Ok(matrix.second_factor)
}

/// Whether they take emergencies through or have to do with credentials, and so need a phone.
fn needs_a_phone(person: &DemoPerson) -> bool {
    person.roles.iter().any(|role| ["principal", "county_admin", "security_admin"].contains(&role.as_str()))
}

/// Reads `editor@health`, held in a department, or `principal`, held in the county.
fn role(text: &str, of: &impl Fn(&str) -> Result<DepartmentId, String>) -> Result<(Role, Option<DepartmentId>), Fault> {
    let (name, place) = text.split_once('@').map_or((text, None), |(name, place)| (name, Some(place)));
    let role = Role::parse(name).ok_or_else(|| format!("demo: no role {name}"))?;
    Ok((role, place.map(of).transpose()?))
}

fn logins(matrix: &Matrix) -> Vec<Login> {
    let of_region = |demo: &DemoRegion| {
        let logins = demo.people.iter().map(|person| Login {
            county: demo.code,
            region: demo.name.clone(),
            login: person.login.clone(),
            name: person.name.clone(),
            roles: person.roles.join(" "),
            password: matrix.password.clone(),
            second_factor: needs_a_phone(person).then(|| matrix.second_factor.clone()),
        });
        logins.collect::<Vec<_>>()
    };
    matrix.region.iter().flat_map(of_region).collect()
}
