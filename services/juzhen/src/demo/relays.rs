//! The demo's relay task: a notice that the county's accounts are to carry within a day.

use content::source;
use platform::{Clock, CountyId};
use publishing::relay::{self, Among, Elsewhere, NewTask, What};

use super::cast::Cast;
use crate::Fault;
use crate::core::Core;

const TITLE: &str = "今冬明春呼吸道疾病防控提示";
const BODY: &str = "进入冬季，呼吸道传染病进入高发期。请公众做好个人防护，勤洗手、常通风，出现症状及时就医。\n\
    老年人、儿童和慢性病患者等重点人群，应当尽早接种流感疫苗。\n\
    学校、养老机构等人员密集场所要落实晨午检和环境消毒，发现聚集性疫情及时报告。";

/// Orders it, as the desk would.
pub(super) async fn load(core: &Core, cast: &Cast, site: &str, county: CountyId) -> Result<(), Fault> {
    if county != CountyId(411_325) {
        return Ok(());
    }
    let desk = cast.actor("desk.editor")?;
    let mut tx = core.database.begin(desk.caller()).await?;
    let today = Clock::day_of(tx.now());
    let listed = source::list(&mut tx, Some(today)).await?;
    let source = listed.into_iter().find(|source| source.domain.as_deref() == Some("xinhuanet.com"));
    let piece = Elsewhere {
        title: TITLE.to_owned(),
        body: BODY.to_owned(),
        source: source.ok_or("demo: no source to relay")?.id,
        url: "https://www.xinhuanet.com/health/20261120/0001.htm".to_owned(),
        author: Some("新华社记者".to_owned()),
        published_at: None,
        licence: None,
    };
    let note = "请在二十四小时内转载，标题和正文不作改动。".to_owned();
    let new = NewTask { what: What::Elsewhere(piece), among: Among::All, due_at: None, note };
    relay::order(&mut tx, desk, site, new).await?;
    Ok(tx.commit().await?)
}
