//! What the ledger counts, and reprints.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Counts, Reprint};
use crate::SourceList;
use crate::submission::{Submission, SubmissionId};

/// What the departments' submissions of a period came to: of those that submitted anything, in one statement.
pub(super) async fn counts(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<(DepartmentId, Counts)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select s.department_id,
             count(*) as "submitted!",
             count(*) filter (where s.state = 'adopted') as "adopted!",
             count(*) filter (where s.state = 'adopted_with_edits') as "adopted_with_edits!",
             count(*) filter (where s.state = 'declined') as "declined!",
             count(*) filter (where a.released_at is not null) as "released!",
             coalesce(sum(r.national), 0)::bigint as "national!",
             coalesce(sum(r.province), 0)::bigint as "province!",
             coalesce(sum(r.city), 0)::bigint as "city!",
             coalesce(sum(r.local), 0)::bigint as "local!"
           from submission s
           left join article a on a.county_id = s.county_id and a.id = s.adopted_article_id
           left join (select county_id, submission_id,
               count(*) filter (where list = 'national') as national,
               count(*) filter (where list = 'province') as province,
               count(*) filter (where list = 'city') as city,
               count(*) filter (where list = 'local') as local
             from submission_reprint where county_id = $1 group by county_id, submission_id) r
             on r.county_id = s.county_id and r.submission_id = s.id
           where s.county_id = $1 and $2 <= s.submitted_at and s.submitted_at < $3 and s.state <> 'withdrawn'
           group by s.department_id"#,
        county,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    let counts = rows.into_iter().map(|row| {
        let counts = Counts {
            submitted: row.submitted,
            adopted: row.adopted,
            adopted_with_edits: row.adopted_with_edits,
            declined: row.declined,
            released: row.released,
            national: row.national,
            province: row.province,
            city: row.city,
            local: row.local,
        };
        (DepartmentId(row.department_id), counts)
    });
    Ok(counts.collect())
}

/// False when its address was noted before.
pub(super) async fn insert_reprint(
    tx: &mut TenantTx,
    submission: &Submission,
    reprint: &Reprint,
) -> Result<bool, Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let done = sqlx::query!(
        "insert into submission_reprint (county_id, id, submission_id, department_id, outlet_name, list, url, reprinted_on,
           noted_by, noted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        county,
        id,
        submission.id.0,
        submission.department.0,
        reprint.outlet_name,
        reprint.list.as_str(),
        reprint.url,
        reprint.reprinted_on,
        reprint.noted_by.0,
        reprint.noted_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The reprints of these submissions, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn reprints_of(tx: &mut TenantTx, ids: &[SubmissionId]) -> Result<Vec<Reprint>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Reprint,
        r#"select submission_id as "submission: SubmissionId", outlet_name, list as "list: SourceList", url, reprinted_on,
             noted_by as "noted_by: PersonId", noted_at
           from submission_reprint where county_id = $1 and submission_id = any($2) order by reprinted_on desc, id desc"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
