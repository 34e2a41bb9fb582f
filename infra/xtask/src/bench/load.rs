//! A load generator: connections that each send a request, read the answer, and send the next.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::{Failure, Result};

/// Connections at once, for every contender.
pub(super) const CONNECTIONS: usize = 16;

/// One request, sent again and again.
#[derive(Clone, Debug)]
pub(super) struct Shot {
    pub(super) port: u16,
    pub(super) path: String,
    /// More header lines, each ended.
    pub(super) headers: String,
    /// `%n` in it becomes a number never used before, so that no cache knows the answer; `%p` the id of any of the pieces.
    pub(super) body: String,
    /// How many pieces a county has.
    pub(super) pieces: u64,
}

/// An answer as far as the bench looks at it.
#[derive(Debug, Default)]
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
    let (mut count, mut answer) = (0, Answer::default());
    while Instant::now() < until {
        ask(&mut stream, shot, &mut answer)?;
        // The first answer is looked through, the others are of the same kind as long as they begin the same.
        let refused = answer.body.starts_with(b"{\"errors\"") || (count == 0 && holds(&answer.body, b"\"errors\""));
        if answer.status != 200 || refused {
            let said = String::from_utf8_lossy(answer.body.get(..400).unwrap_or(&answer.body)).into_owned();
            return Err(Failure::said(format!("{} answered {}: {said}", shot.path, answer.status)));
        }
        count += 1;
    }
    Ok(count)
}

/// Asks on so many connections for `time`, each again as soon as it was answered: how long every answer took, in milliseconds.
pub(super) fn times(shot: &Shot, connections: usize, time: Duration) -> Result<Vec<f64>> {
    let until = Instant::now() + time;
    let connection = || -> Result<Vec<f64>> {
        let (mut stream, mut answer, mut taken) = (open(shot.port)?, Answer::default(), Vec::new());
        while Instant::now() < until {
            let begun = Instant::now();
            ask(&mut stream, shot, &mut answer)?;
            taken.push(begun.elapsed().as_secs_f64() * 1000.0);
            if answer.status != 200 || answer.body.starts_with(b"{\"errors\"") {
                let said = String::from_utf8_lossy(answer.body.get(..400).unwrap_or(&answer.body)).into_owned();
                return Err(Failure::said(format!("{} answered {}: {said}", shot.path, answer.status)));
            }
        }
        Ok(taken)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(connection)).collect();
        let taken = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(Failure::said("a connection died"))))
            .collect::<Result<Vec<_>>>()?;
        Ok(taken.into_iter().flatten().collect())
    })
}

fn holds(body: &[u8], words: &[u8]) -> bool {
    body.windows(words.len()).any(|window| window == words)
}

/// Asks once, on a connection of its own.
pub(super) fn once(shot: &Shot) -> Result<Answer> {
    let mut answer = Answer::default();
    ask(&mut open(shot.port)?, shot, &mut answer)?;
    Ok(answer)
}

fn open(port: u16) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::with_capacity(32 << 10, stream))
}

fn ask(stream: &mut BufReader<TcpStream>, shot: &Shot, answer: &mut Answer) -> Result {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut body = shot.body.replace("%n", &number.to_string());
    if body.contains("%p") {
        // A multiplier that shares no factor with a power of ten walks over all pieces in a scattered order.
        let piece = number.wrapping_mul(7_368_787) % shot.pieces.max(1) + 1;
        body = body.replace("%p", &format!("00000000-0000-0000-0000-{piece:012x}"));
    }
    let request = format!(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{body}",
        shot.path,
        body.len(),
        shot.headers
    );
    stream.get_mut().write_all(request.as_bytes())?;
    read(stream, answer)
}

fn read(stream: &mut BufReader<TcpStream>, answer: &mut Answer) -> Result {
    let mut length = None;
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
            answer.status = rest.split(' ').next().and_then(|code| code.parse().ok()).unwrap_or(0);
        } else if let Some((name, value)) = text.split_once(": ") {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().ok();
            } else if name.eq_ignore_ascii_case("set-cookie") {
                answer.cookie = value.split(';').next().unwrap_or_default().to_owned();
            }
        }
    }
    answer.body.resize(length.ok_or_else(|| Failure::said("an answer without its length"))?, 0);
    stream.read_exact(&mut answer.body)?;
    Ok(())
}
