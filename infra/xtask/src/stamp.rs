//! Skipping work whose inputs have not changed, judged by their content.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Failure, Result};

/// What a step last ran on.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Compares `inputs` (files, or folders with all they hold) with what the step called `name` last ran on.
    pub(crate) fn of(folder: &Path, name: &str, inputs: &[PathBuf]) -> Result<Self> {
        let mut hash = Hash::new();
        for input in inputs {
            hash.path(input)?;
        }
        Ok(Self { file: folder.join("stamps").join(name), now: format!("{:016x}", hash.0) })
    }

    /// Whether nothing changed since [`Stamp::keep`].
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.now)
    }

    /// Remembers these inputs as done.
    pub(crate) fn keep(&self) -> Result {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::said(format!("make {}: {error}", folder.display())))?;
        }
        Ok(fs::write(&self.file, &self.now)?)
    }
}

/// FNV-1a over names and contents.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn path(&mut self, path: &Path) -> Result {
        if path.is_dir() {
            let mut entries: Vec<PathBuf> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
            entries.sort();
            return entries.iter().try_for_each(|entry| self.path(entry));
        }
        self.bytes(path.as_os_str().as_encoded_bytes());
        // An input that is not there counts as such: its coming is a change.
        self.bytes(&fs::read(path).unwrap_or_default());
        Ok(())
    }
}
