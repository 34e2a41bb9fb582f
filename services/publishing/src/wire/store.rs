//! Every statement on offers, who takes them, and the people of outlets.

use content::{ArticleId, RevisionId};
use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Editor, Filter, Form, Offer, OwnOutlet};
use crate::{DeliveryId, OutletId};

struct Row {
    outlet: Uuid,
    outlet_name: String,
    article: Uuid,
    delivery: Uuid,
    revision: Uuid,
    department: Uuid,
    department_name: String,
    title: String,
    summary: String,
    topics: Vec<String>,
    language: String,
    standing: String,
    offered_at: OffsetDateTime,
    changed_at: OffsetDateTime,
    taken_at: Option<OffsetDateTime>,
    pickups: i64,
}

impl TryFrom<Row> for Offer {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            outlet: OutletId(row.outlet),
            outlet_name: row.outlet_name,
            article: ArticleId(row.article),
            delivery: DeliveryId(row.delivery),
            revision: RevisionId(row.revision),
            department: DepartmentId(row.department),
            department_name: row.department_name,
            title: row.title,
            summary: row.summary,
            topics: row.topics,
            language: row.language,
            standing: row.standing.try_into()?,
            offered_at: row.offered_at,
            changed_at: row.changed_at,
            taken_at: row.taken_at,
            pickups: row.pickups,
        })
    }
}

/// Which outlets are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    /// Those the person works for.
    Person(PersonId),
    /// Whatever row security shows: a program's own outlet, or the county's to its desk.
    Shown,
}

/// A page of offers, the latest change first.
pub(super) async fn page(
    tx: &mut TenantTx,
    whose: Whose,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Offer>, Storage> {
    let county = tx.county().0;
    let person = match whose {
        Whose::Person(person) => Some(person.0),
        Whose::Shown => None,
    };
    let rows = sqlx::query_as!(
        Row,
        r#"select f.outlet_id as outlet, o.name as outlet_name, f.article_id as article, f.delivery_id as delivery, f.revision_id as revision,
             f.department_id as department, f.department_name, f.title, f.summary, f.topics, f.language, f.standing, f.offered_at, f.changed_at,
             (select max(t.taken_at) from offer_take t where t.county_id = f.county_id and t.outlet_id = f.outlet_id
                and t.article_id = f.article_id) as taken_at,
             (select count(*) from pickup p where p.county_id = f.county_id and p.outlet_id = f.outlet_id
                and p.article_id = f.article_id and p.counted) as "pickups!"
           from offer f join outlet o on o.county_id = f.county_id and o.id = f.outlet_id
           where f.county_id = $1
             and ($2::uuid is null or exists (select from outlet_editor e where e.county_id = $1 and e.outlet_id = f.outlet_id and e.person_id = $2))
             and ($3::uuid is null or f.outlet_id = $3)
             and ($4::uuid is null or f.article_id = $4)
             and ($5::text is null or strpos(lower(f.title || ' ' || f.summary || ' ' || f.department_name), lower($5)) > 0)
             and ($6::text is null or $6 = any (f.topics))
             and ($7::text is null or f.standing = $7)
             and ($8::text is null or f.language = $8)
             and (not $9 or not exists (select from offer_take t where t.county_id = $1 and t.outlet_id = f.outlet_id and t.article_id = f.article_id))
             and ($10::timestamptz is null or (f.changed_at, f.delivery_id) < ($10, $11::uuid))
           order by f.changed_at desc, f.delivery_id desc limit $12"#,
        county,
        person,
        filter.outlet.map(|id| id.0),
        filter.article.map(|id| id.0),
        filter.search,
        filter.topic,
        filter.standing.map(|standing| standing.as_str()),
        filter.language,
        filter.untaken,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    let offers = rows.into_iter().map(Offer::try_from).collect::<Result<_, _>>()?;
    Ok(Page::cut(offers, first))
}

/// The documents of some offers.
pub(super) async fn documents(tx: &mut TenantTx, offers: &[Offer]) -> Result<Vec<(DeliveryId, Value)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = offers.iter().map(|offer| offer.delivery.0).collect();
    let rows = sqlx::query!(
        r#"select id as "id: DeliveryId", body from delivery where county_id = $1 and id = any ($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.body)).collect())
}

/// Keeps who took what.
pub(super) async fn insert_take(tx: &mut TenantTx, offer: &Offer, person: PersonId, form: Form) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into offer_take (county_id, id, outlet_id, article_id, revision_id, person_id, form, taken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id,
        offer.outlet.0,
        offer.article.0,
        offer.revision.0,
        person.0,
        form.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The outlets a person works for, by name.
pub(super) async fn outlets_of(tx: &mut TenantTx, person: PersonId) -> Result<Vec<OwnOutlet>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        OwnOutlet,
        r#"select o.id as "id: OutletId", o.name from outlet_editor e join outlet o on o.county_id = e.county_id and o.id = e.outlet_id
           where e.county_id = $1 and e.person_id = $2 order by o.name"#,
        county,
        person.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The people of an outlet, the longest there first.
pub(super) async fn editors(tx: &mut TenantTx, outlet: OutletId) -> Result<Vec<Editor>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Editor,
        r#"select person_id as "person: PersonId", added_at from outlet_editor where county_id = $1 and outlet_id = $2
           order by added_at, person_id"#,
        county,
        outlet.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Adds someone. False when they were there.
pub(super) async fn add(tx: &mut TenantTx, outlet: OutletId, person: PersonId) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let by = tx.caller().person().map(|person| person.0);
    let done = sqlx::query!(
        "insert into outlet_editor (county_id, outlet_id, person_id, added_by, added_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        county,
        outlet.0,
        person.0,
        by,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes someone. False when they were not there.
pub(super) async fn remove(tx: &mut TenantTx, outlet: OutletId, person: PersonId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from outlet_editor where county_id = $1 and outlet_id = $2 and person_id = $3",
        county,
        outlet.0,
        person.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
