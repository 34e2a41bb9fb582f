//! A server of the test that answers feeds, well and badly, byte by byte.

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::county::Fault;

/// Where it answers, and how often it did.
pub(super) struct Server {
    pub(super) base: String,
    asked: Arc<AtomicUsize>,
}

impl Server {
    pub(super) async fn start() -> Result<Self, Fault> {
        LazyLock::force(&BOMB);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let asked = Arc::new(AtomicUsize::new(0));
        let (own, count) = (base.clone(), asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(answer(stream, own.clone()));
            }
        });
        Ok(Self { base, asked })
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

/// A whole RSS document of these items.
pub(super) fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>源</title>{items}</channel></rss>"
    )
}

pub(super) fn item(number: usize, title: &str, text: &str) -> String {
    let link = format!("http://news.example/{number}.html");
    format!(
        "<item><guid>{number}</guid><title>{title}</title><link>{link}</link><description><![CDATA[<p>{text}</p>]]></description>\
         <author>记者甲</author><pubDate>Mon, 09 Mar 2026 08:00:00 +0800</pubDate></item>"
    )
}

/// Texts of their own, whatever their number.
fn items(count: usize) -> String {
    let one = |number: usize| item(number, &format!("第{number}号消息"), &format!("{number}").repeat(12));
    (0..count).map(one).collect()
}

fn head(status: &str, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n").into_bytes()
}

fn whole(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = format!("Content-Length: {}\r\n{headers}", body.len());
    [head("200 OK", &length), body.to_vec()].concat()
}

/// 64 MB of spaces in less than 300 KB.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..64 {
        packed.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    packed.finish().unwrap()
});

fn packed(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

async fn answer(mut stream: TcpStream, base: String) {
    let mut request = vec![0; 8192];
    let read = stream.read(&mut request).await.unwrap_or_default();
    let request = String::from_utf8_lossy(request.get(..read).unwrap_or_default()).into_owned();
    let path = request.split([' ', '?']).nth(1).unwrap_or("/").to_owned();
    if path == "/slow" {
        return std::future::pending().await;
    }
    if path == "/endless" {
        let _ = stream.write_all(&head("200 OK", "")).await;
        while stream.write_all(&[b' '; 65_536]).await.is_ok() {}
        return;
    }
    let _ = stream.write_all(&said(&path, &request, &base)).await;
    let _ = stream.shutdown().await;
}

fn said(path: &str, request: &str, base: &str) -> Vec<u8> {
    let three = rss(&items(3));
    let known = request.to_lowercase().contains("if-none-match: \"one\"");
    match path {
        "/feed" if known => head("304 Not Modified", "ETag: \"one\"\r\n"),
        "/feed" => whole("ETag: \"one\"\r\nLast-Modified: Mon, 09 Mar 2026 00:00:00 GMT\r\n", three.as_bytes()),
        "/packed" => whole("Content-Encoding: gzip\r\n", &packed(&three)),
        "/bomb" => whole("Content-Encoding: gzip\r\n", &BOMB),
        // It promises more than it sends, and less than it has.
        "/promises" => [head("200 OK", "Content-Length: 90000\r\n"), three.into_bytes()].concat(),
        "/keeps-back" => [head("200 OK", "Content-Length: 400\r\n"), three.into_bytes()].concat(),
        "/announces" => head("200 OK", "Content-Length: 99999999999\r\n"),
        "/inside" => head("302 Found", &format!("Location: {base}/feed\r\n")),
        "/circle" => head("302 Found", "Location: /circle\r\n"),
        "/file" => head("302 Found", "Location: file:///etc/passwd\r\n"),
        "/many" => whole("", rss(&items(10_000)).as_bytes()),
        "/dates" => whole("", rss(&items(3)).replace("Mon, 09 Mar 2026 08:00:00 +0800", "2026-13-45 25:61").as_bytes()),
        "/page" => whole("", b"<!doctype html><html><body>404</body></html>"),
        "/broken" => whole("", three.replacen("</title>", "</tilte>", 1).as_bytes()),
        "/busy" => head("429 Too Many Requests", "Retry-After: 7200\r\n"),
        "/gone" => head("410 Gone", ""),
        "/like" => whole("", rss(&likes()).as_bytes()),
        _ => head("500 Internal Server Error", ""),
    }
}

pub(super) const NEWS: &str = "内乡县卫生健康委员会三月九日发布通知，全县十六个乡镇卫生院自下周一起为六十五岁以上老人免费接种流感疫苗。\
    居民可携带身份证到就近的接种点登记，也可由村医上门预约。县疾控中心提醒，接种后请在现场留观三十分钟，如有发热等不适及时就医。";

/// One piece, the same from another desk, and another.
fn likes() -> String {
    let other =
        "内乡县气象台三月九日发布暴雨蓝色预警信号，预计未来十二小时内大部分乡镇降雨量将达五十毫米以上，请做好防范。";
    let edited = format!("本报讯（记者 王五）{}", NEWS.replace("及时就医", "尽快就医").replace("十六个", "十七个"));
    [item(11, "老人免费接种疫苗", NEWS), item(12, "老人接种流感疫苗", &edited), item(13, "暴雨蓝色预警", other)]
        .concat()
}
