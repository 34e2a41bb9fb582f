//! Every statement on `relay_copy`.

use content::{ArticleId, Digest};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use tenancy::Actor;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::account::{Account, Channel};
use crate::relay::{Copy, Line, Owed, Task};
use crate::release::{Release, Target};
use crate::{AccountId, RelayId, TargetId};

pub(super) struct Row {
    pub(super) task_id: Uuid,
    pub(super) account_id: Uuid,
    pub(super) account_name: String,
    pub(super) channel: String,
    pub(super) department_id: Uuid,
    pub(super) department_name: String,
    pub(super) due_at: OffsetDateTime,
    pub(super) recalled: bool,
    pub(super) slot_at: OffsetDateTime,
    pub(super) article_id: Option<Uuid>,
    pub(super) taken_by: Option<Uuid>,
    pub(super) taken_at: Option<OffsetDateTime>,
    pub(super) declined_at: Option<OffsetDateTime>,
    pub(super) decline_reason: Option<String>,
    pub(super) insisted_at: Option<OffsetDateTime>,
    pub(super) insist_reason: Option<String>,
    pub(super) reminded_at: Option<OffsetDateTime>,
    pub(super) target_id: Option<Uuid>,
    pub(super) live_at: Option<OffsetDateTime>,
    pub(super) url: Option<String>,
    pub(super) digest: Option<Vec<u8>>,
    pub(super) taken_down: bool,
}

impl TryFrom<Row> for Copy {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            task: RelayId(row.task_id),
            account: AccountId(row.account_id),
            account_name: row.account_name,
            channel: Channel::try_from(row.channel)?,
            department: DepartmentId(row.department_id),
            department_name: row.department_name,
            due_at: row.due_at,
            recalled: row.recalled,
            slot_at: row.slot_at,
            article: row.article_id.map(ArticleId),
            taken_by: row.taken_by.map(PersonId),
            taken_at: row.taken_at,
            declined_at: row.declined_at,
            decline_reason: row.decline_reason,
            insisted_at: row.insisted_at,
            insist_reason: row.insist_reason,
            reminded_at: row.reminded_at,
            target: row.target_id.map(TargetId),
            live_at: row.live_at,
            url: row.url,
            digest: row.digest.and_then(|bytes| Digest::from_bytes(&bytes)),
            taken_down: row.taken_down,
        })
    }
}

/// The columns of a copy, with what its task says of its time.
macro_rules! copies {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select c.task_id, c.account_id, c.account_name, c.channel, c.department_id, c.department_name, t.due_at,
                 t.recalled_at is not null as "recalled!", c.slot_at, c.article_id, c.taken_by, c.taken_at, c.declined_at, c.decline_reason,
                 c.insisted_at, c.insist_reason, c.reminded_at, c.target_id, c.live_at, c.url, c.digest,
                 exists (select from release_target r where r.county_id = c.county_id and r.id = c.target_id and r.state = 'withdrawn')
                   as "taken_down!"
               from relay_copy c join relay_task t on t.county_id = c.county_id and t.id = c.task_id "# + $rest,
            $($value),+
        )
    };
}

/// The copies of these tasks that the caller sees, by department and account.
pub(crate) async fn of_tasks(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<Copy>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = tasks.iter().map(|id| id.0).collect();
    let rows = copies!(
        "where c.county_id = $1 and c.task_id = any($2)
         order by c.task_id, c.department_name, c.department_id, c.channel, c.account_name, c.account_id",
        county,
        &ids
    );
    rows.fetch_all(tx.conn()).await?.into_iter().map(Copy::try_from).collect()
}

/// What is still asked of a department, and what it took up, held until the transaction ends. What was declined is not among it.
pub(in crate::relay) async fn hold(
    tx: &mut TenantTx,
    task: RelayId,
    department: DepartmentId,
) -> Result<Vec<Copy>, Storage> {
    let county = tx.county().0;
    let rows = copies!(
        "where c.county_id = $1 and c.task_id = $2 and c.department_id = $3 and c.declined_at is null
         order by c.account_id for no key update of c",
        county,
        task.0,
        department.0
    );
    rows.fetch_all(tx.conn()).await?.into_iter().map(Copy::try_from).collect()
}

/// One copy, held until the transaction ends.
pub(in crate::relay) async fn hold_one(
    tx: &mut TenantTx,
    task: RelayId,
    account: AccountId,
) -> Result<Option<Copy>, Storage> {
    let county = tx.county().0;
    let row = copies!(
        "where c.county_id = $1 and c.task_id = $2 and c.account_id = $3 for no key update of c",
        county,
        task.0,
        account.0
    );
    row.fetch_optional(tx.conn()).await?.map(Copy::try_from).transpose()
}

