//! A load generator: connections that each send a request, read the answer, and send the next.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::{Failure, Result};

/// Connections at once, as many as the table asks for.
pub(super) const CONNECTIONS: usize = 16;

/// One request, sent again and again.
#[derive(Clone, Debug)]
pub(super) struct Shot {
    pub(super) port: u16,
    pub(super) path: String,
    /// More header lines, each ended.
    pub(super) headers: String,
    /// `%n` in it becomes a number never used before, so that no cache knows the answer.
    pub(super) body: String,
}

/// An answer as far as the bench looks at it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) cookie: String,
    pub(super) body: Vec<u8>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Fires for `time` on all connections and gives answers a second. Every answer must be a 200 without errors.
pub(super) fn fire(shot: &Shot, time: Duration) -> Result<f64> {
    let begun = Instant::now();
    let counts: Vec<Result<u32>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| connection(shot, begun + time))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(Failure::said("a connection died"))))
            .collect()
    });
    let total = counts.into_iter().sum::<Result<u32>>()?;
    Ok(f64::from(total) / begun.elapsed().as_secs_f64())
}

fn connection(shot: &Shot, until: Instant) -> Result<u32> {
    let mut stream = open(shot.port)?;
    let mut count = 0;
    while Instant::now() < until {
        let answer = ask(&mut stream, shot)?;
        if answer.status != 200 || answer.body.starts_with(b"{\"errors\"") {
            let said = String::from_utf8_lossy(answer.body.get(..400).unwrap_or(&answer.body)).into_owned();
            return Err(Failure::said(format!("{} answered {}: {said}", shot.path, answer.status)));
        }
        count += 1;
    }
    Ok(count)
}

/// Asks once, on a connection of its own.
pub(super) fn once(shot: &Shot) -> Result<Answer> {
    ask(&mut open(shot.port)?, shot)
}

fn open(port: u16) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::new(stream))
}

fn ask(stream: &mut BufReader<TcpStream>, shot: &Shot) -> Result<Answer> {
    let body = shot.body.replace("%n", &NUMBER.fetch_add(1, Ordering::Relaxed).to_string());
    let request = format!(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{body}",
        shot.path,
        body.len(),
        shot.headers
    );
    stream.get_mut().write_all(request.as_bytes())?;
    read(stream)
}

fn read(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let (mut status, mut length, mut cookie) = (0, None, String::new());
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(Failure::said("the connection was closed"));
        }
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
            status = rest.split(' ').next().and_then(|code| code.parse().ok()).unwrap_or(0);
        } else if let Some((name, value)) = text.split_once(": ") {
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().ok(),
                "set-cookie" => cookie = value.split(';').next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
    }
    let mut body = vec![0; length.ok_or_else(|| Failure::said("an answer without its length"))?];
    stream.read_exact(&mut body)?;
    Ok(Answer { status, cookie, body })
}
