//! Inquiries: who may do what, what is shown of a citizen, and the clocks.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interaction::inquiry::{self, ActError, Inquiry, Letter, QueryCode, Receipt, Reply, ReplyState};
use interaction::{Kind, State, calendar, clock};
use platform::secrets::Vault;
use platform::{Caller, jobs};
use sqlx::AssertSqlSafe;
use tenancy::{Actor, Role};
use time::Duration;
use time::macros::date;

use crate::county::{County, Fault};

const PHONE: &str = "13712345678";

/// A county with a desk and a bureau that answers.
pub(crate) struct Desk {
    pub(crate) county: County,
    pub(crate) vault: Arc<Vault>,
    pub(crate) clerk: Actor,
    pub(crate) writer: Actor,
    pub(crate) reviewer: Actor,
}

impl Desk {
    pub(crate) async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let clerk = county.staff("clerk", "office", &[Role::Clerk]).await?;
        let writer = county.staff("writer", "health", &[Role::Clerk]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let vault = Arc::new(Vault::new(&STANDARD.encode([7_u8; 32]).into())?);
        Ok(Self { county, vault, clerk, writer, reviewer })
    }

    pub(crate) async fn receive(&self, letter: Letter) -> Result<Receipt, Fault> {
        let code = QueryCode::draw(&self.vault)?;
        let caller = Caller::public(self.county.code).with_query_code(code.as_str());
        let mut tx = self.county.database.begin(&caller).await?;
        let receipt = inquiry::from_web(&mut tx, &self.vault, code, letter).await?;
        tx.commit().await?;
        Ok(receipt)
    }

    /// Accepts it at the desk and gives it to the bureau.
    pub(crate) async fn assign(&self, id: interaction::InquiryId) -> Result<Inquiry, Fault> {
        let health = self.county.department("health").await?;
        let mut tx = self.county.begin(&self.clerk).await?;
        let seen = inquiry::get(&mut tx, &self.clerk, id).await?;
        let accepted = inquiry::accept(&mut tx, &self.clerk, id, seen.version).await?;
        let assigned = inquiry::assign(&mut tx, &self.clerk, id, accepted.version, health, "").await?;
        tx.commit().await?;
        Ok(assigned)
    }

    /// Writes a reply in the bureau; it waits for review.
    pub(crate) async fn write(&self, inquiry: &Inquiry, body: &str) -> Result<Reply, Fault> {
        let mut tx = self.county.begin(&self.writer).await?;
        inquiry::reply(&mut tx, &self.writer, inquiry.id, inquiry.version, body).await?;
        let written = inquiry::replies(&mut tx, &[inquiry.id]).await?;
        tx.commit().await?;
        Ok(written.into_iter().find(|reply| reply.state == ReplyState::InReview).ok_or("no reply in review")?)
    }

    pub(crate) async fn approve(&self, reply: &Reply) -> Result<Inquiry, Fault> {
        let mut tx = self.county.begin(&self.reviewer).await?;
        let answered = inquiry::approve_reply(&mut tx, &self.reviewer, reply.id).await?;
        tx.commit().await?;
        Ok(answered)
    }
}

fn letter() -> Letter {
    Letter {
        kind: Kind::Consultation,
        title: "预防接种时间".to_owned(),
        body: format!("县医院周末打疫苗吗？请回电{PHONE}，我是李玉兰。"),
        name: Some("李玉兰".to_owned()),
        phone: Some(PHONE.to_owned()),
    }
}

