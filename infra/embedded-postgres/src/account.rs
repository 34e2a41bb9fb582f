//! Which user the server runs as: ourselves, or `postgres` when we are root, as PostgreSQL refuses root.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::Error;

/// The user and group of the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
    switched: bool,
}

impl Account {
    pub(crate) fn for_server() -> Result<Self, Error> {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            return Ok(Self { uid, gid: rustix::process::getegid().as_raw(), switched: false });
        }
        let passwd = std::fs::read_to_string("/etc/passwd").map_err(Error::io("read /etc/passwd"))?;
        let (uid, gid) = look_up(&passwd, "postgres").ok_or(Error::NoAccount)?;
        Ok(Self { uid, gid, switched: true })
    }

    /// A command that runs as this user, out of reach of the terminal's Ctrl-C.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        // Ctrl-C goes to the whole foreground group: the server must outlive the application's own clean end.
        command.process_group(0).current_dir("/");
        if self.switched {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or folder to this user.
    pub(crate) fn own(&self, path: &Path) -> Result<(), Error> {
        if !self.switched {
            return Ok(());
        }
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
            .map_err(Error::io(format!("give {} to the server's user", path.display())))
    }

    /// Whether this user can pass through every folder above `path`.
    pub(crate) fn can_reach(&self, path: &Path) -> bool {
        !self.switched || path.ancestors().skip(1).filter(|folder| folder.exists()).all(|folder| self.can_enter(folder))
    }

    fn can_enter(&self, folder: &Path) -> bool {
        let Ok(metadata) = folder.metadata() else { return false };
        let bit = if metadata.uid() == self.uid {
            0o100
        } else if metadata.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        metadata.mode() & bit != 0
    }
}

fn look_up(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::look_up;

    #[test]
    fn the_user_is_read_from_the_passwd_file() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\n";
        assert_eq!(look_up(passwd, "postgres"), Some((101, 104)));
        assert_eq!(look_up(passwd, "nobody"), None);
    }
}
