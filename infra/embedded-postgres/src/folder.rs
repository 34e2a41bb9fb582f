//! The folders of one cluster, and the lock that keeps two processes from using them at once.

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::{Error, account::Account};

/// A socket's whole path must fit in 108 bytes; this leaves room for `/.s.PGSQL.12345.lock`.
const LONGEST_SOCKET_DIR: usize = 86;

/// Where everything of one cluster is.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) root: PathBuf,
    pub(crate) cluster: PathBuf,
    pub(crate) socket: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) relocated: bool,
}

impl Folder {
    /// Makes the folders, moving them to a place the server's user can reach where it cannot reach `wanted`.
    pub(crate) fn prepare(wanted: &Path, account: &Account) -> Result<Self, Error> {
        let wanted = std::path::absolute(wanted).map_err(Error::io("find the data folder"))?;
        let relocated = !account.can_reach(&wanted);
        let root = if relocated { Path::new("/var/lib/juzhen").join(short_hash(&wanted)) } else { wanted };
        if let Some(parent) = root.parent() {
            std::fs::create_dir_all(parent).map_err(Error::io(format!("make {}", parent.display())))?;
        }
        private(&root, account)?;
        let mut socket = root.join("socket");
        if socket.as_os_str().len() > LONGEST_SOCKET_DIR {
            socket = std::env::temp_dir().join(format!("juzhen-pg-{}", short_hash(&root)));
        }
        private(&socket, account)?;
        Ok(Self { cluster: root.join("cluster"), log: root.join("server.log"), root, socket, relocated })
    }

    /// Takes the folder for this process until the file is closed.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        let path = self.root.join("lock");
        let file = File::create(&path).map_err(Error::io(format!("open {}", path.display())))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Error::InUse(self.root.clone())),
            Err(TryLockError::Error(source)) => Err(Error::Io { doing: format!("lock {}", path.display()), source }),
        }
    }

    /// The major version the cluster was made with, if there is one.
    pub(crate) fn cluster_version(&self) -> Option<String> {
        let version = std::fs::read_to_string(self.cluster.join("PG_VERSION")).ok()?;
        Some(version.trim().to_owned())
    }
}

/// Makes a folder only the server's user can enter. A path in a folder open to all must not be someone else's.
fn private(path: &Path, account: &Account) -> Result<(), Error> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && is_folder(path) => {}
        Err(source) => return Err(Error::Io { doing: format!("make {}", path.display()), source }),
    }
    account.own(path)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(path, mode).map_err(Error::io(format!("close {} to others", path.display())))
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// FNV-1a: a name that stays the same over builds, which the standard hasher does not promise.
fn short_hash(path: &Path) -> String {
    let hash = path
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::short_hash;

    #[test]
    fn the_hash_of_a_path_never_changes() {
        assert_eq!(short_hash(Path::new("a")), "af63dc4c8601ec8c");
    }
}
