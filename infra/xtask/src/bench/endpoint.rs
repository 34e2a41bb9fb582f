//! Servers of others in this process, each on a port of its own: they take signed messages and note when. One of them may hang.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::Result;

/// How many there are.
pub(super) const ENDPOINTS: usize = 8;

/// Which of them hangs, when one does.
pub(super) const HANGING: usize = ENDPOINTS - 1;

/// A message that came.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) at: Instant,
    /// Its `webhook-id`.
    pub(super) message: String,
    /// Where it was sent.
    pub(super) path: String,
}

#[derive(Debug, Default)]
struct Shared {
    taken: [Mutex<Vec<Taken>>; ENDPOINTS],
    /// The number of those that answer: the others read and say nothing.
    answering: AtomicUsize,
}

/// The servers; they end with the process.
#[derive(Debug)]
pub(super) struct Endpoints {
    pub(super) ports: Vec<u16>,
    shared: Arc<Shared>,
}

impl Endpoints {
    /// Opens them.
    pub(super) fn open() -> Result<Self> {
        let shared = Arc::new(Shared { answering: AtomicUsize::new(ENDPOINTS), ..Shared::default() });
        let mut ports = Vec::new();
        for place in 0..ENDPOINTS {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            ports.push(listener.local_addr()?.port());
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let shared = Arc::clone(&shared);
                    // A connection that breaks is the sender's matter: it is met as an attempt that failed.
                    std::thread::spawn(move || drop(serve(stream, place, &shared)));
                }
            });
        }
        Ok(Self { ports, shared })
    }

    /// So many of them answer, the others hang.
    pub(super) fn let_answer(&self, count: usize) {
        self.shared.answering.store(count, Ordering::Relaxed);
    }

    /// Forgets what came.
    pub(super) fn clear(&self) {
        self.each().for_each(|mut taken| taken.clear());
    }

    /// What came at each of the first `count`, in its order.
    pub(super) fn taken(&self, count: usize) -> Vec<Vec<Taken>> {
        self.each().take(count).map(|taken| taken.clone()).collect()
    }

    /// How many messages came at the first `count`.
    pub(super) fn count(&self, count: usize) -> usize {
        self.each().take(count).map(|taken| taken.len()).sum()
    }

    fn each(&self) -> impl Iterator<Item = MutexGuard<'_, Vec<Taken>>> {
        self.shared.taken.iter().map(|taken| taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn serve(stream: TcpStream, place: usize, shared: &Shared) -> Result {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(taken) = read(&mut stream)? {
        if shared.answering.load(Ordering::Relaxed) <= place {
            while shared.answering.load(Ordering::Relaxed) <= place {
                std::thread::sleep(Duration::from_millis(50));
            }
            return Ok(());
        }
        let answer = answer(&taken);
        if let Some(all) = shared.taken.get(place) {
            all.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
        }
        stream.get_mut().write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// Reads one message; none when the sender closed.
fn read(stream: &mut BufReader<TcpStream>) -> Result<Option<Taken>> {
    let (mut length, mut line) = (0, String::new());
    if stream.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut message = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().unwrap_or(0);
        } else if name.eq_ignore_ascii_case("webhook-id") {
            value.clone_into(&mut message);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Some(Taken { at: Instant::now(), message, path }))
}

/// An outlet needs no word; a program says that the piece is out, and where.
fn answer(taken: &Taken) -> String {
    if !taken.path.starts_with("/publish") {
        return "HTTP/1.1 204 No Content\r\n\r\n".to_owned();
    }
    let id = &taken.message;
    let body = format!("{{\"state\":\"live\",\"url\":\"https://platform.example.cn/{id}\",\"id\":\"{id}\"}}");
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}
