//! The real Secret Service of a desktop: `gnome-keyring-daemon`, with a keyring of its own in the test's folder, opened by a
//! password as a login opens it. Beside the app, the test looks into it as any other program of the account can.

use std::{
    collections::HashMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use zbus::{
    blocking::{Connection, Proxy, connection::Builder, fdo::DBusProxy},
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

use super::bus::Hung;

const NAME: &str = "org.freedesktop.secrets";
const SERVICE: &str = "/org/freedesktop/secrets";
const LOGIN: &str = "/org/freedesktop/secrets/collection/login";
/// How long the daemon may take until it answers.
const LIMIT: Duration = Duration::from_secs(60);

/// As the interface hands it over: session, parameters, value, type.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// The Secret Service.
pub(crate) struct Keyring {
    folder: PathBuf,
    address: String,
    bus: Connection,
    /// `None` while it is away.
    daemon: Option<Child>,
}

impl Keyring {
    /// Starts it on the bus at `address`, unlocked, with its files in `folder`.
    pub(super) fn start(folder: &Path, address: &str) -> Self {
        let bus = Builder::address(address).and_then(Builder::build);
        let mut keyring = Self {
            folder: folder.to_owned(),
            address: address.to_owned(),
            bus: bus.expect("the bus answers"),
            daemon: None,
        };
        keyring.come();
        keyring
    }

    /// A login: the daemon starts and its keyring is opened.
    pub(crate) fn come(&mut self) {
        let (data, run) = (self.folder.join("data"), self.folder.join("run"));
        fs::create_dir_all(&run).expect("a folder");
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("XDG_DATA_HOME", &data)
            .env("XDG_RUNTIME_DIR", &run)
            .env("HOME", &self.folder)
            // It would ask the person there for a password.
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon starts");
        let mut password = daemon.stdin.take().expect("its input");
        password.write_all(b"a login").expect("it reads");
        drop(password);
        self.daemon = Some(daemon);
        let begun = Instant::now();
        while !self.is_there() || self.is_locked() {
            assert!(begun.elapsed() < LIMIT, "gnome-keyring does not answer");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The daemon ends.
    pub(crate) fn leave(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }

    /// Locks the keyring, as a person can. Nobody is there to ask for its password.
    pub(crate) fn lock(&self) {
        let login = [path(LOGIN)];
        let service = self.service();
        let (locked, _): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            service.call("Lock", &(&login[..],)).expect("an answer");
        assert_eq!(locked.len(), 1, "the keyring stays open");
    }

    /// The daemon is there, but answers nobody, until what is returned is dropped.
    pub(crate) fn hang(&self) -> Hung {
        Hung::new(self.daemon.as_ref().expect("it is there").id())
    }

    /// Every secret in the open keyring, as any program of the account gets them.
    pub(crate) fn secrets(&self) -> Vec<Vec<u8>> {
        let session = self.open_session();
        let items: Vec<OwnedObjectPath> = self.login().get_property("Items").expect("a list");
        let secret = |item: OwnedObjectPath| {
            let item = self.proxy(item.as_str(), "org.freedesktop.Secret.Item");
            let secret: Secret = item.call("GetSecret", &session).expect("a secret");
            secret.2
        };
        items.into_iter().map(secret).collect()
    }

    /// Puts a secret there under the attributes by which the app looks for that of the wallet in `home`.
    pub(crate) fn put(&self, home: &Path, secret: &[u8]) {
        let session = self.open_session();
        let home = home.to_str().expect("a path in UTF-8");
        let attributes = HashMap::from([("service", "Keepwell"), ("username", home)]);
        let properties = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from("put back")),
            (
                "org.freedesktop.Secret.Item.Attributes",
                Value::from(attributes),
            ),
        ]);
        let parameters: [u8; 0] = [];
        let secret = (session, &parameters[..], secret, "text/plain");
        let made: (OwnedObjectPath, OwnedObjectPath) = self
            .login()
            .call("CreateItem", &(properties, secret, true))
            .expect("it takes it");
        assert_ne!(made.0.as_str(), "/", "it asks somebody first");
    }

    fn is_there(&self) -> bool {
        let bus = DBusProxy::new(&self.bus).expect("the bus answers");
        let name = NAME.try_into().expect("a name");
        bus.name_has_owner(name).unwrap_or_default()
    }

    fn is_locked(&self) -> bool {
        self.login().get_property("Locked").unwrap_or(true)
    }

    /// A session without encryption: nobody else is on this bus.
    fn open_session(&self) -> OwnedObjectPath {
        let opened: (OwnedValue, OwnedObjectPath) = self
            .service()
            .call("OpenSession", &("plain", Value::from("")))
            .expect("a session");
        opened.1
    }

    fn service(&self) -> Proxy<'_> {
        self.proxy(SERVICE, "org.freedesktop.Secret.Service")
    }

    fn login(&self) -> Proxy<'_> {
        self.proxy(LOGIN, "org.freedesktop.Secret.Collection")
    }

    fn proxy<'a>(&'a self, at: &'a str, interface: &'static str) -> Proxy<'a> {
        Proxy::new(&self.bus, NAME, at, interface).expect("a proxy")
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.leave();
    }
}

fn path(text: &'static str) -> ObjectPath<'static> {
    text.try_into().expect("a path")
}
