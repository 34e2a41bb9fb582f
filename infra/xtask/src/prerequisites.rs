//! Installing what a fresh Debian lacks, or saying the one line that does.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::process::{output, run};
use crate::progress::{nothing_to_do, step};
use crate::{Failure, Result};

/// What starting the demo needs.
pub(crate) fn for_up() -> Result {
    node()?;
    install(&missing(&[POSTGRESQL]))
}

/// What the tests need besides.
pub(crate) fn for_tests() -> Result {
    node()?;
    install(&missing(&[POSTGRESQL, CHROMIUM, FONTS, VENV, FAKETIME]))
}

/// A Debian package, and how to see that it is there.
#[derive(Clone, Copy)]
struct Package {
    name: &'static str,
    is_there: fn() -> bool,
}

const POSTGRESQL: Package =
    Package { name: "postgresql", is_there: || embedded_postgres::Binaries::find(None).is_ok() };
const CHROMIUM: Package = Package { name: "chromium", is_there: || Path::new("/usr/bin/chromium").exists() };
const FONTS: Package =
    Package { name: "fonts-noto-cjk", is_there: || Path::new("/usr/share/fonts/opentype/noto").is_dir() };
/// Sets the clock of one process, in a test of what becomes of a send then.
const FAKETIME: Package = Package { name: "faketime", is_there: || Path::new("/usr/bin/faketime").exists() };
const VENV: Package = Package {
    name: "python3-venv",
    is_there: || quiet(Command::new("python3").args(["-c", "import venv, ensurepip"])),
};

fn missing(wanted: &[Package]) -> Vec<&'static str> {
    wanted.iter().filter(|package| !(package.is_there)()).map(|package| package.name).collect()
}

fn node() -> Result {
    let version = output(Command::new("node").arg("--version"))
        .map_err(|_| Failure::said("没有 Node.js：请先安装 Node 20 或更新 — Node.js 20 or newer and npm are needed"))?;
    let major: u32 = version.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    if major < 20 {
        return Err(Failure::said(format!(
            "Node.js 太旧（{version}）：需要 20 或更新 — Node.js 20 or newer is needed",
            version = version.trim()
        )));
    }
    Ok(())
}

/// What packages and pages are installed and built with; asked only where there is something to do, for it is slow.
pub(crate) fn npm() -> Result {
    if quiet(Command::new("npm").arg("--version")) {
        return Ok(());
    }
    Err(Failure::said("没有 npm：请随 Node.js 一起安装 — npm is needed, it comes with Node.js"))
}

fn install(packages: &[&str]) -> Result {
    if packages.is_empty() {
        nothing_to_do("依赖齐全 nothing to install");
        return Ok(());
    }
    let line = format!("apt-get install -y {}", packages.join(" "));
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(Failure::said(format!("缺少 missing: {} — 请用系统的包管理器安装", packages.join(" "))));
    }
    let Some(root) = as_root() else {
        return Err(Failure::said(format!("缺少软件，请运行 some packages are missing, run:\n\n    sudo {line}\n")));
    };
    step(&format!("安装 install {}", packages.join(" ")), || {
        let clusters = debian_clusters();
        run(root.command("apt-get").args(["-q", "update"]))?;
        run(root.command("apt-get").args(["-q", "install", "-y", "--no-install-recommends"]).args(packages))?;
        drop_new_clusters(&root, &clusters)
    })
}

/// How to act as root here.
struct Root {
    sudo: bool,
}

impl Root {
    fn command(&self, program: &str) -> Command {
        let mut command = if self.sudo {
            let mut command = Command::new("sudo");
            command.args(["-n", program]);
            command
        } else {
            Command::new(program)
        };
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    }
}

fn as_root() -> Option<Root> {
    if rustix::process::geteuid().is_root() {
        return Some(Root { sudo: false });
    }
    quiet(Command::new("sudo").args(["-n", "true"])).then_some(Root { sudo: true })
}

/// Debian's package makes and starts a cluster on the standard port. We use none of it, so one that came into being
/// with our installation goes again; one that was there before is somebody's.
fn drop_new_clusters(root: &Root, before: &[(String, String)]) -> Result {
    for (version, name) in debian_clusters().iter().filter(|cluster| !before.contains(cluster)) {
        run(root.command("pg_dropcluster").args(["--stop", version, name]))?;
    }
    Ok(())
}

fn debian_clusters() -> Vec<(String, String)> {
    let list = Command::new("pg_lsclusters").arg("--no-header").stderr(Stdio::null()).output();
    let text = list.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        })
        .collect()
}

fn quiet(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
