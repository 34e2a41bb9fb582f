//! The newsroom's day over the real binary, every act through GraphQL as the console sends it: a theme of the plan is assigned,
//! handed in, adopted, written on by two, checked, co-signed, judged at six gates, returned and mended, signed, released — and
//! corrected, with what was wrong told to everyone who had it.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the journey")]

mod collecting;
mod correcting;
mod deciding;
mod ledger;
mod rules;
mod text;
mod writing;

use serde_json::{Value, json};
use tests::{Answer, App, Session, World};

use crate::county::Fault;
use crate::story::matrix::{DAILY, EVENING, Matrix};
use crate::story::releasing;
use crate::story::reviewing::decide;

/// What the desk calls the piece.
const TITLE: &str = "全县中小学流感疫苗接种安排";

/// The newsroom at work.
struct Room {
    world: World,
    app: App,
    matrix: Matrix,
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let matrix = Matrix::open(&world, &app).await?;
        Ok(Self { world, app, matrix })
    }

    async fn as_of(&self, login: &str) -> Session {
        self.app.sign_in(login).await
    }

    /// A department's id.
    async fn department(&self, slug: &str) -> String {
        let rows = self.as_of("admin").await.gql("{ departments { id slug } }", json!({})).await.at("/departments");
        let row = rows.as_array().unwrap().iter().find(|row| row["slug"] == slug).unwrap()["id"].clone();
        row.as_str().unwrap().to_owned()
    }
}

/// What someone sees of an article.
async fn article(session: &Session, id: &str) -> Value {
    let query = "query($id: ID!) { article(id: $id) { version state title correction releasedAt
        revisions { number publicAt correction } releases { targets { channel state errorCode } } } }";
    session.gql(query, json!({ "id": id })).await.at("/article")
}

/// The first fault of a field, as `field CODE`.
fn fault(answer: &Answer) -> String {
    let of = |key: &str| answer.body.pointer(&format!("/errors/0/extensions/fields/0/{key}")).and_then(Value::as_str);
    format!("{} {}", of("field").unwrap_or_default(), of("code").unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c13_c15_c16_c17_c21_c26_i10_from_a_plan_to_a_correction_after_release() -> Result<(), Fault> {
    let room = Room::open().await?;
    rules::sensitive_pieces_are_co_signed(&room).await;
    let assignment = collecting::a_theme_is_planned_and_given_to_a_department(&room).await;
    let submission = collecting::the_department_hands_in_a_text_with_its_paper(&room, &assignment).await?;
    let piece = collecting::the_desk_adopts_it_with_edits(&room, &submission).await;

    writing::one_writes_and_another_takes_over(&room, &piece).await;
    writing::what_the_checks_stop_does_not_leave_the_desk(&room, &piece).await;
    let early = room.matrix.plan(&room.app, &piece).await;
    assert_eq!(early.reason(), Some("NOT_APPROVED"), "C26, I2");

    deciding::a_department_that_is_touched_signs_before_the_desk(&room, &piece).await?;
    deciding::a_warning_stands_only_for_a_reason(&room, &piece).await;
    deciding::the_desk_returns_it_with_reasons(&room, &piece).await;
    writing::the_writer_mends_what_was_returned(&room, &piece).await;
    for login in ["office.reviewer", "education.reviewer", "desk.reviewer2"] {
        assert_eq!(decide(&room.app, login, TITLE).await?, "OPEN", "the second round begins anew: {login}");
    }
    assert_eq!(decide(&room.app, "principal", TITLE).await?, "APPROVED", "C17");
    deciding::six_gates_stand_with_their_people(&room).await;

    releasing::together(&room.app, &room.matrix, &piece).await?;
    releasing::stands_once(&room.world, &room.app, TITLE).await;
    releasing::reaches(&room.world, TITLE, DAILY, EVENING).await;

    correcting::what_is_out_is_not_changed_by_writing_on(&room, &piece).await;
    correcting::a_correction_says_in_public_what_it_puts_right(&room, &piece).await;
    correcting::it_is_reviewed_like_any_other_text(&room, &piece).await?;
    correcting::it_takes_the_place_of_what_it_corrects_everywhere(&room, &piece).await?;
    correcting::an_old_version_never_comes_back(&room, &piece).await;

    ledger::the_department_is_counted_and_no_person(&room).await;
    ledger::every_step_stands_in_the_chain(&room, &piece).await;
    Ok(())
}
