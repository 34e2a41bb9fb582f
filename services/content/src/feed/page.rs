//! A page of someone else's site, read for the words that stand on it: whether it carries a piece of ours.

use encoding_rs::{Encoding, UTF_8};
use url::Url;

use super::fetch::{Answer, Fetcher, Question};
use super::html::paragraphs;
use super::likeness::Shingles;
use super::read::bare;
use super::trouble::{Kind, Trouble};
use crate::{Digest, block};

/// The most bytes of a page that are read for words.
const MOST: usize = 2 << 20;
/// Where a page says how it is written.
const HEAD: usize = 2048;

/// The words of a page, a line each.
///
/// # Errors
/// When it cannot be had, or lies in a private network.
pub async fn page(fetcher: &Fetcher, url: &str) -> Result<String, Trouble> {
    match fetcher.ask(&Question { url, etag: None, last_modified: None }).await {
        Answer::Document { mut bytes, .. } => {
            bytes.truncate(MOST);
            let reading = tokio::task::spawn_blocking(move || paragraphs(&decoded(&bytes)));
            reading.await.map_err(|_| Trouble::of(Kind::Malformed))
        }
        Answer::Unchanged => Err(Trouble::of(Kind::Malformed)),
        Answer::Trouble(trouble, _) => Err(trouble),
    }
}

/// The share of a piece's text that stands on a page, whatever else stands there.
#[must_use]
pub fn found_on(text: &str, page: &str) -> f64 {
    Shingles::of("", text).found_in(&Shingles::of_all(page))
}

/// The name of a page: of its address without what only tells how a reader came. None where it is no address of a page.
#[must_use]
pub fn page_digest(url: &str) -> Option<Digest> {
    let url = Url::parse(url).ok().filter(|url| block::is_web_link(url.as_str()))?;
    Some(Digest::of(bare(&url).as_bytes()))
}

/// By the charset the page names, else UTF-8.
fn decoded(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default()).to_ascii_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let label = named.and_then(|rest| rest.split(['"', '\'', ' ', ';', '>', '/']).next()).unwrap_or_default();
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decoded, found_on, page_digest};

    const PIECE: &str = "全县十六个乡镇卫生院自下周一起为六十五岁以上老人免费接种流感疫苗，居民可携带身份证登记。";

    #[test]
    fn a_piece_is_found_among_what_else_stands_on_a_page() {
        let around = "首页 新闻 专题 视频 客户端 内乡县今日天气晴，气温三至十二度。版权所有 备案号 豫".repeat(40);
        assert!(0.95 < found_on(PIECE, &format!("{around}{PIECE}{around}")));
        assert!(found_on(PIECE, &around) < 0.1);
        let edited = PIECE.replace("居民可携带身份证登记", "登记办法另行通知");
        assert!((0.5..0.95).contains(&found_on(PIECE, &edited)));
    }

    #[test]
    fn a_page_in_gbk_reads_as_what_it_says() {
        let (bytes, ..) = encoding_rs::GBK.encode("<html><head><meta charset=\"gb2312\"></head><p>内乡县</p>");
        assert!(decoded(&bytes).contains("内乡县"));
    }

    #[test]
    fn a_page_has_one_name_however_a_reader_came() {
        let name = |url| page_digest(url).map(|digest| digest.to_string());
        assert_eq!(name("https://a.cn/1?utm_source=x#top"), name("http://a.cn/1"));
        assert_ne!(name("https://a.cn/1?id=2"), name("https://a.cn/1?id=3"));
        assert_eq!(name("javascript:alert(1)"), None);
    }
}
