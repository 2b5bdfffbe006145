//! What may stand between autogen and a server: a line that can be cut at any message, and a pooler.
//!
//! Both speak just enough of the protocol to know where messages begin and transactions end
//! (<https://www.postgresql.org/docs/current/protocol-message-formats.html>).

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use sqlx::postgres::PgConnectOptions;

use super::{Database, PASSWORD};

/// What happens to the first session that comes, when it is about to send one of its queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The process that [`Proxy::watch`] named is killed; the server never gets the query.
    Kill,
    /// The query goes on to the server, and the process is killed at once.
    KillBehind,
    /// The connection is cut, on both sides.
    Connection,
}

/// The query that is not sent on.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// The one with this number, from 0.
    Number(usize),
    /// The first one that holds this text.
    Text(&'static str),
}

impl Point {
    fn is(self, number: usize, text: &str) -> bool {
        match self {
            Self::Number(at) => at == number,
            Self::Text(part) => text.contains(part),
        }
    }
}

/// A listener on this machine that hands on to the server of a database. It ends with the test program.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    database: String,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queries: Mutex<Vec<String>>,
    process: Mutex<Option<u32>>,
    named: Condvar,
}

impl Proxy {
    /// A line to the database, one session of the server for each of ours: as a pooler in session mode.
    ///
    /// # Panics
    /// As all of this type: when there is no port or no server.
    pub fn to(database: &Database) -> Self {
        Self::listen(database, None)
    }

    /// The same, which is cut when the first session is about to send this query, counted from 0.
    pub fn cut(database: &Database, query: usize, cut: Cut) -> Self {
        Self::listen(database, Some((Point::Number(query), cut)))
    }

    /// The same, whose connection is cut when any session is about to send a query that holds this text.
    pub fn cut_at(database: &Database, text: &'static str) -> Self {
        Self::listen(database, Some((Point::Text(text), Cut::Connection)))
    }

    fn listen(database: &Database, cut: Option<(Point, Cut)>) -> Self {
        let (listener, proxy, socket) = Self::new(database);
        let shared = Arc::clone(&proxy.shared);
        std::thread::spawn(move || {
            let mut first = true;
            for client in listener.incoming().flatten() {
                let Ok(server) = UnixStream::connect(&socket) else { return };
                let all = matches!(cut, Some((Point::Text(_), _)));
                let watched = (std::mem::take(&mut first) || all).then(|| Arc::clone(&shared));
                std::thread::spawn(move || line(client, server, watched.as_deref(), cut));
            }
        });
        proxy
    }

