//! Every statement on `check_run` and `check_finding`.

use content::word_list::Held;
use content::{ArticleId, RevisionId};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Acceptance, FindingId, Fixed, Run, RunId, Seen, Stage, Stopped, WordHits};
use crate::Finding;

struct Row {
    id: Uuid,
    run_id: Uuid,
    revision_id: Uuid,
    finding: Json<Finding>,
    accepted_by: Option<Uuid>,
    accepted_name: Option<String>,
    accepted_at: Option<OffsetDateTime>,
    accept_reason: Option<String>,
}

impl Row {
    fn fixed(self) -> Fixed {
        let accepted = match (self.accepted_by, self.accepted_at, self.accept_reason) {
            (Some(by), Some(at), Some(reason)) => {
                Some(Acceptance { by: PersonId(by), name: self.accepted_name.unwrap_or_default(), reason, at })
            }
            _ => None,
        };
        let seen = Seen { finding: self.finding.0, accepted };
        Fixed { id: Some(FindingId(self.id)), revision: RevisionId(self.revision_id), seen }
    }
}

/// The latest run over each of these revisions that the caller sees.
///
/// # Errors
/// When the rows cannot be read.
pub async fn standing(tx: &mut TenantTx, revisions: &[RevisionId]) -> Result<Vec<Run>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = revisions.iter().map(|id| id.0).collect();
    let runs = sqlx::query_as!(
        Standing,
        r#"select distinct on (revision_id) id, revision_id, article_id, department_id, stage, lists_current, day, ran_at,
             lists as "lists: Json<Vec<Listed>>"
           from check_run where county_id = $1 and revision_id = any($2) order by revision_id, id desc"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let of_runs: Vec<Uuid> = runs.iter().map(|run| run.id).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, run_id, revision_id, finding as "finding: Json<Finding>", accepted_by, accepted_name, accepted_at, accept_reason
           from check_finding where county_id = $1 and run_id = any($2) order by run_id, position"#,
        county,
        &of_runs
    )
    .fetch_all(tx.conn())
    .await?;
    let mut findings = rows.into_iter().fold(std::collections::HashMap::<Uuid, Vec<Fixed>>::new(), |mut all, row| {
        all.entry(row.run_id).or_default().push(row.fixed());
        all
    });
    let runs = runs.into_iter().map(|row| {
        let findings = findings.remove(&row.id).unwrap_or_default();
        row.run(findings)
    });
    Ok(runs.collect())
}

struct Standing {
    id: Uuid,
    revision_id: Uuid,
    article_id: Uuid,
    department_id: Uuid,
    stage: String,
    lists: Json<Vec<Listed>>,
    lists_current: bool,
    day: time::Date,
    ran_at: OffsetDateTime,
}

impl Standing {
    fn run(self, findings: Vec<Fixed>) -> Run {
        let ran_at = self.ran_at;
        Run {
            id: RunId(self.id),
            revision: RevisionId(self.revision_id),
            article: ArticleId(self.article_id),
            department: DepartmentId(self.department_id),
            stage: if self.stage == Stage::Release.as_str() { Stage::Release } else { Stage::Submission },
            lists: self.lists.0.into_iter().map(|list| list.held(ran_at)).collect(),
            lists_current: self.lists_current,
            day: self.day,
            ran_at,
            findings,
        }
    }
}

/// A list as a run remembers it.
#[derive(Debug, serde::Deserialize)]
struct Listed {
    county: i32,
    department: Option<Uuid>,
    version: i64,
    words: i32,
}

impl Listed {
    fn held(self, changed_at: OffsetDateTime) -> Held {
        let Self { county, department, version, words } = self;
        Held { county, department, version, words, changed_at }
    }
}

/// A finding the caller sees.
///
/// # Errors
/// When the row cannot be read.
pub async fn find(tx: &mut TenantTx, id: FindingId) -> Result<Option<Fixed>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        r#"select id, run_id, revision_id, finding as "finding: Json<Finding>", accepted_by, accepted_name, accepted_at, accept_reason
           from check_finding where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Row::fixed))
}

