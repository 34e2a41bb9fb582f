//! The whole story over the real binary and both sandboxes, every act through GraphQL as a browser sends it: three pieces from
//! a department's desk to WeChat, the app, the website and the newspapers of their topics; a citizen's message to an answer;
//! and those who look on.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the story")]

mod citizen;
pub(crate) mod matrix;
mod onlookers;
pub(crate) mod releasing;
pub(crate) mod reviewing;
mod sign_off;
pub(crate) mod writing;

use serde_json::json;
use tests::World;

use crate::county::Fault;
use matrix::{DAILY, EVENING, Matrix};
use writing::Piece;

/// The health bureau's, sensitive, with a picture and a chart.
const VACCINES: &str = "全县流感疫苗接种点今起开放";
/// The county's measures of 2016, plain.
const MEASURES: &str = "内乡县政务新媒体平台运营管理办法（试行）";
/// An emergency.
const STORM: &str = "暴雨蓝色预警：请注意防范";

#[tokio::test]
async fn the_story_from_a_departments_desk_to_wechat_the_site_and_a_newspaper() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let matrix = Matrix::open(&world, &app).await?;
    let pieces = writing::three(&app).await?;
    for piece in &pieces {
        let early = matrix.plan(&app, piece).await;
        assert_eq!(early.reason(), Some("NOT_APPROVED"), "I2: {}", piece.title);
    }
    reviewing::approve(&app, VACCINES, &["health.reviewer", "desk.reviewer", "principal"]).await?;
    reviewing::approve(&app, MEASURES, &["education.reviewer", "desk.reviewer2"]).await?;
    reviewing::approve(&app, STORM, &["desk.reviewer", "principal"]).await?;
    reviewing::six_gates_stand_with_their_people(&app, VACCINES).await;

    for piece in &pieces {
        releasing::together(&app, &matrix, piece).await?;
        releasing::stands_once(&world, &app, &piece.title).await;
    }
    releasing::reaches(&world, VACCINES, DAILY, EVENING).await;
    releasing::reaches(&world, MEASURES, DAILY, EVENING).await;
    releasing::reaches(&world, STORM, EVENING, DAILY).await;
    citizen::writes_and_is_answered(&world, &app).await?;

    onlookers::the_province_sees_both_counties(&app).await;
    onlookers::the_neighbour_sees_nothing(&app).await;
    let audit = world.run(&["audit", "verify"]);
    assert!(audit.status.success(), "I8: {}", String::from_utf8_lossy(&audit.stdout));
    Ok(())
}

#[tokio::test]
async fn i3_a_writer_finds_no_work_on_their_own_piece_and_may_not_decide_it() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    Piece::submit(&app, "health.editor", VACCINES, "卫生健康", writing::paragraphs("正文"), json!({})).await?;
    let editor = app.sign_in("health.editor").await;
    let step = "{ reviewCases(first: 1) { nodes { currentStep { id mayDecide } } } }";
    let step = editor.gql(step, json!({})).await.at("/reviewCases/nodes/0/currentStep");
    assert_eq!(step["mayDecide"], false);
    let refused = editor.gql(reviewing::DECIDE, json!({ "step": step["id"], "decision": "PASS" })).await;
    assert_eq!(refused.reason(), Some("AUTHOR_MAY_NOT_DECIDE"));
    assert!(reviewing::decide(&app, "health.editor", VACCINES).await.is_err());
    Ok(())
}
