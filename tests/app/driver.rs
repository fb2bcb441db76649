//! The app under a WebDriver, on a display of its own. A test says what a person does and sees, by the words on the
//! screen; every step waits until the page is ready for it.

use std::{
    env, fs,
    net::TcpListener,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::{
    http::exchange,
    system::{Variable, is_installed},
};

/// When a step counts as failed. Far beyond what a loaded machine needs.
const LIMIT: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(100);
/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What texts have around each value that was put in, for languages of both directions.
const ISOLATES: [char; 4] = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// A running app.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// What must be installed to drive the app and is not; nothing otherwise.
    pub(crate) fn missing() -> Option<&'static str> {
        ["WebKitWebDriver", "xauth", "xvfb-run"]
            .into_iter()
            .find(|name| !is_installed(name))
    }

    /// Starts `program` with the wallet in `home`, on a system that `variables` lead to.
    pub(crate) fn start(program: &str, home: &Path, server: &str, variables: &[Variable]) -> Self {
        let port = free_port();
        let process = Command::new("xvfb-run")
            .args(["--auto-servernum", "WebKitWebDriver", &format!("--port={port}")])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("KEEPWELL_HOME", home)
            .env("KEEPWELL_SERVER", server)
            .env("KEEPWELL_SAVE_FOLDER", home.with_extension("saved"))
            .envs(variables.iter().map(|(name, value)| (name, value)))
            // An orphan that holds a pipe of ours would keep the test run waiting.
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("xvfb-run starts");
        let mut driver = Self {
            process,
            port,
            session: String::new(),
        };
        driver.wait("WebDriver answers", || {
            exchange(port, "GET", "/status", None).ok()
        });
        let options = json!({ "binary": program, "args": [] });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let begun = exchange(port, "POST", "/session", Some(&wanted)).expect("WebDriver answers");
        let session = begun.pointer("/value/sessionId").and_then(Value::as_str);
        driver.session = session
            .unwrap_or_else(|| panic!("no session: {begun}"))
            .to_owned();
        driver
    }

    /// Presses a button, a link or a row of a list by its name, once it can be pressed.
    pub(crate) fn press(&self, name: &str) {
        let named = format!(
            "normalize-space()=\"{name}\" or @aria-label=\"{name}\" or .//span[normalize-space()=\"{name}\"]"
        );
        self.click(&format!(
            "//*[self::button or self::a][not(@disabled) and not(@aria-busy='true')][{named}]"
        ));
    }

    /// Gives the answer that begins so.
    pub(crate) fn choose_answer(&self, label: &str) {
        self.click(&format!(
            "//label[input[@type='radio']][starts-with(normalize-space(),\"{label}\")]"
        ));
    }

    /// Turns something on, or off.
    pub(crate) fn flip(&self, label: &str) {
        self.click(&format!(
            "//input[@role='switch'][not(@disabled)][@aria-label=\"{label}\"]"
        ));
    }

    /// Replaces what is in a field by a text.
    pub(crate) fn fill(&self, label: &str, text: &str) {
        let field = self.element(&format!(
            "//*[@id=//label[starts-with(normalize-space(),\"{label}\")]/@for]"
        ));
        self.post(&format!("/element/{field}/clear"), &json!({}));
        self.post(&format!("/element/{field}/value"), &json!({ "text": text }));
    }

    /// Chooses a file, as in the system's dialog.
    pub(crate) fn choose_file(&self, label: &str, file: &Path) {
        let field = self.element(&format!(
            "//input[@type='file' and starts-with(@aria-label,\"{label}\")]"
        ));
        self.post(&format!("/element/{field}/value"), &json!({ "text": file }));
    }

    /// Goes to a screen by its address.
    pub(crate) fn go(&self, route: &str) {
        self.run("location.hash = arguments[0]", &[route]);
    }

    /// The text of an element, also of one that this window has no room for.
    pub(crate) fn text_of(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let text = self.run(script, &[selector]);
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// The texts of all elements that an `XPath` leads to.
    pub(crate) fn texts(&self, path: &str) -> Vec<String> {
        let found = self.post("/elements", &json!({ "using": "xpath", "value": path }));
        let elements = found["value"].as_array().cloned().unwrap_or_default();
        let text = |element: &Value| {
            let element = element[ELEMENT].as_str()?.to_owned();
            let told = self.ask("GET", &format!("/element/{element}/text"), None);
            Some(
                told["value"]
                    .as_str()?
                    .replace(ISOLATES, "")
                    .trim()
                    .to_owned(),
            )
        };
        elements.iter().filter_map(text).collect()
    }

    /// Waits until a text can be seen.
    pub(crate) fn see(&self, text: &str) {
        self.element(&format!(
            "//*[text()[contains({},\"{text}\")]]",
            without_isolates(".")
        ));
    }

    /// What a script returns.
    pub(crate) fn run(&self, script: &str, arguments: &[&str]) -> Value {
        let script = json!({ "script": script, "args": arguments });
        self.post("/execute/sync", &script)["value"].take()
    }

    /// What a script gives to its last argument.
    pub(crate) fn run_async(&self, script: &str, arguments: &[&str]) -> Value {
        let script = json!({ "script": script, "args": arguments });
        self.post("/execute/async", &script)["value"].take()
    }

    /// What the window shows, as a PNG file.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let taken = self.ask("GET", "/screenshot", None);
        let text = taken["value"].as_str().unwrap_or_default();
        BASE64.decode(text.as_bytes()).expect("Base64")
    }

    /// Keeps a picture of the window for the documentation, when `KEEPWELL_PICTURES` names a folder for it.
    pub(crate) fn keep_picture(&self, name: &str) {
        if let Some(folder) = env::var_os("KEEPWELL_PICTURES") {
            fs::write(Path::new(&folder).join(name), self.picture())
                .expect("the picture is written");
        }
    }

    /// Looks again and again, until there is something.
    pub(crate) fn wait<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(
                begun.elapsed() < LIMIT,
                "{what}: not seen; the page says:\n{}",
                self.page()
            );
            thread::sleep(PAUSE);
        }
    }

    /// Clicks as soon as a click is taken: what is covered for a moment takes none, and what is moving takes it elsewhere.
    fn click(&self, path: &str) {
        let place = |element: &str| {
            let told = self.ask("GET", &format!("/element/{element}/rect"), None);
            told["value"].get("y").is_some().then_some(told)
        };
        self.wait(path, || {
            let element = self.find(path)?;
            let before = place(&element)?;
            thread::sleep(PAUSE);
            if self.is_moving() || place(&element)? != before {
                return None;
            }
            let taken = self.post(&format!("/element/{element}/click"), &json!({}));
            taken["value"].is_null().then_some(())
        });
    }

    /// Whether something on the page is on its way, or about to be: on a busy machine a sheet stands for a while where it
    /// will rise from. What goes round for ever does not count.
    fn is_moving(&self) -> bool {
        let moving = "return document.getAnimations().some(one => one.playState === 'running' \
             && one.effect.getComputedTiming().endTime !== Infinity)";
        self.run(moving, &[]) == json!(true)
    }

    fn element(&self, path: &str) -> String {
        self.wait(path, || self.find(path))
    }

    fn find(&self, path: &str) -> Option<String> {
        let wanted = json!({ "using": "xpath", "value": path });
        let found = self.post("/element", &wanted);
        found["value"][ELEMENT].as_str().map(str::to_owned)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", path, Some(body))
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let path = format!("/session/{}{path}", self.session);
        exchange(self.port, method, &path, body).expect("WebDriver answers")
    }

    fn page(&self) -> String {
        if self.session.is_empty() {
            return "nothing yet".to_owned();
        }
        self.run("return document.body.innerText", &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

impl Drop for Driver {
    /// Ends the app, then the driver with its display.
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let _ = exchange(
                self.port,
                "DELETE",
                &format!("/session/{}", self.session),
                None,
            );
        }
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.process.wait();
        // As long as the app lives nobody else opens its wallet; on a busy machine that is a while.
        let begun = Instant::now();
        while lives(self.process.id()) && begun.elapsed() < LIMIT {
            thread::sleep(PAUSE);
        }
    }
}

/// Whether a process of this group has not ended yet. Where its first thread has ended and others have not, the state is
/// that of the first alone, and what the process has open stays open.
fn lives(group: u32) -> bool {
    let processes = fs::read_dir("/proc").into_iter().flatten();
    let stats = processes
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
        .filter_map(|stat| stat.rsplit_once(") ").map(|(_, rest)| rest.to_owned()));
    let mut others = stats.filter(|rest| {
        // State, parent, group, and as the eighteenth the number of threads.
        let fields: Vec<&str> = rest.split(' ').collect();
        let ended = fields.first() == Some(&"Z") && fields.get(17) == Some(&"1");
        !ended && fields.get(2) == Some(&group.to_string().as_str())
    });
    others.next().is_some()
}

/// An `XPath` of a text, to compare it with what a test says.
fn without_isolates(text: &str) -> String {
    let isolates: String = ISOLATES.iter().collect();
    format!("translate({text},\"{isolates}\",\"\")")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