    /// A pooler in transaction mode with this many sessions of the server, which takes the one that was
    /// used last or, `in_turn`, the one that was not used for the longest time.
    pub fn pool(database: &Database, sessions: usize, in_turn: bool) -> Self {
        let (listener, proxy, socket) = Self::new(database);
        let pool = Arc::new(Pool { idle: Mutex::default(), free: Condvar::new(), in_turn });
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (pool, socket) = (Arc::clone(&pool), socket.clone());
                std::thread::spawn(move || pool.serve(client, &socket, sessions));
            }
        });
        proxy
    }

    fn new(database: &Database) -> (TcpListener, Self, PathBuf) {
        let options: PgConnectOptions = database.url().parse().expect("a URL");
        let folder = options.get_socket().expect("a socket").clone();
        let socket = folder.join(format!(".s.PGSQL.{}", options.get_port()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared::default());
        (listener, Self { port, database: database.name(), shared }, socket)
    }

    /// The URL of the database through it.
    pub fn url(&self) -> String {
        let Self { port, database, .. } = self;
        format!("postgres://postgres:{PASSWORD}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// Names the process that is killed.
    pub fn watch(&self, process: u32) {
        *lock(&self.shared.process) = Some(process);
        self.shared.named.notify_all();
    }

    /// The texts that the first session has sent; all of them where it is cut at a text.
    pub fn queries(&self) -> Vec<String> {
        lock(&self.shared.queries).clone()
    }
}

impl Shared {
    fn kill(&self) {
        let mut process = lock(&self.process);
        while process.is_none() {
            process = self.named.wait(process).unwrap_or_else(PoisonError::into_inner);
        }
        let id =
            process.and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
        let signal = rustix::process::Signal::KILL;
        rustix::process::kill_process(id.expect("a process"), signal).expect("killed");
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands on until one side ends.
fn line(
    client: TcpStream,
    server: UnixStream,
    watched: Option<&Shared>,
    cut: Option<(Point, Cut)>,
) -> Option<()> {
    let (mut from_server, mut to_client) = (server.try_clone().ok()?, client.try_clone().ok()?);
    std::thread::spawn(move || {
        drop(io::copy(&mut from_server, &mut to_client));
        drop(to_client.shutdown(std::net::Shutdown::Both));
    });
    let (mut client, mut server) = (client, server);
    server.write_all(&startup(&mut client)?).ok()?;
    while let Some(message) = Message::read(&mut client) {
        if let (Some(shared), b'Q' | b'P') = (watched, message.kind) {
            let text = message.text();
            let number = {
                let mut queries = lock(&shared.queries);
                queries.push(text.clone());
                queries.len() - 1
            };
            if let Some((at, cut)) = cut
                && at.is(number, &text)
            {
                if cut == Cut::KillBehind {
                    server.write_all(&message.bytes()).ok()?;
                }
                if cut != Cut::Connection {
                    shared.kill();
                }
                break;
            }
        }
        if server.write_all(&message.bytes()).is_err() {
            break;
        }
    }
    drop(server.shutdown(std::net::Shutdown::Both));
    client.shutdown(std::net::Shutdown::Both).ok()
}

/// The first message of a client, behind its question for TLS, which is denied.
fn startup(client: &mut TcpStream) -> Option<Vec<u8>> {
    loop {
        let mut length = [0; 4];
        client.read_exact(&mut length).ok()?;
        let mut rest = vec![0; (u32::from_be_bytes(length) as usize).checked_sub(4)?];
        client.read_exact(&mut rest).ok()?;
        if rest != 80_877_103_u32.to_be_bytes() {
            return Some([length.as_slice(), &rest].concat());
        }
        client.write_all(b"N").ok()?;
    }
}

/// A message behind the first.
struct Message {
    kind: u8,
    body: Vec<u8>,
}

impl Message {
    fn read(from: &mut impl Read) -> Option<Self> {
        let mut head = [0; 5];
        from.read_exact(&mut head).ok()?;
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length.checked_sub(4)?];
        from.read_exact(&mut body).ok()?;
        Some(Self { kind: head[0], body })
    }

    fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.body.len() + 4).expect("a short message");
        [&[self.kind], length.to_be_bytes().as_slice(), &self.body].concat()
    }

    /// The text of a query, or of one that is to be prepared, behind the name it gets.
    fn text(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let text =
            if self.kind == b'P' { body.split('\0').nth(1) } else { body.split('\0').next() };
        text.unwrap_or_default().to_owned()
    }
}

/// A session of the server, with what it said when it began.
struct Session {
    stream: UnixStream,
    greeting: Vec<u8>,
}

impl Session {
    fn begin(socket: &PathBuf, startup: &[u8]) -> Option<Self> {
        let mut stream = UnixStream::connect(socket).ok()?;
        stream.write_all(startup).ok()?;
        let mut greeting = Vec::new();
        loop {
            let message = Message::read(&mut stream)?;
            greeting.extend(message.bytes());
            if message.kind == b'Z' {
                return Some(Self { stream, greeting });
            }
        }
    }
}

struct Pool {
    /// The sessions that nobody uses, and how many there are in all.
    idle: Mutex<(VecDeque<Session>, usize)>,
    free: Condvar,
    in_turn: bool,
}

impl Pool {
    /// A client to its end. It has a session of the server from its first message to the end of the
    /// transaction.
    fn serve(&self, mut client: TcpStream, socket: &PathBuf, sessions: usize) -> Option<()> {
        let startup = startup(&mut client)?;
        {
            let mut idle = lock(&self.idle);
            while idle.1 < sessions {
                idle.0.push_back(Session::begin(socket, &startup)?);
                idle.1 += 1;
            }
        }
        let session = self.take();
        let greeting = session.greeting.clone();
        self.give(session);
        client.write_all(&greeting).ok()?;
        let mut held: Option<Session> = None;
        while let Some(message) = Message::read(&mut client).filter(|message| message.kind != b'X')
        {
            let mut session = held.take().unwrap_or_else(|| self.take());
            session.stream.write_all(&message.bytes()).ok()?;
            let mut free = false;
            if matches!(message.kind, b'Q' | b'S') {
                loop {
                    let answer = Message::read(&mut session.stream)?;
                    client.write_all(&answer.bytes()).ok()?;
                    if answer.kind == b'Z' {
                        free = answer.body == b"I";
                        break;
                    }
                }
            }
            if free {
                self.give(session);
            } else {
                held = Some(session);
            }
        }
        if let Some(mut session) = held {
            // as a pooler does with what a client left open
            let rollback = Message { kind: b'Q', body: b"rollback\0".to_vec() };
            session.stream.write_all(&rollback.bytes()).ok()?;
            while Message::read(&mut session.stream)?.kind != b'Z' {}
            self.give(session);
        }
        Some(())
    }

    fn take(&self) -> Session {
        let mut idle = lock(&self.idle);
        loop {
            match idle.0.pop_back() {
                Some(session) => return session,
                None => idle = self.free.wait(idle).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn give(&self, session: Session) {
        let mut idle = lock(&self.idle);
        match self.in_turn {
            true => idle.0.push_front(session),
            false => idle.0.push_back(session),
        }
        self.free.notify_one();
    }
}
