//! `cargo xtask up`: from a fresh clone to a page a person can use.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::Background;
use crate::progress::step;
use crate::project::Project;
use crate::services::{Sandbox, answers, free_port};
use crate::{Failure, Result, prerequisites, server, web};

/// Stands in the line that follows the addresses.
pub(crate) const READY: &str = "就绪 ready";

/// Builds what changed, starts everything, and holds it until Ctrl-C.
pub(crate) fn run(project: &Project, fresh: bool) -> Result {
    let begun = Instant::now();
    prerequisites::for_up()?;
    web::install(project, "services/web")?;
    web::install(project, "services/forms")?;
    web::install(project, "tests/sandboxes")?;
    web::build(project)?;
    server::build(project)?;

    let data = project.data();
    fs::create_dir_all(&data)?;
    if fresh {
        Sandbox::forget("wechat", &data)?;
        Sandbox::forget("newspaper", &data)?;
    }
    let port = free_port(7400)?;
    let (mut server, sandboxes) =
        step("启动矩阵与沙箱 start the matrix and the sandboxes", || start(project, &data, port, fresh))?;
    println!("✓ {READY}  {:.1} s", begun.elapsed().as_secs_f64());
    println!("  微信沙箱 WeChat sandbox      {}", sandboxes.0.address());
    println!("  报社沙箱 newspaper sandbox   {}", sandboxes.1.address());
    println!("  Ctrl-C 停止全部 stops all of it");
    let ended = hold(&mut server);
    println!("\n▶ 停止 stopping");
    // The server first: its worker may be talking to a sandbox.
    drop(server);
    ended
}

/// All of them at once: they look for each other only when there is work.
fn start(project: &Project, data: &Path, port: u16, fresh: bool) -> Result<(Background, (Sandbox, Sandbox))> {
    let mut wechat = Sandbox::start(project, "wechat", free_port(7411)?, data)?;
    let mut newspaper = Sandbox::start(project, "newspaper", free_port(7412)?, data)?;
    let mut command = dev(project, data, port, fresh);
    command.args(["--wechat", &wechat.address(), "--newspaper", &newspaper.address()]);
    let mut server = Background::start("juzhen dev", &mut command)?;
    wechat.wait()?;
    newspaper.wait()?;
    server.wait_until(Duration::from_secs(120), || answers(port, "/readyz"))?;
    Ok((server, (wechat, newspaper)))
}

/// The server with its worker, its database, its object store and the demo in one process.
fn dev(project: &Project, data: &Path, port: u16, fresh: bool) -> Command {
    let mut command = Command::new(project.built("juzhen"));
    command.current_dir(&project.root).arg("dev").arg("--data").arg(data);
    command.arg("--listen").arg(format!("127.0.0.1:{port}"));
    if fresh {
        command.arg("--fresh");
    }
    command
}

fn hold(server: &mut Background) -> Result {
    loop {
        match server.still_runs() {
            Ok(()) => std::thread::sleep(Duration::from_millis(100)),
            Err(Failure::Interrupted) => return Ok(()),
            Err(failure) => return Err(failure),
        }
    }
}