/// Enters the part of each account, each at its slot.
pub(in crate::relay) async fn insert(
    tx: &mut TenantTx,
    task: &Task,
    accounts: &[Account],
    slots: &[OffsetDateTime],
) -> Result<(), Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = accounts.iter().map(|account| account.id.0).collect();
    let names: Vec<String> = accounts.iter().map(|account| account.name.clone()).collect();
    let channels: Vec<String> = accounts.iter().map(|account| account.channel.as_str().to_owned()).collect();
    let departments: Vec<Uuid> = accounts.iter().map(|account| account.department.0).collect();
    let known = tenancy::region::even_closed(tx).await?;
    let name = |id: &Uuid| known.iter().find(|row| row.id.0 == *id).map(|row| row.name.clone()).unwrap_or_default();
    let department_names: Vec<String> = departments.iter().map(name).collect();
    sqlx::query!(
        "insert into relay_copy (county_id, task_id, account_id, account_name, channel, department_id, department_name, region_code, slot_at)
         select $1, $2, told.account_id, told.account_name, told.channel, told.department_id, told.department_name, $3, told.slot_at
         from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::timestamptz[])
           told (account_id, account_name, channel, department_id, department_name, slot_at)",
        county,
        task.id.0,
        task.region.map(|code| code.0),
        &ids,
        &names,
        &channels,
        &departments,
        &department_names,
        slots
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives the accounts of the department whose piece it is the piece itself.
pub(in crate::relay) async fn give_own(tx: &mut TenantTx, task: RelayId, article: ArticleId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let own = content::article::by_ids(tx, &[article]).await?.pop().map(|article| article.department.0);
    sqlx::query!(
        "update relay_copy set article_id = $3, taken_at = $4 where county_id = $1 and task_id = $2 and department_id = $5",
        county,
        task.0,
        article.0,
        now,
        own
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The draft a department took it up as.
pub(in crate::relay) async fn take(
    tx: &mut TenantTx,
    actor: &Actor,
    task: RelayId,
    department: DepartmentId,
    article: ArticleId,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update relay_copy set article_id = $4, taken_by = $5, taken_at = $6
         where county_id = $1 and task_id = $2 and department_id = $3 and article_id is null",
        county,
        task.0,
        department.0,
        article.0,
        actor.person().map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in crate::relay) async fn decline(
    tx: &mut TenantTx,
    actor: &Actor,
    copy: &Copy,
    reason: &str,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update relay_copy set declined_at = $4, declined_by = $5, decline_reason = $6
         where county_id = $1 and task_id = $2 and account_id = $3",
        county,
        copy.task.0,
        copy.account.0,
        now,
        actor.person().map(|person| person.0),
        reason
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

pub(in crate::relay) async fn insist(tx: &mut TenantTx, copy: &Copy, reason: &str) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update relay_copy set declined_at = null, declined_by = null, decline_reason = null, insisted_at = $4, insist_reason = $5
         where county_id = $1 and task_id = $2 and account_id = $3",
        county,
        copy.task.0,
        copy.account.0,
        now,
        reason
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

pub(in crate::relay) async fn remind(tx: &mut TenantTx, task: RelayId, accounts: &[AccountId]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    sqlx::query!(
        "update relay_copy set reminded_at = $4 where county_id = $1 and task_id = $2 and account_id = any($3)",
        county,
        task.0,
        &ids,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a target that went live shows; gives the copies that it is the first evidence of.
pub(in crate::relay) async fn went_live(
    tx: &mut TenantTx,
    release: &Release,
    target: &Target,
    url: Option<&str>,
) -> Result<Vec<Copy>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let tasks = sqlx::query_scalar!(
        "update relay_copy set target_id = $4, live_at = $5, url = $6,
           digest = (select r.digest from release r where r.county_id = $1 and r.id = $7)
         where county_id = $1 and article_id = $2 and account_id = $3 and live_at is null returning task_id",
        county,
        release.article.0,
        target.account.0,
        target.id.0,
        now,
        url,
        release.id.0
    )
    .fetch_all(tx.conn())
    .await?;
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let rows = copies!(
        "where c.county_id = $1 and c.task_id = any($2) and c.account_id = $3 order by c.task_id",
        county,
        &tasks,
        target.account.0
    );
    rows.fetch_all(tx.conn()).await?.into_iter().map(Copy::try_from).collect()
}

/// What is owed by a department, or by any that is due until an instant; one row a task and department, the most pressing first.
pub(in crate::relay) async fn owed(
    tx: &mut TenantTx,
    department: Option<DepartmentId>,
    until: Option<OffsetDateTime>,
    limit: i64,
) -> Result<Vec<Owed>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Owed,
        r#"select t.id as "task: RelayId", t.title, c.department_id as "department: DepartmentId",
             string_agg(c.account_name, '、' order by c.account_name) as "accounts!", t.ordered_at, t.due_at
           from relay_copy c join relay_task t on t.county_id = c.county_id and t.id = c.task_id
           where c.county_id = $1 and c.live_at is null and c.declined_at is null and t.recalled_at is null
             and ($2::uuid is null or c.department_id = $2) and ($3::timestamptz is null or t.due_at <= $3)
           group by t.id, t.title, t.ordered_at, t.due_at, c.department_id order by t.due_at, t.id, c.department_id limit $4"#,
        county,
        department.map(|id| id.0),
        until,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What became of what was ordered in a period, by department.
pub(in crate::relay) async fn ledger(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<Line>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = sqlx::query_as!(
        Line,
        r#"select c.department_id as "department: DepartmentId", max(c.department_name) as "name!", count(*) as "ordered!",
             count(*) filter (where c.live_at <= t.due_at) as "in_time!",
             count(*) filter (where t.due_at < c.live_at) as "late!",
             count(*) filter (where c.live_at is null and c.declined_at is null and t.due_at < $4) as "missing!",
             count(*) filter (where c.live_at is null and c.declined_at is not null) as "declined!",
             count(*) filter (where c.live_at is null and c.declined_at is null and $4 <= t.due_at) as "open!"
           from relay_copy c join relay_task t on t.county_id = c.county_id and t.id = c.task_id
           where c.county_id = $1 and $2 <= t.ordered_at and t.ordered_at < $3 and t.recalled_at is null
           group by c.department_id order by 6 desc, 5 desc, 2, 1"#,
        county,
        from,
        until,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

fn one(rows: u64) -> Result<(), Storage> {
    // Row security turns "not yours" into no row; a held row that is not changed is a fault of ours.
    if rows == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
