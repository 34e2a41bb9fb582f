//! SQL on who may decide a step as things stand; the schema itself has the one answer.

use platform::{PersonId, Storage, TenantTx};
use uuid::Uuid;

use crate::case::StepId;

/// Who may decide an open step, and how many have passed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Able {
    /// The step.
    pub step: StepId,
    /// Who may decide it now.
    pub people: Vec<PersonId>,
    /// How many passed it.
    pub passed: i32,
    /// How many active people hold its role in its scope, whether or not they may decide this piece.
    pub holders: i32,
    /// Whether someone returned a gate of it.
    pub gate_returned: bool,
    /// Whether its department still works.
    pub department_active: bool,
}

/// Of each of these steps.
///
/// # Errors
/// When the database fails.
pub async fn able(tx: &mut TenantTx, steps: &[StepId]) -> Result<Vec<Able>, Storage> {
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = steps.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select s.id, array(select step_deciders(s, c, $3)) as "people!",
             (select count(*) from review_decision d where d.county_id = s.county_id and d.step_id = s.id
                and d.verdict <> 'return')::int as "passed!",
             (select count(distinct m.person_id) from membership m join person p on p.county_id = m.county_id and p.id = m.person_id and p.active
              where m.county_id = s.county_id and m.ended_at is null and (m.role = s.role or s.co_sign and m.role = 'principal')
                and (m.department_id is null or m.department_id = s.department_id))::int as "holders!",
             exists (select from gate_verdict v where v.county_id = s.county_id and v.step_id = s.id
                and v.verdict = 'return') as "gate_returned!",
             (s.department_id is null or exists (select from department o
                where o.county_id = s.county_id and o.id = s.department_id and o.active)) as "department_active!"
           from review_step s join review_case c on c.county_id = s.county_id and c.id = s.case_id
           where s.county_id = $1 and s.id = any($2)"#,
        county,
        &ids,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    let able = rows.into_iter().map(|row| Able {
        step: StepId(row.id),
        people: row.people.into_iter().map(PersonId).collect(),
        passed: row.passed,
        holders: row.holders,
        gate_returned: row.gate_returned,
        department_active: row.department_active,
    });
    Ok(able.collect())
}