#[tokio::test]
async fn a_letter_is_answered_in_the_bureau_and_read_by_its_code() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let receipt = desk.receive(letter()).await?;
    let assigned = desk.assign(receipt.id).await?;
    let reply = desk.write(&assigned, "周六上午可以接种。").await?;
    let citizen = Caller::public(desk.county.code).with_query_code(receipt.query_code.as_str());

    let mut tx = desk.county.database.begin_read(&citizen).await?;
    let before = inquiry::by_code(&mut tx, &receipt.query_code).await?.ok_or("no inquiry")?;
    assert!(before.replies.is_empty(), "a reply in review is not public");
    drop(tx);
    assert_eq!(desk.approve(&reply).await?.state, State::Answered);

    let mut tx = desk.county.database.begin_read(&citizen).await?;
    let shown = inquiry::by_code(&mut tx, &receipt.query_code).await?.ok_or("no inquiry")?;
    assert_eq!(shown.replies.first().map(|reply| reply.body.as_str()), Some("周六上午可以接种。"));
    drop(tx);
    let mut tx = desk.county.system().await?;
    inquiry::note_read(&mut tx, receipt.id).await?;
    inquiry::note_read(&mut tx, receipt.id).await?;
    tx.commit().await?;
    let mut tx = desk.county.begin(&desk.clerk).await?;
    let seen = inquiry::get(&mut tx, &desk.clerk, receipt.id).await?;
    assert_eq!(seen.state, State::Delivered);
    assert_eq!(inquiry::close(&mut tx, &desk.clerk, receipt.id, seen.version).await?.state, State::Closed);
    Ok(())
}

#[tokio::test]
async fn i3_the_author_of_a_reply_may_not_approve_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let assigned = desk.assign(desk.receive(letter()).await?.id).await?;
    let reply = desk.write(&assigned, "周六上午可以接种。").await?;
    let mut tx = desk.county.begin(&desk.writer).await?;
    let refused = inquiry::approve_reply(&mut tx, &desk.writer, reply.id).await;
    assert!(matches!(refused, Err(ActError::OwnReply)), "{refused:?}");
    let refused = sqlx::query("update reply set reviewer_id = author_id where id = $1")
        .bind(reply.id.0)
        .execute(tx.conn())
        .await
        .unwrap_err();
    let constraint = refused.as_database_error().and_then(sqlx::error::DatabaseError::constraint);
    assert_eq!(constraint, Some("reply_not_own_review"));
    Ok(())
}

#[tokio::test]
async fn i7_a_planted_number_is_in_no_table_dump() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let receipt = desk.receive(letter()).await?;
    let assigned = desk.assign(receipt.id).await?;
    let reply = desk.write(&assigned, &format!("已致电{PHONE}说明。")).await?;
    desk.approve(&reply).await?;
    let mut tx = desk.county.begin(&desk.clerk).await?;
    inquiry::reveal(&mut tx, &desk.clerk, &desk.vault, receipt.id, &format!("回电{PHONE}")).await?;
    tx.commit().await?;

    let mut all = desk.county.all_seeing().await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&mut all)
    .await?;
    let planted = [PHONE.to_owned(), hex::encode(PHONE), "李玉兰".to_owned(), hex::encode("李玉兰")];
    let mut rows_read = 0;
    for table in tables {
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("select t::text from {table} t"))).fetch_all(&mut all).await?;
        rows_read += rows.len();
        for row in rows {
            assert!(!planted.iter().any(|word| row.contains(word)), "{table}: {row}");
        }
    }
    assert!(20 < rows_read, "the dump has rows");
    Ok(())
}

#[tokio::test]
async fn i7_lists_are_masked_and_revealing_stands_on_the_trail() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let receipt = desk.receive(letter()).await?;
    let mut tx = desk.county.begin(&desk.clerk).await?;
    let page = inquiry::list(&mut tx, &desk.clerk, &inquiry::Filter::default(), 20, None).await?;
    let row = page.rows.first().ok_or("an empty inbox")?;
    assert_eq!(row.contact_masked, "李* 137****5678");
    assert!(!row.body.contains(PHONE) && !row.body.contains("李玉兰"), "{}", row.body);

    let shown = inquiry::reveal(&mut tx, &desk.clerk, &desk.vault, receipt.id, "回电核实").await?;
    assert_eq!(shown.phone.as_deref(), Some(PHONE));
    assert!(shown.body.contains(PHONE));
    tx.commit().await?;
    let mut tx = desk.county.begin(&desk.clerk).await?;
    let trail = platform::audit::list(&mut tx, Some(receipt.id.0), None, 10).await?;
    assert!(trail.iter().any(|act| act.action == "inquiry.reveal" && act.detail.contains("回电核实")), "{trail:?}");
    let refused = inquiry::reveal(&mut tx, &desk.reviewer, &desk.vault, receipt.id, "看看").await;
    assert!(matches!(refused, Err(ActError::Refused(_))), "a reviewer has no such right");
    Ok(())
}

