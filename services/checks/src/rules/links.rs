//! 链接: addresses that cannot lead anywhere, and those that lead to a shop. Whether a page answers is asked elsewhere, and told with
//! the link.

use super::{At, Found, Reading};
use crate::document::Link;
use crate::{Gate, Severity};

/// Hosts of shops, and of short addresses that hide where they lead.
const SHOPS: [&str; 14] = [
    "taobao.com",
    "tmall.com",
    "jd.com",
    "pinduoduo.com",
    "yangkeduo.com",
    "vip.com",
    "suning.com",
    "dangdang.com",
    "youzan.com",
    "weidian.com",
    "vmall.com",
    "1688.com",
    "meituan.com",
    "ele.me",
];
const SHORT: [&str; 10] =
    ["t.cn", "dwz.cn", "url.cn", "suo.im", "bit.ly", "tinyurl.com", "c-n.co", "w.url.cn", "dwz1.cc", "u.nu"];
/// Parts of a query that count clicks or name a seller.
const TRACKING: [&str; 9] =
    ["utm_source", "utm_medium", "utm_campaign", "spm", "aff_id", "affiliate", "promo_code", "cps_id", "clickid"];
/// Hosts that stand for another one in an example.
const PLACEHOLDERS: [&str; 8] =
    ["example.com", "example.org", "example.cn", "xxx.com", "xxx.cn", "www.xxx.com", "xxxx.com", "test.com"];
/// Hosts only the writer's own network knows.
const PRIVATE: [&str; 7] = ["localhost", "127.", "10.", "192.168.", "169.254.", "0.0.0.0", "[::1]"];

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for link in &reading.document.links {
        if let Some((zh, en)) = dead(link.href.trim()) {
            found.push(at(reading, link, Gate::Wording, "DEAD_LINK", Severity::Warn).say(zh, en));
        } else if let Some((zh, en)) = &link.fault {
            found.push(at(reading, link, Gate::Wording, "DEAD_LINK", Severity::Warn).say(zh, en));
        } else if let Some((zh, en)) = advertising(link.href.trim()) {
            found.push(at(reading, link, Gate::Legal, "ADVERTISING_LINK", Severity::Warn).say(zh, en));
        }
    }
}

/// At the words of the link, or at the piece with its address when those are not among the parts.
fn at(reading: &Reading<'_>, link: &Link, gate: Gate, code: &'static str, severity: Severity) -> Found {
    let mut found = Found::new(gate, code, severity, 0, (0, 0));
    let place = reading.parts().find(|(_, part, _)| part.path == link.path);
    found.at = match place {
        Some((part, _, line)) => {
            let (start, end) = link.range.unwrap_or((0, line.len()));
            let end = end.min(line.len());
            At::Text(part, (start.min(end), end), super::Hide::Nothing)
        }
        None => At::Piece(link.href.chars().take(80).collect()),
    };
    found
}

type Words = (&'static str, &'static str);

fn dead(href: &str) -> Option<Words> {
    if href.is_empty() || href == "#" || href.starts_with("javascript:") || href == "about:blank" {
        return Some(("链接没有地址", "the link has no address"));
    }
    if let Some(mail) = href.strip_prefix("mailto:") {
        return (!mail.contains('@')).then_some(("邮件地址不完整", "not a whole mail address"));
    }
    if href.starts_with("tel:") || href.starts_with('/') && !href.starts_with("//") {
        return None;
    }
    let Some(host) = host(href) else {
        return Some(("链接应以https://或http://开头", "the link should begin with https:// or http://"));
    };
    if href.matches("://").count() != 1 && !href.contains('?') {
        return Some(("链接中有两个地址", "two addresses in one link"));
    }
    if href.chars().any(|c| c.is_whitespace() || "，。、；：！？）（》《”“".contains(c)) {
        return Some(("链接中夹有空格或中文标点", "a space or Chinese punctuation inside the link"));
    }
    if PLACEHOLDERS.contains(&host.as_str()) {
        return Some(("链接是示例地址", "a placeholder address"));
    }
    if PRIVATE.iter().any(|private| host.starts_with(private)) || second_private(&host) {
        return Some(("链接指向内部网络，公众无法打开", "it leads into a private network; the public cannot open it"));
    }
    (!host.contains('.') && !host.starts_with('[')).then_some(("链接的域名不完整", "not a whole host name"))
}

/// 172.16.0.0/12.
fn second_private(host: &str) -> bool {
    let second = host.strip_prefix("172.").and_then(|rest| rest.split('.').next()?.parse::<u8>().ok());
    second.is_some_and(|second| (16..=31).contains(&second))
}

fn host(href: &str) -> Option<String> {
    let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    Some(host.to_lowercase())
}

fn advertising(href: &str) -> Option<Words> {
    let host = host(href)?;
    let under = |known: &str| host == known || host.ends_with(&format!(".{known}"));
    if SHOPS.iter().any(|shop| under(shop)) {
        return Some((
            "链接指向购物平台；政务新媒体不得链接商业广告页面",
            "it leads to a shop; no links to advertising",
        ));
    }
    if SHORT.iter().any(|short| under(short)) {
        return Some(("短链接看不出去向，请改用原地址", "a short address hides where it leads; use the original"));
    }
    let query = href.split_once('?').map_or("", |(_, query)| query);
    let tracked =
        query.split(['&', '#']).filter_map(|pair| pair.split('=').next()).any(|name| TRACKING.contains(&name));
    tracked.then_some(("链接带有推广跟踪参数，请去掉", "the link carries tracking of a campaign; remove it"))
}

#[cfg(test)]
mod tests {
    use super::{advertising, dead};

    #[test]
    fn an_address_that_leads_nowhere_is_told_from_one_that_may() {
        for bad in [
            "",
            "#",
            "www.gov.cn",
            "http://http://a.cn",
            "https://a.cn/，b",
            "http://10.1.2.3/",
            "http://intranet/a",
            "mailto:x",
        ] {
            assert!(dead(bad).is_some(), "{bad}");
        }
        for good in ["https://www.gov.cn/a?b=c", "/pieces/1", "mailto:a@b.cn", "tel:12345", "http://172.15.0.1/"] {
            assert!(dead(good).is_none(), "{good}");
        }
    }

    #[test]
    fn shops_short_addresses_and_campaigns_are_advertising() {
        for bad in ["https://item.taobao.com/x", "https://t.cn/A6", "https://a.gov.cn/?utm_source=wx"] {
            assert!(advertising(bad).is_some(), "{bad}");
        }
        assert!(advertising("https://www.neixiang.gov.cn/at.cn?id=1").is_none());
    }
}
