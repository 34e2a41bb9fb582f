//! Everything one test has for itself: a database with the demo's people, an object store, sandboxes, and the binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use embedded_s3::{EmbeddedS3, Keys};
use sqlx::{Connection as _, PgConnection};
use test_database::TestDatabase;
use tokio::sync::OnceCell;

use crate::process::{Process, free_port};
use crate::{App, Sandbox, until};

const BUCKET: &str = "juzhen";
const S3_KEYS: Keys<'static> = Keys { access: "juzhen", secret: "a-secret-of-the-tests" };

/// The world of one test.
#[derive(Debug)]
pub struct World {
    database: Arc<TestDatabase>,
    s3: EmbeddedS3,
    folder: PathBuf,
    client: reqwest::Client,
    workers: AtomicU32,
    wechat: OnceCell<Sandbox>,
    newspaper: OnceCell<Sandbox>,
}

impl World {
    /// A world with the demo's counties and people, and nothing written yet.
    ///
    /// # Panics
    /// When a part of it does not start.
    pub async fn new() -> Self {
        let database = test_database::seeded(&seed_key(), async |database| {
            let output = command("demo", database).output()?;
            if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
        })
        .await
        .expect("a database with the demo's people");
        Self::over(Arc::new(database)).await
    }

    /// A world over a database that the test fills itself.
    ///
    /// # Panics
    /// When a part of it does not start.
    pub async fn over(database: Arc<TestDatabase>) -> Self {
        // The second test of a process finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = folder();
        let s3 = EmbeddedS3::start(&folder.join("objects"), BUCKET, 0, &S3_KEYS).await.expect("an object store");
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(30))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        let (wechat, newspaper) = (OnceCell::new(), OnceCell::new());
        Self { database, s3, folder, client, workers: AtomicU32::new(0), wechat, newspaper }
    }

    /// The platform running: a gateway for all surfaces, and a worker.
    ///
    /// # Panics
    /// When it does not get ready.
    pub async fn serve(&self) -> App {
        self.serve_with(&[]).await
    }

    /// The same, with more variables for both, such as another log filter.
    ///
    /// # Panics
    /// When it does not get ready.
    pub async fn serve_with(&self, variables: &[(&str, &str)]) -> App {
        let port = free_port();
        let base = format!("http://127.0.0.1:{port}");
        let mut serve = self.command("serve");
        serve.env("JUZHEN_SERVER_LISTEN", format!("127.0.0.1:{port}")).env("JUZHEN_SERVER_PUBLIC_URL", &base);
        serve.envs(variables.iter().copied());
        let mut gateway = Process::start(&serve, &self.folder.join("gateway.log"));
        until("the gateway is ready", async || {
            gateway.must_live();
            let answer = self.client.get(format!("{base}/readyz")).send().await.ok()?;
            answer.status().is_success().then_some(())
        })
        .await;
        let variables: Vec<_> =
            variables.iter().copied().chain([("JUZHEN_SERVER_PUBLIC_URL", base.as_str())]).collect();
        let worker = self.worker(&variables);
        App { client: self.client.clone(), base, gateway, worker }
    }

    /// One more worker with a log of its own, and with more variables, such as a fault point.
    #[must_use]
    pub fn worker(&self, variables: &[(&str, &str)]) -> Process {
        let mut work = self.command("work");
        work.envs(variables.iter().copied());
        let number = self.workers.fetch_add(1, Ordering::Relaxed);
        Process::start(&work, &self.folder.join(format!("worker-{number}.log")))
    }

    /// Runs a command of the binary to its end, such as `&["audit", "verify"]`.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    /// The same with more variables, such as another key.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut words = arguments.iter();
        let mut command = self.command(words.next().unwrap_or(&"--help"));
        command.args(words).envs(variables.iter().copied()).output().expect("run the binary")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = command(name, &self.database);
        command
            .env("JUZHEN_S3_ENDPOINT", self.s3.endpoint())
            .env("JUZHEN_S3_BUCKET", BUCKET)
            .env("JUZHEN_S3_ACCESS_KEY", S3_KEYS.access)
            .env("JUZHEN_S3_SECRET_KEY", S3_KEYS.secret)
            .env("JUZHEN_SERVER_SECURE_COOKIES", "false")
            .env("JUZHEN_SERVER_OPEN_SCHEMA", "true")
            .env("JUZHEN_WORKER_ALLOW_PRIVATE_NETWORKS", "true")
            .env("JUZHEN_WORKER_POLL_MS", "50")
            .env("JUZHEN_WORKER_LEASE_SECONDS", "5")
            .env("JUZHEN_LOG_FILTER", "debug,hyper=warn,sqlx=warn");
        command
    }

    /// How the binary reaches this world's object store.
    #[must_use]
    pub fn objects(&self) -> platform::config::S3 {
        platform::config::S3 {
            endpoint: self.s3.endpoint(),
            region: "cn-north-1".to_owned(),
            bucket: BUCKET.to_owned(),
            access_key: S3_KEYS.access.to_owned(),
            secret_key: S3_KEYS.secret.into(),
            public_endpoint: String::new(),
        }
    }

    /// A client for anything beside the binary.
    #[must_use]
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// This world's WeChat, started when first asked for.
    pub async fn wechat(&self) -> &Sandbox {
        self.wechat.get_or_init(|| Sandbox::start("wechat", &self.folder, self.client.clone())).await
    }

    /// This world's newspaper, started when first asked for.
    pub async fn newspaper(&self) -> &Sandbox {
        self.newspaper.get_or_init(|| Sandbox::start("newspaper", &self.folder, self.client.clone())).await
    }

    /// A connection as the owner of the schema, bound by row security too.
    ///
    /// # Panics
    /// When there is none.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.database.owner_url()).await.expect("a connection as the owner")
    }

    /// A connection that sees every row, for looking where nobody else may.
    ///
    /// # Panics
    /// When there is none.
    pub async fn all_seeing(&self) -> PgConnection {
        PgConnection::connect(&self.database.admin_url()).await.expect("a connection as the superuser")
    }

    /// A connection as the application, with no context set.
    ///
    /// # Panics
    /// When there is none.
    pub async fn application(&self) -> PgConnection {
        PgConnection::connect(&self.database.app_url()).await.expect("a connection as the application")
    }

    /// The database itself, for tools that want an address.
    #[must_use]
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// Where this world keeps its logs and objects.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what was logged stays in {}", self.folder.display());
        } else {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// The binary with the database of a test.
fn command(name: &str, database: &TestDatabase) -> Command {
    let mut command = Command::new(binary());
    command
        .arg(name)
        .env("JUZHEN_DATABASE_URL", database.app_url())
        .env("JUZHEN_DATABASE_OWNER_URL", database.owner_url())
        .env("JUZHEN_DATABASE_CONNECTIONS", "8")
        .env("JUZHEN_SECRETS_KEY", STANDARD.encode([7_u8; 32]));
    command
}

/// `$JUZHEN_BIN`, or the binary that cargo put beside the tests.
fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("JUZHEN_BIN") {
        return path.into();
    }
    let program = std::env::current_exe().expect("the path of this test");
    let beside = program.ancestors().nth(2).expect("cargo's target folder").join("juzhen");
    assert!(beside.is_file(), "no {}: cargo build -p juzhen", beside.display());
    beside
}

/// The demo's people are made by the binary: another build of it seeds anew.
fn seed_key() -> String {
    let built = std::fs::metadata(binary()).and_then(|metadata| metadata.modified()).expect("the age of the binary");
    let age = built.duration_since(std::time::UNIX_EPOCH).map_or(0, |age| age.as_millis());
    format!("demo{age:x}")
}

fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("juzhen-world-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}
