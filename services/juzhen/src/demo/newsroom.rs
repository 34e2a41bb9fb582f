//! The demo's editorial plan and submissions: one of each state that a desk has before it.

use content::adoption::{self, Mode};
use content::plan::{self, NewAssignment, NewItem};
use content::submission::{self, NewSubmission, Submission, Text};
use content::{Article, Kind};
use platform::{Clock, CountyId};
use tenancy::Actor;
use time::Duration;

use super::cast::Cast;
use crate::Fault;
use crate::core::Core;

/// Theme, the day it begins from today, how many days it takes, and in how many hours its writer has to deliver.
type Theme = (&'static str, i64, i64, Option<(&'static str, i64)>);

const THEMES: [Theme; 4] = [
    ("冬季流感疫苗接种进乡村", 1, 2, Some(("health.editor", 30))),
    ("冬小麦田间管理技术指导", 3, 0, Some(("agriculture.editor", 72))),
    ("中小学冬季取暖安全检查", -1, 4, Some(("education.editor", 20))),
    ("元旦春节文化惠民活动预告", 7, 0, None),
];

/// Plans and hands in, where the county's cast can.
pub(super) async fn load(core: &Core, cast: &Cast, county: CountyId) -> Result<(), Fault> {
    if county != CountyId(411_325) {
        return Ok(());
    }
    let desk = cast.actor("desk.editor")?;
    for (theme, after, days, given) in THEMES {
        plan_theme(core, cast, desk, theme, (after, days), given).await?;
    }
    let health = cast.actor("health.editor")?;
    let sent = send(
        core,
        health,
        "余关镇：家门口量血压 健康档案随身带",
        "余关镇卫生院组织家庭医生为老年人测量血压、更新健康档案。",
    )
    .await?;
    adopt(core, desk, &sent).await?;
    let asked =
        send(core, cast.actor("education.editor")?, "县一小举行消防疏散演练", "县第一小学组织师生开展消防疏散演练。")
            .await?;
    let mut tx = core.database.begin(desk.caller()).await?;
    submission::ask(&mut tx, desk, asked.id, "请补充演练时间和参加人数。").await?;
    tx.commit().await?;
    send(
        core,
        cast.actor("agriculture.editor")?,
        "师岗镇：大棚香菇迎来采收季",
        "师岗镇香菇大棚进入采收期，合作社组织统一收购。",
    )
    .await?;
    Ok(())
}

async fn plan_theme(
    core: &Core,
    cast: &Cast,
    desk: &Actor,
    theme: &str,
    (after, days): (i64, i64),
    given: Option<(&str, i64)>,
) -> Result<(), Fault> {
    let mut tx = core.database.begin(desk.caller()).await?;
    let starts_on = Clock::day_of(tx.now() + Duration::days(after));
    let new = NewItem {
        theme: theme.to_owned(),
        starts_on,
        ends_on: starts_on + Duration::days(days),
        column: None,
        topic: None,
        note: String::new(),
    };
    let item = plan::add(&mut tx, desk, new).await?;
    if let Some((login, hours)) = given {
        let writer = cast.actor(login)?;
        let department = writer.department().ok_or("demo: a writer without a department")?;
        let due_at = tx.now() + Duration::hours(hours);
        let note = "800 字左右，配两张图片。".to_owned();
        plan::assign(&mut tx, desk, item.id, NewAssignment { department, person: writer.person(), due_at, note })
            .await?;
    }
    Ok(tx.commit().await?)
}

async fn send(core: &Core, author: &Actor, title: &str, text: &str) -> Result<Submission, Fault> {
    let blocks = serde_json::json!([{ "type": "paragraph", "spans": [{ "text": text }] }]);
    let text = Text::Written { title: title.to_owned(), blocks, kind: Kind::News };
    let new = NewSubmission { text, note: String::new(), attachments: Vec::new(), assignment: None };
    let mut tx = core.database.begin(author.caller()).await?;
    let sent = submission::send(&mut tx, author, new).await?;
    tx.commit().await?;
    Ok(sent)
}

async fn adopt(core: &Core, desk: &Actor, sent: &Submission) -> Result<Article, Fault> {
    let mut tx = core.database.begin(desk.caller()).await?;
    let (_, article) = adoption::adopt(&mut tx, desk, sent.id, Mode::WithEdits).await?;
    tx.commit().await?;
    Ok(article)
}
