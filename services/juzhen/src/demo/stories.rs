//! The demo's rolling story, what its columns and topics are asked for, and a draft that people outside were shown.

use content::article::{self, Filter};
use content::fact_check::{self, Ask};
use content::rhythm::{self, Of};
use content::{column, preview_link, story};
use platform::CountyId;

use super::cast::Cast;
use crate::Fault;
use crate::core::Core;

const TITLE: &str = "流感疫苗接种进行时";
const SUMMARY: &str = "今冬全县流感疫苗接种从十月开始，接种点、进度和解答在这里持续更新。";
/// What the pieces of the story have in their titles.
const PIECES: [&str; 2] = ["流感疫苗", "家庭医生"];

/// What the draft that is shown has in its title.
const SHARED: &str = "新门诊楼";

/// Opens the story, gathers its pieces, and sets two rhythms, where the county's cast can.
pub(super) async fn load(core: &Core, cast: &Cast, county: CountyId) -> Result<(), Fault> {
    if county != CountyId(411_325) {
        return Ok(());
    }
    let desk = cast.actor("desk.editor")?;
    let mut tx = core.database.begin(desk.caller()).await?;
    let opened = story::open(&mut tx, desk, TITLE, SUMMARY).await?;
    let pieces = article::list(&mut tx, desk, &Filter::default(), None, 100).await?.rows;
    for piece in pieces.iter().filter(|piece| PIECES.iter().any(|words| piece.title.contains(words))) {
        story::join(&mut tx, desk, opened.id, piece.id).await?;
    }
    tx.commit().await?;
    share(core, cast).await?;
    let operator = core.operator(county);
    let mut tx = core.database.begin(operator.caller()).await?;
    if let Some(health) = column::list(&mut tx).await?.into_iter().find(|column| column.slug == "health") {
        rhythm::keep_rhythm(&mut tx, &operator, Of::Column(health.id), 7).await?;
    }
    rhythm::keep_rhythm(&mut tx, &operator, Of::Topic("防溺水".to_owned()), 2).await?;
    Ok(tx.commit().await?)
}

/// A draft that someone outside is asked about, and someone else was shown.
async fn share(core: &Core, cast: &Cast) -> Result<(), Fault> {
    let writer = cast.actor("health.editor")?;
    let mut tx = core.database.begin(writer.caller()).await?;
    let pieces = article::list(&mut tx, writer, &Filter::default(), None, 100).await?.rows;
    if let Some(draft) = pieces.iter().find(|piece| piece.title.contains(SHARED)) {
        let ask = Ask {
            asked_of: "周敏（县人民医院办公室）".to_owned(),
            address: None,
            question: "请核对启用日期、科室名称和楼层。".to_owned(),
            days: 5,
        };
        fact_check::ask(&mut tx, writer, &core.vault, draft.id, ask).await?;
        preview_link::make(&mut tx, writer, &core.vault, (draft.id, None), "县卫健委 李副主任", 7).await?;
    }
    Ok(tx.commit().await?)
}
