//! SQL on what people said in a case: verdicts on gates, decisions on steps.

use platform::{PersonId, Storage, TenantTx};
use tenancy::Role;
use tenancy::delegation::DelegationId;
use uuid::Uuid;

use super::misread;
use crate::Gate;
use crate::case::{Case, CaseId, Decision, GateVerdict, Step, StepDecision, StepId, Verdict};
use crate::debt::OverrideId;

/// Every word on a gate in these cases, in the order given.
///
/// # Errors
/// When the database fails.
pub async fn verdicts_of(tx: &mut TenantTx, cases: &[CaseId]) -> Result<Vec<GateVerdict>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = cases.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select id, step_id, gate, person_id, verdict, reason, findings, decided_at
         from gate_verdict where county_id = $1 and case_id = any($2) order by decided_at, id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(GateVerdict {
                step: StepId(row.step_id),
                gate: Gate::parse(&row.gate).ok_or_else(|| misread("gate_verdict.gate", row.id))?,
                person: PersonId(row.person_id),
                verdict: Verdict::parse(&row.verdict).ok_or_else(|| misread("gate_verdict.verdict", row.id))?,
                reason: row.reason,
                findings: serde_json::from_value(row.findings).map_err(|_| misread("gate_verdict.findings", row.id))?,
                decided_at: row.decided_at,
            })
        })
        .collect()
}

pub(in crate::case) async fn insert_verdict(
    tx: &mut TenantTx,
    case: &Case,
    verdict: &GateVerdict,
    bulk: Option<Uuid>,
) -> Result<(), Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let writers: Vec<Uuid> = case.writers.iter().map(|person| person.0).collect();
    let findings = serde_json::to_value(&verdict.findings).unwrap_or_default();
    sqlx::query!(
        "insert into gate_verdict (county_id, id, case_id, step_id, author_id, writers, gate, person_id, verdict, reason,
           findings, decided_at, bulk_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        county,
        id,
        case.id.0,
        verdict.step.0,
        case.author.0,
        &writers,
        verdict.gate.as_str(),
        verdict.person.0,
        verdict.verdict.as_str(),
        verdict.reason,
        findings,
        verdict.decided_at,
        bulk
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every decision in these cases, in the order made.
///
/// # Errors
/// When the database fails.
pub async fn decisions_of(tx: &mut TenantTx, cases: &[CaseId]) -> Result<Vec<StepDecision>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = cases.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select r.id, r.step_id, r.person_id, r.role, r.verdict, r.reason, r.decided_at, r.delegation_id, r.override_id,
             d.principal_id as "principal_id?"
           from review_decision r left join delegation d on d.county_id = r.county_id and d.id = r.delegation_id
           where r.county_id = $1 and r.case_id = any($2) order by r.decided_at, r.id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StepDecision {
                step: StepId(row.step_id),
                person: PersonId(row.person_id),
                role: Role::parse(&row.role).ok_or_else(|| misread("review_decision.role", row.id))?,
                decision: Decision::parse(&row.verdict).ok_or_else(|| misread("review_decision.verdict", row.id))?,
                reason: row.reason,
                decided_at: row.decided_at,
                delegated: row.delegation_id.map(DelegationId).zip(row.principal_id.map(PersonId)),
                by_override: row.override_id.map(OverrideId),
            })
        })
        .collect()
}

pub(in crate::case) async fn insert_decision(
    tx: &mut TenantTx,
    case: &Case,
    step: &Step,
    decision: &StepDecision,
    bulk: Option<Uuid>,
) -> Result<(), Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let writers: Vec<Uuid> = case.writers.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict, reason,
           decided_at, repeat_allowed, delegation_id, override_id, bulk_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        county,
        id,
        case.id.0,
        step.id.0,
        case.author.0,
        &writers,
        decision.person.0,
        decision.role.as_str(),
        decision.decision.as_str(),
        decision.reason,
        decision.decided_at,
        step.repeat_allowed,
        decision.delegated.map(|(delegation, _)| delegation.0),
        decision.by_override.map(|taken| taken.0),
        bulk
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
