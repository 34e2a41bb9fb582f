//! Every statement on `word` and `word_list`.

use checks::{Entry, Folded, Gate, Severity, Usage};
use platform::page::Cursor;
use platform::{CountyId, DepartmentId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Filter, Whose, Word, WordId, level};

/// A list as it stands: its version rises with every change.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Held {
    pub county: i32,
    pub department: Option<Uuid>,
    pub version: i64,
    pub words: i32,
    #[serde(skip)]
    pub changed_at: OffsetDateTime,
}

struct Row {
    county_id: i32,
    id: Uuid,
    department_id: Option<Uuid>,
    word: String,
    usage: String,
    category: String,
    gate: String,
    severity: String,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
    suggestion: Option<String>,
    reason: String,
    added_name: String,
    added_at: OffsetDateTime,
    ended_at: Option<OffsetDateTime>,
    ended_name: Option<String>,
}

impl From<Row> for Word {
    /// The closed words are held by the table; what it could not hold reads as the mildest.
    fn from(row: Row) -> Self {
        let (county, department) = (CountyId(row.county_id), row.department_id.map(DepartmentId));
        Self {
            id: WordId(row.id),
            county,
            department,
            entry: Entry {
                word: row.word,
                usage: Usage::parse(&row.usage).unwrap_or(Usage::Deny),
                category: row.category,
                gate: Gate::parse(&row.gate).unwrap_or(Gate::Wording),
                severity: Severity::parse(&row.severity).unwrap_or(Severity::Note),
                level: level(county, department),
                from: row.starts_on,
                until: row.ends_on,
                suggestion: row.suggestion,
                reason: row.reason,
            },
            added_name: row.added_name,
            added_at: row.added_at,
            ended_at: row.ended_at,
            ended_name: row.ended_name,
        }
    }
}

/// The columns of a word, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select county_id, id, department_id, word, usage, category, gate, severity, starts_on, ends_on, suggestion, reason,
               added_name, added_at, ended_at, ended_name from word " + $rest,
            $($value),+
        )
    };
}

/// The codes of every region above the caller's.
pub(super) async fn above(tx: &mut TenantTx) -> Result<Vec<i32>, Storage> {
    let county = tx.county().0;
    let codes = sqlx::query_scalar!(r#"select region_above($1) as "codes!""#, county).fetch_one(tx.conn()).await?;
    Ok(codes)
}

/// Every list the caller reads: their own, the county's, and those from above; each region's before those below it.
///
/// # Errors
/// When the rows cannot be read.
pub async fn lists(tx: &mut TenantTx) -> Result<Vec<Held>, Storage> {
    let county = tx.county().0;
    let mut codes = above(tx).await?;
    codes.push(county);
    let rows = sqlx::query_as!(
        Held,
        "select county_id as county, department_id as department, version, words, changed_at from word_list
         where county_id = any($1) order by (county_id <> 100000), (county_id % 10000 <> 0), (county_id % 100 <> 0), department_id nulls first",
        &codes
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The rows of one list that are or will be in force, oldest first.
pub(crate) async fn load(tx: &mut TenantTx, list: &Held, today: Date) -> Result<Vec<Entry>, Storage> {
    let rows = select!(
        "where county_id = $1 and department_id is not distinct from $2 and ended_at is null and (ends_on is null or $3 <= ends_on)
         order by id",
        list.county,
        list.department,
        today
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| Word::from(row).entry).collect())
}

/// Every living row of the caller's own list of a department, or of the county.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(tx: &mut TenantTx, department: Option<DepartmentId>) -> Result<Vec<Word>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and department_id is not distinct from $2 and ended_at is null order by id",
        county,
        department.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Word::from).collect())
}

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Word>, Storage> {
    let county = tx.county().0;
    let codes = match filter.whose {
        Whose::Own | Whose::County | Whose::Department(_) => vec![county],
        Whose::Above => above(tx).await?,
        Whose::All => above(tx).await?.into_iter().chain([county]).collect(),
    };
    let department = if let Whose::Department(id) = filter.whose { Some(id.0) } else { None };
    let folded = filter.search.as_deref().map(|text| Folded::new(text.trim()).text().to_owned());
    let rows = select!(
        "where county_id = any($1) and (ended_at is not null) = $2
           and ($3::uuid is null or department_id = $3) and (not $4 or department_id is null)
           and ($5::text is null or position($5 in folded) > 0 or position($5 in category) > 0)
           and ($6::text is null or gate = $6) and ($7::text is null or usage = $7) and ($8::text is null or severity = $8)
           and ($9::timestamptz is null or (added_at, id) < ($9, $10))
         order by added_at desc, id desc limit $11",
        &codes,
        filter.ended,
        department,
        filter.whose == Whose::County,
        folded.filter(|text| !text.is_empty()),
        filter.gate.map(Gate::as_str),
        filter.usage.map(Usage::as_str),
        filter.severity.map(Severity::as_str),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Word::from).collect())
}

