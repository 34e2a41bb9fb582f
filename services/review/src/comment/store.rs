//! Every statement on `review_comment` and `review_comment_word`.

use checks::Place;
use content::{ArticleId, RevisionId};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Act, Comment, CommentId, Mark, Word};
use crate::Gate;
use crate::case::CaseId;
use crate::case::store::misread;

struct Row {
    id: Uuid,
    case_id: Uuid,
    opened_at: OffsetDateTime,
    article_id: Uuid,
    revision_id: Uuid,
    department_id: Uuid,
    gate: Option<String>,
    path: String,
    start_at: i32,
    end_at: i32,
    quote: String,
    lead: String,
    trail: String,
    person_id: Uuid,
    text: String,
    written_at: OffsetDateTime,
    resolved_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Comment {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        let number = |at: i32| usize::try_from(at).map_err(|_| misread("review_comment.start_at", row.id));
        let gate = row.gate.as_deref();
        let gate = gate.map(|gate| Gate::parse(gate).ok_or_else(|| misread("review_comment.gate", row.id)));
        let place = Place { path: row.path, start: number(row.start_at)?, end: number(row.end_at)? };
        Ok(Self {
            id: CommentId(row.id),
            case: CaseId(row.case_id),
            case_opened_at: row.opened_at,
            article: ArticleId(row.article_id),
            revision: RevisionId(row.revision_id),
            department: DepartmentId(row.department_id),
            gate: gate.transpose()?,
            mark: Mark { place, quote: row.quote, lead: row.lead, trail: row.trail },
            person: PersonId(row.person_id),
            text: row.text,
            written_at: row.written_at,
            resolved_at: row.resolved_at,
        })
    }
}

macro_rules! select_comments {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select m.id, m.case_id, c.opened_at, c.article_id, c.revision_id, c.department_id, m.gate, m.path, m.start_at, m.end_at,
               m.quote, m.lead, m.trail, m.person_id, m.text, m.written_at, m.resolved_at
             from review_comment m join review_case c on c.county_id = m.county_id and c.id = m.case_id " + $rest,
            $($value),+
        )
    };
}

/// Every comment on these articles that the caller sees, of whatever case, in the order written.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Comment>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = select_comments!(
        "where m.county_id = $1 and c.county_id = $1 and c.article_id = any($2) order by m.written_at, m.id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Comment::try_from).collect()
}

pub(super) async fn find(tx: &mut TenantTx, id: CommentId) -> Result<Option<Comment>, Storage> {
    let county = tx.county().0;
    let row = select_comments!("where m.county_id = $1 and m.id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Comment::try_from).transpose()
}

/// What was said back on these comments, in the order said.
///
/// # Errors
/// When the rows cannot be read.
pub async fn words_of(tx: &mut TenantTx, comments: &[CommentId]) -> Result<Vec<Word>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = comments.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select id, comment_id, act, person_id, text, said_at from review_comment_word
         where county_id = $1 and comment_id = any($2) order by said_at, id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let word = |row: Uuid, act: &str| Act::parse(act).ok_or_else(|| misread("review_comment_word.act", row));
    rows.into_iter()
        .map(|row| {
            Ok(Word {
                comment: CommentId(row.comment_id),
                act: word(row.id, &row.act)?,
                person: PersonId(row.person_id),
                text: row.text,
                said_at: row.said_at,
            })
        })
        .collect()
}

/// How many comments stand open on the piece of each of these cases or articles; none of those that have none.
///
/// # Errors
/// When the database fails.
pub async fn open_on(tx: &mut TenantTx, subjects: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select s.id as "id!", count(*) as "open!"
           from unnest($2::uuid[]) s (id)
             left join review_case k on k.county_id = $1 and k.id = s.id
             join review_case c on c.county_id = $1 and c.article_id = coalesce(k.article_id, s.id)
             join review_comment m on m.county_id = $1 and m.case_id = c.id and m.resolved_at is null
           group by s.id"#,
        county,
        subjects
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.open)).collect())
}

pub(super) async fn count(tx: &mut TenantTx, case: CaseId) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from review_comment where county_id = $1 and case_id = $2"#,
        county,
        case.0
    );
    Ok(count.fetch_one(tx.conn()).await?)
}

pub(super) async fn count_words(tx: &mut TenantTx, comment: CommentId) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from review_comment_word where county_id = $1 and comment_id = $2"#,
        county,
        comment.0
    );
    Ok(count.fetch_one(tx.conn()).await?)
}

pub(super) async fn insert(tx: &mut TenantTx, comment: &Comment) -> Result<(), Storage> {
    let county = tx.county().0;
    let number = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let Mark { place, quote, lead, trail } = &comment.mark;
    sqlx::query!(
        "insert into review_comment (county_id, id, case_id, gate, path, start_at, end_at, quote, lead, trail, person_id, text,
           written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        county,
        comment.id.0,
        comment.case.0,
        comment.gate.map(Gate::as_str),
        place.path,
        number(place.start),
        number(place.end),
        quote,
        lead,
        trail,
        comment.person.0,
        comment.text,
        comment.written_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Turns a comment to settled or open. False where it stands so.
pub(super) async fn settle(tx: &mut TenantTx, comment: &Comment) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update review_comment set resolved_at = $3
         where county_id = $1 and id = $2 and (resolved_at is null) = ($3::timestamptz is not null)",
        county,
        comment.id.0,
        comment.resolved_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn insert_word(tx: &mut TenantTx, word: &Word) -> Result<(), Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    sqlx::query!(
        "insert into review_comment_word (county_id, id, comment_id, act, person_id, text, said_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        id,
        word.comment.0,
        word.act.as_str(),
        word.person.0,
        word.text,
        word.said_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
