//! The demo's feed, which is paused: nobody answers there. What it brought comes from a file.

use content::feed::{self, NewFeed, NewRoute};
use content::source;
use platform::{Caller, CountyId, Path};
use tenancy::region;

use super::cast::Cast;
use crate::Fault;
use crate::core::Core;

const BROUGHT: &str = include_str!("../../demo/feed.xml");
const URL: &str = "https://www.nydaily.cn/feed/health.xml";
/// Which department is offered what has one of these words.
const ROUTES: [(&str, &[&str]); 2] = [("health", &["疫苗", "健康"]), ("agriculture", &["小麦", "农"])];

/// Adds it with its routes, where the county lists its source.
pub(super) async fn load(core: &Core, cast: &Cast, county: CountyId) -> Result<(), Fault> {
    if county != CountyId(411_325) {
        return Ok(());
    }
    let admin = cast.actor("admin")?;
    let mut tx = core.database.begin(admin.caller()).await?;
    let listed = source::list(&mut tx, None).await?.into_iter().find(|source| source.owns(URL));
    let Some(listed) = listed.filter(|source| source.domain.is_some()) else { return Ok(()) };
    let new = NewFeed { source: listed.id, name: "南阳日报要闻".into(), url: URL.into(), every_minutes: 60 };
    let added = feed::add(&mut tx, admin, new).await?;
    let departments = region::departments(&mut tx).await?;
    for (slug, words) in ROUTES {
        let Some(department) = departments.iter().find(|row| row.slug == slug) else { continue };
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let route = NewRoute { feed: Some(added.id), department: department.id, words, without: Vec::new() };
        feed::set_route(&mut tx, admin, route).await?;
    }
    feed::pause(&mut tx, admin, added.id).await?;
    tx.commit().await?;
    let mut tx = core.database.begin(&Caller::system(county, "演示", Path::Command)).await?;
    feed::keep(&mut tx, added.id, BROUGHT.as_bytes()).await?;
    Ok(tx.commit().await?)
}
