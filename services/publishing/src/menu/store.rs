//! Every statement on menus.

use content::RevisionId;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Button, Menu, Piece, Wanted};
use crate::AccountId;

struct Row {
    account_id: Uuid,
    draft: Json<Vec<Button>>,
    edited_by: Option<Uuid>,
    edited_at: Option<OffsetDateTime>,
    live: Option<Json<Vec<Button>>>,
    live_at: Option<OffsetDateTime>,
    wanted: Option<String>,
    error_text: Option<String>,
}

impl TryFrom<Row> for Menu {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            account: AccountId(row.account_id),
            draft: row.draft.0,
            edited: row.edited_by.map(PersonId).zip(row.edited_at),
            live: row.live.map(|Json(live)| live).zip(row.live_at),
            wanted: row.wanted.map(Wanted::try_from).transpose()?,
            error_text: row.error_text,
        })
    }
}

pub(super) async fn find(tx: &mut TenantTx, id: AccountId) -> Result<Option<Menu>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        r#"select account_id, draft as "draft: Json<Vec<Button>>", edited_by, edited_at, live as "live: Json<Vec<Button>>", live_at,
             wanted, error_text
           from wechat_menu where county_id = $1 and account_id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Menu::try_from).transpose()
}

/// A menu, held until the end of the transaction.
pub(super) async fn lock(tx: &mut TenantTx, id: AccountId) -> Result<Option<Menu>, Storage> {
    let county = tx.county().0;
    sqlx::query!("select 1 as one from wechat_menu where county_id = $1 and account_id = $2 for update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    find(tx, id).await
}

/// An account has a menu to work on from now on.
pub(super) async fn begin(tx: &mut TenantTx, id: AccountId, department: DepartmentId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into wechat_menu (county_id, account_id, department_id) values ($1, $2, $3)
         on conflict (county_id, account_id) do update set department_id = excluded.department_id",
        county,
        id.0,
        department.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn keep(
    tx: &mut TenantTx,
    id: AccountId,
    buttons: &[Button],
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update wechat_menu set draft = $3, edited_by = $4, edited_at = $5, error_text = null where county_id = $1 and account_id = $2",
        county,
        id.0,
        Json(buttons) as _,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn want(
    tx: &mut TenantTx,
    id: AccountId,
    wanted: Wanted,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update wechat_menu set wanted = $3, wanted_by = $4, error_text = null where county_id = $1 and account_id = $2",
        county,
        id.0,
        wanted.as_str(),
        by.map(|person| person.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It was done there, and this is what the platform has. Where nobody worked on one yet, what was read is worked on.
pub(super) async fn done(
    tx: &mut TenantTx,
    id: AccountId,
    live: &[Button],
    wanted: Wanted,
) -> Result<DepartmentId, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let department = sqlx::query_scalar!(
        "update wechat_menu set wanted = null, error_text = null, live = $3, live_at = $4,
           draft = case when $5 and edited_at is null then $3 else draft end
         where county_id = $1 and account_id = $2 returning department_id",
        county,
        id.0,
        Json(live) as _,
        now,
        wanted == Wanted::Read
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(DepartmentId(department))
}

/// It was not done, and why.
pub(super) async fn undone(tx: &mut TenantTx, id: AccountId, why: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update wechat_menu set wanted = null, error_text = $3 where county_id = $1 and account_id = $2",
        county,
        id.0,
        why
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn pieces(tx: &mut TenantTx, id: AccountId) -> Result<Vec<Piece>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select external_article_id as "id!", revision_id, live_at from release_target
           where county_id = $1 and account_id = $2 and state = 'live' and external_article_id is not null and place = 0
           order by live_at desc, id limit 50"#,
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Piece { id: row.id, revision: RevisionId(row.revision_id), live_at: row.live_at })
        .collect())
}
