//! The object store: complete tiles and what stands beside them, each written once and never again, and the checkpoint, which
//! is replaced only where it is still the one that was read, as are statements that are erased. Any store that speaks S3 with conditional
//! writes.

mod http;

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey, S3ConditionalPut};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    BackoffConfig, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, RetryConfig,
    UpdateVersion,
};

use crate::{ClusterError, tls};
use http::Connector;

/// How long is tried again.
const PATIENCE: Duration = Duration::from_secs(10);
/// Objects that are read or written at a time.
const TOGETHER: usize = 16;
/// Where the checkpoint stands, as C2SP tlog-tiles has it.
const CHECKPOINT: &str = "checkpoint";

/// A folder in an object store.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    folder: Path,
}

/// The checkpoint as it was read or written, by which it is known whether it still stands.
#[derive(Clone, Debug)]
pub struct Seen {
    /// A signed note.
    pub note: Vec<u8>,
    version: Version,
}

/// By which it is known whether an object still stands as it was read.
#[derive(Clone, Debug)]
pub struct Version(UpdateVersion);

impl Objects {
    /// The store at `s3://bucket/folder`. Credentials, region and endpoint come from `environment` by their usual names
    /// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`), of which all others are passed over, or
    /// from the machine's own role; without TLS only with `AWS_ALLOW_HTTP=true`.
    ///
    /// # Errors
    /// [`ClusterError::BadStore`], [`ClusterError::Tls`]. Nothing is asked yet.
    pub fn open(
        address: &str,
        environment: impl IntoIterator<Item = (String, String)>,
        extra_root: Option<&[u8]>,
    ) -> Result<Self, ClusterError> {
        let bad = |why: &str| ClusterError::BadStore(why.to_owned());
        let place = address
            .strip_prefix("s3://")
            .ok_or_else(|| bad("it does not begin with s3://"))?;
        let (bucket, folder) = place.split_once('/').unwrap_or((place, ""));
        let folder = Path::parse(folder).map_err(|_| bad("its folder is none"))?;
        let aws = environment
            .into_iter()
            .filter(|(name, _)| name.starts_with("AWS_"));
        let settings = aws.filter_map(|(name, value)| {
            let key: AmazonS3ConfigKey = name.to_ascii_lowercase().parse().ok()?;
            Some((key, value))
        });
        let builder = settings.fold(AmazonS3Builder::new(), |builder, (key, value)| {
            builder.with_config(key, value)
        });
        let store = builder
            .with_bucket_name(bucket)
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_http_connector(Connector(tls::client_config(extra_root)?))
            .with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: 3,
                retry_timeout: PATIENCE,
            })
            .build()
            .map_err(|error| ClusterError::BadStore(error.to_string()))?;
        Ok(Self {
            store: Arc::new(store),
            folder,
        })
    }

    /// An empty store in the memory of this process, for tests: gone when it is dropped. Clones are the same store.
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            folder: Path::from("2026"),
        }
    }

    /// The object at `path`; `None` where there is none.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ClusterError> {
        match self.store.get(&self.at(path)).await {
            Err(Error::NotFound { .. }) => Ok(None),
            found => Ok(Some(found?.bytes().await?.to_vec())),
        }
    }

    /// The objects at these paths, in their order; all of them are there.
    ///
    /// # Errors
    /// [`ClusterError::Missing`], or what the store says.
    pub async fn read_all(&self, paths: &[String]) -> Result<Vec<Vec<u8>>, ClusterError> {
        let found = self.read_each(paths).await?;
        let each = paths.iter().zip(found);
        each.map(|(path, found)| found.ok_or_else(|| ClusterError::Missing(path.clone())))
            .collect()
    }

    /// The objects at these paths, in their order; `None` for each that is not there.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read_each(&self, paths: &[String]) -> Result<Vec<Option<Vec<u8>>>, ClusterError> {
        let each = paths.iter().map(|path| self.read(path));
        stream::iter(each).buffered(TOGETHER).try_collect().await
    }

    /// Writes objects that are not there. One that is there has the same bytes, or something is very wrong.
    ///
    /// # Errors
    /// [`ClusterError::Contradicted`], or what the store says; then some of them may be there.
    pub async fn create(&self, files: &[(String, Vec<u8>)]) -> Result<(), ClusterError> {
        let each = files
            .iter()
            .map(|(path, bytes)| self.create_one(path, bytes));
        stream::iter(each)
            .buffer_unordered(TOGETHER)
            .try_collect()
            .await
    }

    /// The checkpoint; `None` before the first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn checkpoint(&self) -> Result<Option<Seen>, ClusterError> {
        let found = self.read_version(CHECKPOINT).await?;
        Ok(found.map(|(note, version)| Seen { note, version }))
    }

    /// The object at `path`, to be replaced as long as it stands so; `None` where there is none.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read_version(
        &self,
        path: &str,
    ) -> Result<Option<(Vec<u8>, Version)>, ClusterError> {
        let found = match self.store.get(&self.at(path)).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            found => found?,
        };
        let version = Version(UpdateVersion {
            e_tag: found.meta.e_tag.clone(),
            version: found.meta.version.clone(),
        });
        Ok(Some((found.bytes().await?.to_vec(), version)))
    }

    /// Replaces the checkpoint that was `seen` last; `None` when another one stands there meanwhile.
    ///
    /// # Errors
    /// What the store says; then it may or may not be replaced.
    pub async fn replace_checkpoint(
        &self,
        seen: Option<&Seen>,
        note: &[u8],
    ) -> Result<Option<Seen>, ClusterError> {
        let mode = seen.map_or(PutMode::Create, |seen| {
            PutMode::Update(seen.version.0.clone())
        });
        match self.put(CHECKPOINT, note, mode).await {
            // There again, there otherwise, or gone.
            Err(
                Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. },
            ) => Ok(None),
            Err(error) => Err(error.into()),
            Ok(version) => Ok(Some(Seen {
                note: note.to_vec(),
                version: Version(version),
            })),
        }
    }

    /// Puts `bytes` in the place of the object at `path`, where it still stands as it was `read`.
    ///
    /// # Errors
    /// [`ClusterError::Overtaken`] where it does not, or is gone; or what the store says: then it may or may not be replaced.
    pub async fn replace(
        &self,
        path: &str,
        read: &Version,
        bytes: &[u8],
    ) -> Result<(), ClusterError> {
        match self.put(path, bytes, PutMode::Update(read.0.clone())).await {
            Err(
                Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. },
            ) => Err(ClusterError::Overtaken),
            written => Ok(written.map(drop)?),
        }
    }

    /// What stands directly below `path`, as names: objects, and folders where there are objects deeper down.
    ///
    /// # Errors
    /// What the store says.
    pub async fn names_below(&self, path: &str) -> Result<Vec<String>, ClusterError> {
        let found = self.store.list_with_delimiter(Some(&self.at(path))).await?;
        let objects = found.objects.into_iter().map(|object| object.location);
        let all = found.common_prefixes.into_iter().chain(objects);
        Ok(all
            .filter_map(|path| path.filename().map(str::to_owned))
            .collect())
    }

    /// Deletes the objects at these paths. One that is not there is none to delete.
    ///
    /// # Errors
    /// What the store says; then some of them may be left.
    pub async fn delete(&self, paths: &[String]) -> Result<(), ClusterError> {
        let paths: Vec<_> = paths.iter().map(|path| Ok(self.at(path))).collect();
        let mut deleted = self.store.delete_stream(stream::iter(paths).boxed());
        while let Some(one) = deleted.next().await {
            match one {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Deletes all objects below `path`, until there are none.
    ///
    /// # Errors
    /// What the store says; then some of them may be left.
    pub async fn delete_below(&self, path: &str) -> Result<(), ClusterError> {
        let folder = self.at(path);
        loop {
            let found: Vec<_> = self.store.list(Some(&folder)).try_collect().await?;
            if found.is_empty() {
                return Ok(());
            }
            let paths = stream::iter(found).map(|object| Ok(object.location));
            let deleted = self.store.delete_stream(paths.boxed());
            deleted.try_for_each(|_| async { Ok(()) }).await?;
        }
    }

    async fn create_one(&self, path: &str, bytes: &[u8]) -> Result<(), ClusterError> {
        match self.put(path, bytes, PutMode::Create).await {
            Err(Error::AlreadyExists { .. }) => {}
            written => return Ok(written.map(drop)?),
        }
        match self.read(path).await? {
            Some(there) if there == bytes => Ok(()),
            Some(_) => Err(ClusterError::Contradicted(path.to_owned())),
            None => Err(ClusterError::TimedOut),
        }
    }

    async fn put(&self, path: &str, bytes: &[u8], mode: PutMode) -> Result<UpdateVersion, Error> {
        let options = PutOptions::from(mode);
        let written = self
            .store
            .put_opts(&self.at(path), bytes.to_vec().into(), options)
            .await?;
        Ok(written.into())
    }

    fn at(&self, path: &str) -> Path {
        let parts = self.folder.parts().chain(path.split('/').map(Into::into));
        parts.collect()
    }
}

#[cfg(test)]
mod tests;
