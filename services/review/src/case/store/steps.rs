//! SQL on the steps of cases.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::Role;
use tenancy::delegation::Held;
use time::OffsetDateTime;
use uuid::Uuid;

use super::misread;
use crate::Gate;
use crate::case::{CaseId, Step, StepId, StepState};

struct StepRow {
    id: Uuid,
    case_id: Uuid,
    position: i32,
    stage: i32,
    name: String,
    name_en: String,
    role: String,
    department_id: Option<Uuid>,
    quorum: i32,
    quorum_of_all: bool,
    gates: Vec<String>,
    sign_off: bool,
    repeat_allowed: bool,
    co_sign: bool,
    bulk: bool,
    deadline_minutes: i32,
    deadline_working: bool,
    state: String,
    opened_at: Option<OffsetDateTime>,
    due_at: Option<OffsetDateTime>,
    closed_at: Option<OffsetDateTime>,
    worked_minutes: Option<i32>,
    reminded_at: Option<OffsetDateTime>,
    escalated_at: Option<OffsetDateTime>,
    stuck_at: Option<OffsetDateTime>,
}

impl TryFrom<StepRow> for Step {
    type Error = Storage;
    fn try_from(row: StepRow) -> Result<Self, Storage> {
        Ok(Self {
            id: StepId(row.id),
            case: CaseId(row.case_id),
            position: row.position,
            stage: row.stage,
            name: row.name,
            name_en: row.name_en,
            role: Role::parse(&row.role).ok_or_else(|| misread("review_step.role", row.id))?,
            department: row.department_id.map(DepartmentId),
            quorum: row.quorum,
            quorum_of_all: row.quorum_of_all,
            gates: row.gates.iter().filter_map(|gate| Gate::parse(gate)).collect(),
            sign_off: row.sign_off,
            repeat_allowed: row.repeat_allowed,
            co_sign: row.co_sign,
            bulk: row.bulk,
            deadline_minutes: row.deadline_minutes,
            deadline_working: row.deadline_working,
            state: StepState::parse(&row.state).ok_or_else(|| misread("review_step.state", row.id))?,
            opened_at: row.opened_at,
            due_at: row.due_at,
            closed_at: row.closed_at,
            worked_minutes: row.worked_minutes,
            reminded_at: row.reminded_at,
            escalated_at: row.escalated_at,
            stuck_at: row.stuck_at,
        })
    }
}

/// The columns of a step `s`, from where the rest of the statement says.
macro_rules! select_steps {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            StepRow,
            r#"select s.id, s.case_id, s.position, coalesce(s.stage, s.position) as "stage!", s.name, s.name_en, s.role,
                 s.department_id, s.quorum, s.quorum_of_all, s.gates, s.sign_off, s.repeat_allowed, s.co_sign, s.bulk,
                 s.deadline_minutes, s.deadline_working, s.state, s.opened_at, s.due_at, s.closed_at, s.worked_minutes, s.reminded_at,
                 s.escalated_at, s.stuck_at
               from review_step s "# + $rest,
            $($value),+
        )
    };
}

/// Which of the open steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// All of them.
    Any,
    /// Those whose time is over.
    Escalated,
    /// Those nobody is left to decide.
    Stuck,
}

/// Open steps of the county's open cases, soonest due first.
pub(crate) async fn open_steps(tx: &mut TenantTx, mark: Mark) -> Result<Vec<Step>, Storage> {
    let county = tx.county().0;
    let rows = select_steps!(
        "join review_case c on c.county_id = s.county_id and c.id = s.case_id
         where s.county_id = $1 and s.state = 'open' and c.state = 'open'
           and (not $2 or s.escalated_at is not null) and (not $3 or s.stuck_at is not null)
         order by s.due_at nulls last, s.opened_at, s.id limit 5000",
        county,
        mark == Mark::Escalated,
        mark == Mark::Stuck
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Step::try_from).collect()
}

/// Those of these steps that the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn known_steps(tx: &mut TenantTx, steps: &[StepId]) -> Result<Vec<StepId>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = steps.iter().map(|id| id.0).collect();
    let rows = sqlx::query_scalar!("select id from review_step where county_id = $1 and id = any($2)", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(StepId).collect())
}

