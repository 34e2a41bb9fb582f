//! Finding an installed PostgreSQL.

use std::path::{Path, PathBuf};

use crate::Error;

/// The folder with `initdb`, `postgres` and the client programs.
#[derive(Debug, Clone)]
pub struct Binaries {
    folder: PathBuf,
}

impl Binaries {
    /// Looks in `$JUZHEN_PG_BIN`, then in Debian's folders (newest first), then along `$PATH`.
    /// With `version`, only an installation of that major version will do.
    ///
    /// # Errors
    /// When nothing usable is found.
    pub fn find(version: Option<&str>) -> Result<Self, Error> {
        let found: Vec<PathBuf> = candidates().into_iter().filter(|folder| usable(folder)).collect();
        let Some(first) = found.first().cloned() else {
            return Err(Error::NotInstalled("$JUZHEN_PG_BIN, /usr/lib/postgresql/*/bin, $PATH".into()));
        };
        let Some(version) = version else {
            return Ok(Self { folder: first });
        };
        found
            .into_iter()
            .find(|folder| major(folder).is_none_or(|major| major == version))
            .map(|folder| Self { folder })
            .ok_or_else(|| Error::WrongVersion { cluster: version.into() })
    }

    /// The path of one program of this installation.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("JUZHEN_PG_BIN").map(PathBuf::from).into_iter().collect();
    folders.extend(debian());
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    folders
}

fn debian() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

fn usable(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file())
}

/// The major version as Debian's path names it; `None` elsewhere, where the server's own check decides.
fn major(folder: &Path) -> Option<String> {
    let version = folder.parent()?.file_name()?.to_str()?;
    version.bytes().all(|byte| byte.is_ascii_digit()).then(|| version.to_owned())
}
