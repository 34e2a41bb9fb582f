//! Statements on `reply`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{Reply, ReplyId, ReplyState, WechatState};
use crate::inquiry::InquiryId;

/// Reads replies: the columns once, the rest of the statement by the caller.
macro_rules! replies {
    ($tail:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Reply,
            r#"select id as "id: ReplyId", inquiry_id as "inquiry_id: InquiryId", department_id as "department_id: DepartmentId",
               author_id as "author_id: PersonId", reviewer_id as "reviewer_id: PersonId", body, state as "state: ReplyState",
               return_reason, written_at, reviewed_at, wechat_state as "wechat_state: WechatState" from reply "# + $tail,
            $($argument),*
        )
    };
}

pub(crate) async fn lock(tx: &mut TenantTx, id: ReplyId) -> Result<Option<Reply>, Storage> {
    let county = tx.county().0;
    let row = replies!("where county_id = $1 and id = $2 for update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row)
}

pub(super) async fn of(tx: &mut TenantTx, inquiries: &[InquiryId]) -> Result<Vec<Reply>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = inquiries.iter().map(|id| id.0).collect();
    let rows = replies!("where county_id = $1 and inquiry_id = any($2) order by written_at, id", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows)
}

/// Replies that wait for review, the oldest first.
pub(crate) async fn in_review(tx: &mut TenantTx, limit: i64) -> Result<Vec<Reply>, Storage> {
    let county = tx.county().0;
    let rows = replies!("where county_id = $1 and state = 'in_review' order by written_at, id limit $2", county, limit)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows)
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    inquiry: InquiryId,
    department: DepartmentId,
    author: PersonId,
    body: &str,
) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into reply (county_id, id, inquiry_id, department_id, author_id, body, state, written_at)
         values ($1, $2, $3, $4, $5, $6, 'in_review', $7)",
        county,
        id,
        inquiry.0,
        department.0,
        author.0,
        body,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what a locked reply's review decided.
pub(crate) async fn decide(
    tx: &mut TenantTx,
    id: ReplyId,
    reviewer: PersonId,
    state: ReplyState,
    reason: Option<&str>,
    wechat: WechatState,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update reply set state = $3, reviewer_id = $4, reviewed_at = $5, return_reason = $6, wechat_state = $7
         where county_id = $1 and id = $2",
        county,
        id.0,
        state.as_str(),
        reviewer.0,
        now,
        reason,
        wechat.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what became of it in WeChat.
pub(crate) async fn set_wechat(tx: &mut TenantTx, id: ReplyId, state: WechatState) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update reply set wechat_state = $3 where county_id = $1 and id = $2", county, id.0, state.as_str())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The approved replies of an inquiry reached the citizen.
pub(crate) async fn set_delivered(tx: &mut TenantTx, inquiry: InquiryId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update reply set state = 'delivered' where county_id = $1 and inquiry_id = $2 and state = 'approved'",
        county,
        inquiry.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The inquiry a reply answers.
pub(crate) async fn inquiry_of(tx: &mut TenantTx, id: ReplyId) -> Result<Option<InquiryId>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_scalar!(
        r#"select inquiry_id as "inquiry_id: InquiryId" from reply where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}