/// Rows of the caller's own county by their ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[WordId]) -> Result<Vec<Word>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(Word::from).collect())
}

/// Every row there was of the same word on the same list, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn history(tx: &mut TenantTx, word: &Word) -> Result<Vec<Word>, Storage> {
    let folded = Folded::new(&word.entry.word);
    let rows = select!(
        "where county_id = $1 and folded = $2 and department_id is not distinct from $3 order by added_at desc, id desc limit 100",
        word.county.0,
        folded.text(),
        word.department.map(|id| id.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Word::from).collect())
}

/// Holds the caller's own list until the transaction ends; gives back its version, 0 where it has no row yet.
pub(super) async fn lock(tx: &mut TenantTx, department: Option<DepartmentId>) -> Result<i64, Storage> {
    let county = tx.county().0;
    let version = sqlx::query_scalar!(
        "select version from word_list where county_id = $1 and department_id is not distinct from $2 for update",
        county,
        department.map(|id| id.0)
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(version.unwrap_or_default())
}

/// Enters rows in one statement.
pub(super) async fn insert(
    tx: &mut TenantTx,
    department: Option<DepartmentId>,
    entries: &[Entry],
    by: (Option<Uuid>, &str),
) -> Result<Vec<WordId>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = entries.iter().map(|_| tx.new_id()).collect();
    let text = |of: fn(&Entry) -> String| entries.iter().map(of).collect::<Vec<String>>();
    let word = text(|entry| entry.word.clone());
    let folded = text(|entry| Folded::new(&entry.word).text().to_owned());
    let usage = text(|entry| entry.usage.as_str().to_owned());
    let category = text(|entry| entry.category.clone());
    let gate = text(|entry| entry.gate.as_str().to_owned());
    let severity = text(|entry| entry.severity.as_str().to_owned());
    let reason = text(|entry| entry.reason.clone());
    let from: Vec<Option<Date>> = entries.iter().map(|entry| entry.from).collect();
    let until: Vec<Option<Date>> = entries.iter().map(|entry| entry.until).collect();
    let suggestion: Vec<Option<String>> = entries.iter().map(|entry| entry.suggestion.clone()).collect();
    sqlx::query!(
        "insert into word (county_id, department_id, added_by, added_name, added_at, id, word, folded, usage, category, gate, severity,
           starts_on, ends_on, suggestion, reason)
         select $1, $2, $3, $4, $5, t.* from unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
           $13::date[], $14::date[], $15::text[], $16::text[]) t",
        county,
        department.map(|id| id.0),
        by.0,
        by.1,
        now,
        &ids,
        &word,
        &folded,
        &usage,
        &category,
        &gate,
        &severity,
        &from as &[Option<Date>],
        &until as &[Option<Date>],
        &suggestion as &[Option<String>],
        &reason
    )
    .execute(tx.conn())
    .await?;
    Ok(ids.into_iter().map(WordId).collect())
}

/// Ends living rows; how many there were.
pub(super) async fn end(tx: &mut TenantTx, ids: &[WordId], by: (Option<Uuid>, &str)) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "update word set ended_at = $3, ended_by = $4, ended_name = $5 where county_id = $1 and id = any($2) and ended_at is null",
        county,
        &ids,
        now,
        by.0,
        by.1
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The list has changed: whoever holds it compiled will see so.
pub(super) async fn raise(tx: &mut TenantTx, department: Option<DepartmentId>) -> Result<(), Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into word_list (county_id, id, department_id, version, words, changed_at)
         select $1, $2, $3, 1, count(*)::int, $4 from word
         where county_id = $1 and department_id is not distinct from $3 and ended_at is null
         on conflict (county_id, department_id)
         do update set version = word_list.version + 1, words = excluded.words, changed_at = excluded.changed_at",
        county,
        id,
        department.map(|id| id.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
