//! A stand-in for the service that shows notifications: it takes them by the words of the Desktop Notifications
//! Specification, as any desktop's does, and writes every word down instead of showing it.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

use zbus::{
    blocking::{Connection, connection::Builder},
    interface,
    zvariant::OwnedValue,
};

/// How long a test waits for a notification.
const LIMIT: Duration = Duration::from_secs(60);

/// One notification, as the app sent it.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) app: String,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Everything that was sent, however it is called.
    pub(crate) whole: String,
}

/// The service.
pub(crate) struct Notifications {
    _bus: Connection,
    told: Arc<Told>,
}

#[derive(Default)]
struct Told {
    notices: Mutex<Vec<Notice>>,
    came: Condvar,
}

impl Notifications {
    /// Answers on the bus at `address`.
    pub(super) fn start(address: &str) -> Self {
        let told = Arc::new(Told::default());
        let service = Service(Arc::clone(&told));
        let bus = Builder::address(address)
            .and_then(|bus| bus.serve_at("/org/freedesktop/Notifications", service))
            .and_then(|bus| bus.name("org.freedesktop.Notifications"))
            .and_then(Builder::build)
            .expect("the service answers");
        Self { _bus: bus, told }
    }

    /// All so far, once there is one.
    pub(crate) fn wait(&self) -> Vec<Notice> {
        let notices = self.told.notices.lock().expect("no test failed with it");
        let came = self
            .told
            .came
            .wait_timeout_while(notices, LIMIT, |notices| notices.is_empty());
        came.expect("no test failed with it").0.clone()
    }

    /// All so far.
    pub(crate) fn all(&self) -> Vec<Notice> {
        let notices = self.told.notices.lock();
        notices.expect("no test failed with it").clone()
    }
}

struct Service(Arc<Told>);

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: String,
        replaces_id: u32,
        app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        expire_timeout: i32,
    ) -> u32 {
        let whole = format!(
            "{app_name} {replaces_id} {app_icon} {summary} {body} {actions:?} {hints:?} {expire_timeout}"
        );
        let mut notices = self.0.notices.lock().expect("no test failed with it");
        notices.push(Notice {
            app: app_name,
            title: summary,
            text: body,
            whole,
        });
        self.0.came.notify_all();
        u32::try_from(notices.len()).unwrap_or(u32::MAX)
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let [name, vendor, version, specification] = ["stand-in", "Keepwell's tests", "1", "1.2"];
        (
            name.to_owned(),
            vendor.to_owned(),
            version.to_owned(),
            specification.to_owned(),
        )
    }
}