/// The steps of these cases, each case's in order.
///
/// # Errors
/// When the database fails.
pub async fn steps_of(tx: &mut TenantTx, cases: &[CaseId]) -> Result<Vec<Step>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = cases.iter().map(|id| id.0).collect();
    let rows =
        select_steps!("where s.county_id = $1 and s.case_id = any($2) order by s.case_id, s.position", county, &ids)
            .fetch_all(tx.conn())
            .await?;
    rows.into_iter().map(Step::try_from).collect()
}

pub(in crate::case) async fn insert_step(
    tx: &mut TenantTx,
    step: &Step,
    department: DepartmentId,
) -> Result<(), Storage> {
    let county = tx.county().0;
    let gates: Vec<String> = step.gates.iter().map(|gate| gate.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into review_step (county_id, id, case_id, position, name, name_en, role, department_id, case_department_id,
           quorum, quorum_of_all, gates, sign_off, repeat_allowed, deadline_minutes, deadline_working, state, stage, co_sign, bulk)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        county,
        step.id.0,
        step.case.0,
        step.position,
        step.name,
        step.name_en,
        step.role.as_str(),
        step.department.map(|department| department.0),
        department.0,
        step.quorum,
        step.quorum_of_all,
        &gates,
        step.sign_off,
        step.repeat_allowed,
        step.deadline_minutes,
        step.deadline_working,
        step.state.as_str(),
        step.stage,
        step.co_sign,
        step.bulk
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what moves of a step: quorum, state and times.
pub(crate) async fn save_step(tx: &mut TenantTx, step: &Step) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update review_step set quorum = $3, state = $4, opened_at = $5, due_at = $6, closed_at = $7, reminded_at = $8,
           escalated_at = $9, stuck_at = $10, worked_minutes = $11
         where county_id = $1 and id = $2",
        county,
        step.id.0,
        step.quorum,
        step.state.as_str(),
        step.opened_at,
        step.due_at,
        step.closed_at,
        step.reminded_at,
        step.escalated_at,
        step.stuck_at,
        step.worked_minutes
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Open steps that a person with these roles and delegations may decide, or has taken through: not on their own piece, and not
/// twice where the rule forbids it. Soonest due first.
pub(in crate::case) async fn open_for(
    tx: &mut TenantTx,
    person: PersonId,
    roles: &[(Role, Option<DepartmentId>)],
    lent: &[Held],
    limit: i64,
) -> Result<Vec<Step>, Storage> {
    let county = tx.county().0;
    let (names, departments): (Vec<String>, Vec<Option<Uuid>>) =
        roles.iter().map(|(role, department)| (role.as_str().to_owned(), department.map(|id| id.0))).unzip();
    let (principals, of): (Vec<Uuid>, Vec<Option<Uuid>>) =
        lent.iter().map(|held| (held.principal.0, held.department.map(|id| id.0))).unzip();
    let rows = select_steps!(
        "join review_case c on c.county_id = s.county_id and c.id = s.case_id
         where s.county_id = $1 and s.state = 'open' and c.state = 'open' and $2 <> all (c.writers)
           and not exists (select from review_decision d where d.county_id = s.county_id and d.step_id = s.id and d.person_id = $2)
           and (exists (select from review_override o where o.county_id = s.county_id and o.case_id = s.case_id and o.person_id = $2)
             or ((exists (select from unnest($3::text[], $4::uuid[]) held (role, department_id)
                   where (held.role = s.role or s.co_sign and held.role = 'principal')
                   and (held.department_id is null or held.department_id = s.department_id))
                 or s.sign_off and s.role = 'principal'
                   and exists (select from unnest($6::uuid[], $7::uuid[]) lent (principal_id, department_id)
                     where lent.principal_id <> all (c.writers) and (lent.department_id is null or lent.department_id = c.department_id)))
               and (s.repeat_allowed or not exists (select from review_decision d where d.county_id = s.county_id
                 and d.case_id = s.case_id and d.person_id = $2))))
         order by s.due_at nulls last, s.opened_at, s.id limit $5",
        county,
        person.0,
        &names,
        &departments as &[Option<Uuid>],
        limit,
        &principals,
        &of as &[Option<Uuid>]
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Step::try_from).collect()
}