#[tokio::test]
async fn i1_an_inquiry_is_seen_by_its_bureau_its_desk_and_its_code_alone() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let receipt = desk.receive(letter()).await?;
    desk.assign(receipt.id).await?;
    let elsewhere = desk.county.staff("elsewhere", "education", &[Role::Clerk]).await?;
    let neighbour = desk.county.neighbour().await?;
    let abroad = neighbour.staff("clerk", "office", &[Role::Clerk]).await?;
    for stranger in [&elsewhere, &abroad] {
        let mut tx = desk.county.database.begin(stranger.caller()).await?;
        let refused = inquiry::get(&mut tx, stranger, receipt.id).await;
        assert!(matches!(refused, Err(ActError::NotFound)), "{refused:?}");
        let refused = inquiry::reveal(&mut tx, stranger, &desk.vault, receipt.id, "看看").await;
        assert!(matches!(refused, Err(ActError::NotFound)));
        let rows: i64 = sqlx::query_scalar("select count(*) from inquiry_private").fetch_one(tx.conn()).await?;
        assert_eq!(rows, 0);
    }
    let code = receipt.query_code.as_str();
    for caller in [Caller::public(desk.county.code), Caller::public(neighbour.code).with_query_code(code)] {
        let mut tx = desk.county.database.begin_read(&caller).await?;
        assert!(inquiry::by_code(&mut tx, &receipt.query_code).await?.is_none());
    }
    Ok(())
}

#[tokio::test]
async fn an_act_on_an_older_sight_or_under_a_reply_in_review_is_refused() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let assigned = desk.assign(desk.receive(letter()).await?.id).await?;
    let mut tx = desk.county.begin(&desk.writer).await?;
    let refused = inquiry::give_back(&mut tx, &desk.writer, assigned.id, assigned.version - 1, "不是我局职责").await;
    assert!(matches!(refused, Err(ActError::Stale)), "{refused:?}");
    drop(tx);
    desk.write(&assigned, "周六上午可以接种。").await?;
    let mut tx = desk.county.begin(&desk.writer).await?;
    let refused = inquiry::give_back(&mut tx, &desk.writer, assigned.id, assigned.version, "不是我局职责").await;
    assert!(matches!(refused, Err(ActError::ReplyInReview)), "{refused:?}");
    let refused = inquiry::reply(&mut tx, &desk.writer, assigned.id, assigned.version, "再写一份").await;
    assert!(matches!(refused, Err(ActError::ReplyInReview)), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn the_calendar_is_the_notices_of_every_year() -> Result<(), Fault> {
    let county = County::open().await?;
    let mut all = county.all_seeing().await?;
    for (year, days) in [(2024, 251), (2025, 248), (2026, 248)] {
        let count: i64 =
            sqlx::query_scalar("select count(*) from workday where works and extract(year from day) = $1::int")
                .bind(year)
                .fetch_one(&mut all)
                .await?;
        assert_eq!(count, days, "{year}");
    }
    let adjusted = [
        date!(2026 - 01 - 04),
        date!(2026 - 02 - 14),
        date!(2026 - 02 - 28),
        date!(2026 - 05 - 09),
        date!(2026 - 09 - 20),
        date!(2026 - 10 - 10),
    ];
    for day in adjusted {
        let works: bool =
            sqlx::query_scalar("select works from workday where day = $1").bind(day).fetch_one(&mut all).await?;
        assert!(works, "{day} is worked");
    }
    Ok(())
}

#[tokio::test]
async fn a_clock_beyond_the_calendar_is_provisional_and_counted_again() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let database = &desk.county.database;
    let to_year_end = time::macros::datetime!(2026-12-30 02:00 UTC) - database.clock().now();
    database.clock().advance(to_year_end.whole_seconds());
    let receipt = desk.receive(letter()).await?;
    assert!(!receipt.dues.known);
    assert_eq!(receipt.dues.first_answer, date!(2027 - 01 - 06), "Monday to Friday, provisionally");

    // The notice of 2027 comes: the first week is free.
    let year: Vec<String> = (0..365)
        .map(|offset| date!(2027 - 01 - 01) + Duration::days(offset))
        .map(|day| format!("\"{day}\": {}", u8::from(date!(2027 - 01 - 08) <= day)))
        .collect();
    let mut owner = desk.county.owner().await?;
    let notice = calendar::Notice::of_years(&format!("{{{}}}", year.join(",")))?;
    let at = database.clock().now();
    calendar::import(&mut owner, &[desk.county.code], &notice, "2027 年通知", at).await?;
    let mut tx = desk.county.system().await?;
    clock::recount_soon(&mut tx).await?;
    tx.commit().await?;
    database.clock().advance(1);
    for job in jobs::claim(database, 10, std::time::Duration::from_secs(60)).await? {
        if job.kind == clock::RECOUNT {
            clock::recount(database, &job).await?;
        }
    }
    let mut tx = desk.county.begin(&desk.clerk).await?;
    let seen = inquiry::get(&mut tx, &desk.clerk, receipt.id).await?;
    assert!(seen.calendar_known);
    assert_eq!(seen.first_answer_due, Some(date!(2027 - 01 - 11)));
    Ok(())
}

