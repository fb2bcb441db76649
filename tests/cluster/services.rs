//! What all tests that run at the same time stand on: one PostgreSQL and one S3 double, started by the first of them and stopped
//! after the last. Each test has a database and a bucket of its own in them.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicU32, Ordering},
    },
};

use tempfile::TempDir;

use crate::{postgres::Postgres, store::Store};

/// Both, running.
pub(crate) struct Services {
    pub(crate) postgres: Postgres,
    pub(crate) store: Store,
    folder: TempDir,
}

/// A database and a bucket of one name, both empty.
pub(crate) struct Own {
    pub(crate) services: Arc<Services>,
    pub(crate) name: String,
}

impl Own {
    /// `None` after saying what is missing.
    pub(crate) fn new() -> Option<Self> {
        Self::made_as("")
    }

    /// The same, with what the database of `other` has, to which nobody is connected.
    pub(crate) fn copy_of(other: &Self) -> Option<Self> {
        Self::made_as(&format!("TEMPLATE {}", other.name))
    }

    fn made_as(template: &str) -> Option<Self> {
        static RUNNING: Mutex<Weak<Services>> = Mutex::new(Weak::new());
        // Held meanwhile: PostgreSQL makes one database at a time.
        let mut running = RUNNING.lock().unwrap_or_else(|held| held.into_inner());
        let services = match running.upgrade() {
            Some(services) => services,
            None => Arc::new(Services::start()?),
        };
        *running = Arc::downgrade(&services);
        Some(Self::made(services, template))
    }

    /// In services of its own, for a test that kills them.
    pub(crate) fn alone() -> Option<Self> {
        Some(Self::made(Arc::new(Services::start()?), ""))
    }

    fn made(services: Arc<Services>, template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let made = format!("CREATE DATABASE {name} {template}");
        services.postgres.ask("postgres", &made);
        services.store.make(&name);
        Self { services, name }
    }

    /// What the database answers to a query.
    pub(crate) fn ask(&self, sql: &str) -> String {
        self.services.postgres.ask(&self.name, sql)
    }

    /// The object at `path` in the bucket; `None` where there is none.
    pub(crate) fn object(&self, path: &str) -> Option<Vec<u8>> {
        self.services.store.object(&format!("{}/{path}", self.name))
    }

    /// How many objects the bucket has whose paths begin like this.
    pub(crate) fn count(&self, begins: &str) -> usize {
        self.services.store.count(&self.name, begins)
    }

    /// Puts something else in an object's place.
    pub(crate) fn overwrite(&self, path: &str, bytes: &[u8]) {
        let path = format!("{}/{path}", self.name);
        self.services.store.overwrite(&path, bytes);
    }

    /// Ports by which both are reached without a detour.
    pub(crate) fn ports(&self) -> (u16, u16) {
        (self.services.postgres.port, self.services.store.port)
    }
}

impl Services {
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self {
            postgres: Postgres::start(folder.path())?,
            store: Store::start()?,
            folder,
        })
    }

    /// What PostgreSQL says.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("postgres.log")
    }
}
