//! Every statement on comments.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Comment, Filter, Wanted};
use crate::wechat::Read;
use crate::{AccountId, CommentId, TargetId};

struct Row {
    id: Uuid,
    target_id: Uuid,
    account_id: Uuid,
    content: String,
    written_at: OffsetDateTime,
    elected: bool,
    reply: Option<String>,
    replied_at: Option<OffsetDateTime>,
    wanted: Option<String>,
    error_text: Option<String>,
}

impl TryFrom<Row> for Comment {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: CommentId(row.id),
            target: TargetId(row.target_id),
            account: AccountId(row.account_id),
            content: row.content,
            written_at: row.written_at,
            elected: row.elected,
            reply: row.reply,
            replied_at: row.replied_at,
            wanted: row.wanted.map(Wanted::try_from).transpose()?,
            error_text: row.error_text,
        })
    }
}

/// The columns of a comment, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, target_id, account_id, content, written_at, elected, reply, replied_at, wanted, error_text
             from wechat_comment " + $rest,
            $($value),+
        )
    };
}

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Comment>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and gone_at is null and ($2::uuid is null or account_id = $2) and ($3::bool is null or elected = $3)
           and ($4::timestamptz is null or (written_at, id) < ($4, $5::uuid)) and ($7::uuid is null or target_id = $7)
         order by written_at desc, id desc limit $6",
        county,
        filter.account.map(|id| id.0),
        filter.elected,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1,
        filter.target.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    let rows = rows.into_iter().map(Comment::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(rows, first))
}

/// A comment that stands, held until the end of the transaction, and whose it is.
pub(super) async fn lock(tx: &mut TenantTx, id: CommentId) -> Result<Option<(Comment, DepartmentId)>, Storage> {
    let county = tx.county().0;
    let department = sqlx::query_scalar!(
        "select department_id from wechat_comment where county_id = $1 and id = $2 and gone_at is null for update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(department) = department else { return Ok(None) };
    let row = select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(|row| Ok((Comment::try_from(row)?, DepartmentId(department)))).transpose()
}

/// Whose a comment that is read belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Under {
    pub(super) target: TargetId,
    pub(super) account: AccountId,
    pub(super) department: DepartmentId,
}

/// Keeps a comment as it was read; one that is known takes what changed over there, unless somebody asked for something meanwhile.
pub(super) async fn keep(
    tx: &mut TenantTx,
    under: Under,
    read: &Read,
    reader_mac: &[u8],
    content: &str,
) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into wechat_comment (county_id, id, target_id, account_id, department_id, outside_id, reader_mac, content, written_at, elected,
           reply, replied_at, seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (county_id, target_id, outside_id) do update
         set elected = excluded.elected, reply = excluded.reply, replied_at = excluded.replied_at, seen_at = excluded.seen_at, gone_at = null,
           error_text = case when wechat_comment.reply is not distinct from excluded.reply then wechat_comment.error_text end
         where wechat_comment.wanted is null",
        county,
        id,
        under.target.0,
        under.account.0,
        under.department.0,
        read.id,
        reader_mac,
        content,
        read.written_at,
        read.elected,
        read.reply.as_ref().map(|(text, _)| text.as_str()),
        read.reply.as_ref().map(|(_, at)| *at),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a whole look at a piece did not show any more is gone.
pub(super) async fn end_unseen(tx: &mut TenantTx, target: TargetId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update wechat_comment set gone_at = $3
         where county_id = $1 and target_id = $2 and seen_at < $3 and gone_at is null and wanted is null",
        county,
        target.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn want(
    tx: &mut TenantTx,
    id: CommentId,
    wanted: Wanted,
    reply: Option<&str>,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update wechat_comment set wanted = $3, wanted_reply = $4, wanted_by = $5, error_text = null where county_id = $1 and id = $2",
        county,
        id.0,
        wanted.as_str(),
        reply,
        by.map(|person| person.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the worker needs to do what was asked for.
pub(super) struct Task {
    pub(super) account: AccountId,
    pub(super) department: DepartmentId,
    pub(super) target: TargetId,
    pub(super) data_id: Option<String>,
    pub(super) place: i32,
    pub(super) outside_id: String,
    pub(super) wanted: Wanted,
    pub(super) reply: Option<String>,
    /// A reply stands under it.
    pub(super) replied: bool,
}

pub(super) async fn task(tx: &mut TenantTx, id: CommentId) -> Result<Option<Task>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        r#"select c.account_id, c.department_id, c.target_id, c.outside_id, c.wanted, c.wanted_reply, c.reply is not null as "replied!", t.external_data_id, t.place
           from wechat_comment c join release_target t on t.county_id = c.county_id and t.id = c.target_id
           where c.county_id = $1 and c.id = $2 and c.wanted is not null and c.gone_at is null for update of c"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(wanted) = row.wanted else { return Ok(None) };
    Ok(Some(Task {
        account: AccountId(row.account_id),
        department: DepartmentId(row.department_id),
        target: TargetId(row.target_id),
        data_id: row.external_data_id,
        place: row.place,
        outside_id: row.outside_id,
        wanted: wanted.try_into()?,
        reply: row.wanted_reply,
        replied: row.replied,
    }))
}

/// It was done there.
pub(super) async fn done(tx: &mut TenantTx, id: CommentId, wanted: Wanted) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update wechat_comment set wanted = null, wanted_reply = null, error_text = null,
           elected = case $3 when 'elect' then true when 'unelect' then false else elected end,
           reply = case $3 when 'reply' then wanted_reply when 'unreply' then null else reply end,
           replied_at = case $3 when 'reply' then $4::timestamptz when 'unreply' then null else replied_at end,
           gone_at = case $3 when 'delete' then $4::timestamptz else gone_at end
         where county_id = $1 and id = $2",
        county,
        id.0,
        wanted.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It will not be done, and why; or it is gone over there.
pub(super) async fn undone(tx: &mut TenantTx, id: CommentId, why: Option<&str>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update wechat_comment set wanted = null, wanted_reply = null, error_text = $3,
           gone_at = case when $3::text is null then $4::timestamptz else gone_at end
         where county_id = $1 and id = $2",
        county,
        id.0,
        why,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is read of a piece: whose it is, the platform's number of its data, its place in its message, and since when it is live.
pub(super) struct Source {
    pub(super) under: Under,
    pub(super) data_id: Option<String>,
    pub(super) place: i32,
    pub(super) live_at: Option<OffsetDateTime>,
}

/// A live piece whose comments are read.
pub(super) async fn source(tx: &mut TenantTx, id: TargetId) -> Result<Option<Source>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        "select account_id, department_id, external_data_id, place, live_at from release_target
         where county_id = $1 and id = $2 and state = 'live'",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Source {
        under: Under { target: id, account: AccountId(row.account_id), department: DepartmentId(row.department_id) },
        data_id: row.external_data_id,
        place: row.place,
        live_at: row.live_at,
    }))
}

/// The pieces that are live on an account since then, and whose comments can be read.
pub(super) async fn watched(
    tx: &mut TenantTx,
    account: AccountId,
    since: OffsetDateTime,
) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let ids = sqlx::query_scalar!(
        "select id from release_target
         where county_id = $1 and account_id = $2 and state = 'live' and $3 < live_at and external_data_id is not null
         order by live_at desc limit 100",
        county,
        account.0,
        since
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(TargetId).collect())
}