#[tokio::test]
async fn a_countys_own_day_moves_its_clocks_and_no_neighbours() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let operator = desk.county.operator();
    let received = desk.county.database.clock().now();
    let free = clock_day(received, 1);
    let notice = calendar::Notice::of_days(&format!("{{\"{free}\": 0}}"))?;
    let neighbour = desk.county.neighbour().await?;
    let due = async |county: &County| -> Result<_, Fault> {
        let mut tx = county.begin(&county.operator()).await?;
        Ok(platform::workdays::Workdays::between(&mut tx, free, free).await?.works(free))
    };
    let before = due(&desk.county).await?;
    let mut tx = desk.county.begin(&operator).await?;
    calendar::import_for_county(&mut tx, &operator, &notice, "县庆日").await?;
    tx.commit().await?;
    assert_eq!((due(&desk.county).await?, due(&neighbour).await?), (Some(false), before));
    Ok(())
}

/// A day in China, so many days on.
fn clock_day(from: time::OffsetDateTime, days: i64) -> time::Date {
    platform::Clock::day_of(from + Duration::days(days))
}

#[tokio::test]
async fn a_declined_inquiry_names_the_right_body() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let receipt = desk.receive(letter()).await?;
    let mut tx = desk.county.begin(&desk.clerk).await?;
    let refused = inquiry::decline(&mut tx, &desk.clerk, receipt.id, 1, "已进入诉讼", " ").await;
    assert!(matches!(refused, Err(ActError::Invalid(_))), "{refused:?}");
    inquiry::decline(&mut tx, &desk.clerk, receipt.id, 1, "已进入诉讼", "县人民法院").await?;
    tx.commit().await?;
    let citizen = Caller::public(desk.county.code).with_query_code(receipt.query_code.as_str());
    let mut tx = desk.county.database.begin_read(&citizen).await?;
    let shown = inquiry::by_code(&mut tx, &receipt.query_code).await?.ok_or("no inquiry")?;
    assert_eq!(shown.inquiry.decline_body_named.as_deref(), Some("县人民法院"));
    Ok(())
}
