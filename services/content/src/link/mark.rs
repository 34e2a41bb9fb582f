//! Tell the checks which links of a piece do not answer.

use checks::Document;
use platform::{Clock, Storage, TenantTx};

use super::{Link, LinkFault, store};

/// Marks the links that lead nowhere. A piece without links costs no statement.
///
/// # Errors
/// When the rows cannot be read.
pub async fn mark(tx: &mut TenantTx, document: &mut Document) -> Result<(), Storage> {
    let addresses: Vec<&str> = document.links.iter().map(|link| link.href.as_str()).collect();
    if addresses.is_empty() {
        return Ok(());
    }
    let faulty = store::faulty(tx, &addresses).await?;
    for link in &mut document.links {
        let known = faulty.iter().find(|known| known.address == link.href);
        link.fault = known.and_then(words);
    }
    Ok(())
}

/// What is said of it, in Chinese and in English.
fn words(link: &Link) -> Option<(String, String)> {
    let (zh, en) = match link.fault? {
        LinkFault::Missing => ("网页不存在", "there is no such page"),
        LinkFault::Unreachable => ("网页打不开", "the page cannot be opened"),
        LinkFault::Private => ("地址在内网，公众打不开", "the address lies in a private network"),
        LinkFault::Lost => ("地址反复跳转，打不开", "the address sends on without end"),
    };
    let status = link.status.map(|status| format!("{status}，")).unwrap_or_default();
    let day = link.asked_at.map(Clock::day_of)?;
    let asked = format!("{}月{}日核查", u8::from(day.month()), day.day());
    Some((format!("{zh}（{status}{asked}）"), format!("{en} (asked on {day})")))
}

#[cfg(test)]
mod tests {
    use super::{Link, LinkFault, words};
    use time::macros::datetime;

    #[test]
    fn a_dead_address_is_told_with_its_answer_and_the_day_in_china() {
        let link = Link {
            address: "https://www.neixiang.gov.cn/old".to_owned(),
            asked_at: Some(datetime!(2026-11-30 16:30 UTC)),
            status: Some(404),
            fault: Some(LinkFault::Missing),
            failures: 0,
        };
        let (zh, en) = words(&link).unwrap();
        assert_eq!(
            (zh.as_str(), en.as_str()),
            ("网页不存在（404，12月1日核查）", "there is no such page (asked on 2026-12-01)")
        );
        assert!(words(&Link { fault: None, ..link }).is_none());
    }
}
