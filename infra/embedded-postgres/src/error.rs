//! What can go wrong, in words for the person at the keyboard.

use std::fmt;
use std::path::PathBuf;

/// Why the server did not start or stop.
#[derive(Debug)]
pub enum Error {
    /// No usable installation was found; the text says where it was looked for.
    NotInstalled(String),
    /// The cluster needs another major version than those installed.
    WrongVersion {
        /// The version the cluster was made with.
        cluster: String,
    },
    /// Started by root, and there is no unprivileged user to run as.
    NoAccount,
    /// Another live process uses the folder.
    InUse(PathBuf),
    /// A step on a file or program failed.
    Io {
        /// What was being done.
        doing: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A program of the installation failed; its own words follow.
    Failed {
        /// Which program.
        program: &'static str,
        /// The last lines it said.
        said: String,
    },
    /// The server did not get ready, or did not end, in time.
    TimedOut(&'static str),
}

impl Error {
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled(looked) => {
                write!(f, "PostgreSQL is not installed (looked in {looked}); on Debian: apt-get install -y postgresql")
            }
            Self::WrongVersion { cluster } => {
                write!(f, "the cluster was made by PostgreSQL {cluster}, which is not installed")
            }
            Self::NoAccount => {
                write!(
                    f,
                    "started by root, and PostgreSQL never runs as root: there is no user `postgres` to run it as"
                )
            }
            Self::InUse(folder) => write!(f, "another process is using {}", folder.display()),
            Self::Io { doing, .. } => write!(f, "{doing}"),
            Self::Failed { program, said } => write!(f, "{program} failed: {said}"),
            Self::TimedOut(what) => write!(f, "the server took too long to {what}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