/// Enters a run and all it found.
pub(super) async fn insert(tx: &mut TenantTx, run: &Run) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into check_run (county_id, id, revision_id, article_id, department_id, stage, lists, lists_current, day, ran_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        county,
        run.id.0,
        run.revision.0,
        run.article.0,
        run.department.0,
        run.stage.as_str(),
        Json(&run.lists) as _,
        run.lists_current,
        run.day,
        run.ran_at
    )
    .execute(tx.conn())
    .await?;
    if run.findings.is_empty() {
        return Ok(());
    }
    let of = |fixed: &Fixed| serde_json::to_value(&fixed.seen.finding).unwrap_or_default();
    let ids: Vec<Uuid> = run.findings.iter().filter_map(|fixed| fixed.id.map(|id| id.0)).collect();
    let findings: Vec<serde_json::Value> = run.findings.iter().map(of).collect();
    let said = |part: fn(&Acceptance) -> String| -> Vec<Option<String>> {
        run.findings.iter().map(|fixed| fixed.seen.accepted.as_ref().map(part)).collect()
    };
    let by: Vec<Option<Uuid>> =
        run.findings.iter().map(|fixed| fixed.seen.accepted.as_ref().map(|said| said.by.0)).collect();
    let at: Vec<Option<OffsetDateTime>> =
        run.findings.iter().map(|fixed| fixed.seen.accepted.as_ref().map(|said| said.at)).collect();
    sqlx::query!(
        "insert into check_finding (county_id, run_id, revision_id, department_id, found_at, id, position, gate, code, severity,
           acceptable, finding, word, word_level, accepted_by, accepted_name, accepted_at, accept_reason)
         select $1, $2, $3, $4, $5, f.id, f.place, f.found->>'gate', f.found->>'code', f.found->>'severity',
           (f.found->>'acceptable')::boolean, f.found, f.found#>>'{word,word}', f.found#>>'{word,level}', f.by, f.name, f.at, f.reason
         from unnest($6::uuid[], $7::jsonb[], $8::uuid[], $9::text[], $10::timestamptz[], $11::text[])
           with ordinality f (id, found, by, name, at, reason, place)",
        county,
        run.id.0,
        run.revision.0,
        run.department.0,
        run.ran_at,
        &ids,
        &findings,
        &by as &[Option<Uuid>],
        &said(|said| said.name.clone()) as &[Option<String>],
        &at as &[Option<OffsetDateTime>],
        &said(|said| said.reason.clone()) as &[Option<String>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when somebody was quicker.
pub(super) async fn accept(tx: &mut TenantTx, id: FindingId, said: &Acceptance) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update check_finding set accepted_by = $3, accepted_name = $4, accepted_at = $5, accept_reason = $6
         where county_id = $1 and id = $2 and accepted_at is null",
        county,
        id.0,
        said.by.0,
        said.name,
        said.at,
        said.reason
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn hits(tx: &mut TenantTx, since: OffsetDateTime) -> Result<Vec<WordHits>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        WordHits,
        r#"select f.word as "word!", f.word_level as "level!", count(*) as "hits!", count(distinct f.revision_id) as "pieces!",
             count(f.accepted_at) as "accepted!", max(f.found_at) as "last_at!",
             count(*) filter (where f.accepted_at is null and exists (
               select from check_run later where later.county_id = $1 and later.article_id = r.article_id
                 and later.stage = 'submission' and r.id < later.id and not exists (
                   select from check_finding again where again.county_id = $1 and again.run_id = later.id and again.word = f.word))) as "mended!"
           from check_finding f join check_run r on r.county_id = f.county_id and r.id = f.run_id
           where f.county_id = $1 and f.word is not null and $2 <= f.found_at and r.stage = 'submission'
           group by f.word, f.word_level order by count(*) desc, f.word limit 500"#,
        county,
        since
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The latest runs before a release that something still stops, the newest first.
pub(super) async fn stopped(tx: &mut TenantTx, limit: i64) -> Result<Vec<Stopped>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Stopped,
        r#"select r.article_id as "article: ArticleId", r.revision_id as "revision: RevisionId", r.department_id as "department: DepartmentId",
             r.ran_at, f.message as "message!"
           from check_run r cross join lateral (
             select finding->>'message' as message from check_finding f where f.county_id = $1 and f.run_id = r.id
               and f.severity = 'block' and f.accepted_at is null order by f.position limit 1) f
           where r.county_id = $1 and r.stage = 'release'
             and not exists (select from check_run later where later.county_id = $1 and later.revision_id = r.revision_id and r.id < later.id)
           order by r.id desc limit $2"#,
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
