//! The sequencer's connection: it is elected, takes what waits, looks up what the rules ask, and commits. A commit is one
//! statement that moves the head from the size and within the epoch that this sequencer knows, or changes nothing: a sequencer
//! that was paused or cut off while another was elected finds that it is none any more.

use std::time::Duration;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

use super::head::{COLUMNS, Elected, read};
use super::schema::check_durable;
use super::session::{Session, in_time};
use super::{Database, from_sql, to_sql};
use crate::ClusterError;

/// Commits stay for those who follow until so many more entries are settled, or for a minute. Whoever is further behind goes on
/// from the store.
const KEPT: u64 = 65_536;

/// A connection of a sequencer.
pub struct Sequencing {
    session: Session,
    lease: Duration,
    take: Statement,
    commit: Statement,
    statements: Statement,
    grants: Statement,
    revocations: Statement,
}

/// What a front end has handed in.
pub struct Waiting {
    id: i64,
    front: Vec<u8>,
    ticket: i64,
    /// In the ledger's own encoding.
    pub body: Vec<u8>,
}

/// The answer to what was handed in.
pub struct Answer<'w> {
    /// To what.
    pub to: &'w Waiting,
    /// In the ledger's own encoding.
    pub body: Vec<u8>,
}

/// What the rules ask of the register.
#[derive(Debug, Default)]
pub struct Facts {
    /// Statements that are registered, by digest, and their indexes.
    pub statements: Vec<(Vec<u8>, u64)>,
    /// Hashes of keys that signed a grant, and its index.
    pub grants: Vec<(Vec<u8>, u64)>,
    /// Grants that were ended, by index, and the digest of the statement that did.
    pub revocations: Vec<(u64, Vec<u8>)>,
}

/// A commit.
#[derive(Default)]
pub struct Commit<'c> {
    /// Size before and after. They are the same where nothing but answers is committed.
    pub sizes: (u64, u64),
    /// The signed head after it.
    pub note: &'c str,
    /// All that was entered, as the ledger records it.
    pub record: &'c [u8],
    /// Digests of the statements that were entered, and their indexes.
    pub statements: Vec<(&'c [u8], u64)>,
    /// Of those that are grants, the hash of the key that signed, and the index.
    pub grants: Vec<(&'c [u8], u64)>,
    /// Of those that are revocations: the grant that is ended, the index, the digest.
    pub revocations: Vec<(u64, u64, &'c [u8])>,
    /// The index of the last status root among them.
    pub status_root: Option<u64>,
    /// The index of the last key set among them.
    pub key_set: Option<u64>,
    /// Where the ledger's key is handed over: the new one, a C2SP verifier key, and what is noted of those before it.
    pub other_key: Option<(&'c str, &'c [u8])>,
    /// Where its one entry is a policy on what is pruned: the list that it speaks of.
    pub kept: Option<&'c [u8]>,
    /// To what was taken: all of it that is answered is no longer waiting.
    pub answers: Vec<Answer<'c>>,
}

impl Sequencing {
    /// Opens one.
    ///
    /// # Errors
    /// [`ClusterError::NotDurable`] when PostgreSQL would acknowledge what is not on its disk; or what it says.
    pub async fn open(database: &Database) -> Result<Self, ClusterError> {
        let session = Session::open(database).await?;
        check_durable(&session).await?;
        // Every look-up here is by key, also in tables that nobody has analysed yet.
        session
            .run("SET enable_seqscan = off; LISTEN keepwell_waiting")
            .await?;
        let take = "SELECT id, front, ticket, body FROM
                        (SELECT *, (sum(many) OVER (ORDER BY id))::bigint - many AS before
                         FROM (SELECT * FROM waiting ORDER BY id LIMIT $1) AS oldest) AS queue
                    WHERE before < $1 ORDER BY id";
        let ended = "SELECT target, digest FROM revocations WHERE target IN
                        (SELECT index FROM statements WHERE digest = ANY ($1))";
        Ok(Self {
            take: session.prepare(take).await?,
            commit: session.prepare(include_str!("commit.sql")).await?,
            statements: session
                .prepare("SELECT digest, index FROM statements WHERE digest = ANY ($1)")
                .await?,
            grants: session
                .prepare("SELECT signer, index FROM grants WHERE signer = ANY ($1)")
                .await?,
            revocations: session.prepare(ended).await?,
            session,
            lease: database.lease,
        })
    }

    /// Becomes the sequencer of the ledger with this key, a C2SP verifier key, where there is none; `None` where another one is, or
    /// where the ledger has another key by now.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn elect(&self, key: &str) -> Result<Option<Elected>, ClusterError> {
        let sql = format!(
            "UPDATE head SET epoch = epoch + 1, held_until = clock_timestamp() + make_interval(secs => $1)
             WHERE held_until < clock_timestamp() AND key = $2 RETURNING {COLUMNS}, epoch"
        );
        let lease = self.lease.as_secs_f64();
        let row = in_time(self.session.client.query_opt(&sql, &[&lease, &key])).await?;
        row.map(|row| {
            Ok(Elected {
                epoch: from_sql(row.try_get(7)?)?,
                head: read(&row)?,
            })
        })
        .transpose()
    }

    /// Stays the sequencer; `false` when it is none any more.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn renew(&self, epoch: u64) -> Result<bool, ClusterError> {
        let sql = "UPDATE head SET held_until = clock_timestamp() + make_interval(secs => $2) WHERE epoch = $1";
        let lease = self.lease.as_secs_f64();
        let changed = in_time(self.session.client.execute(sql, &[&to_sql(epoch)?, &lease])).await?;
        Ok(changed == 1)
    }

    /// Lets another one be the sequencer at once.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn resign(&self, epoch: u64) -> Result<(), ClusterError> {
        let sql = "UPDATE head SET held_until = clock_timestamp() WHERE epoch = $1";
        in_time(self.session.client.execute(sql, &[&to_sql(epoch)?]))
            .await
            .map(drop)
    }

    /// Waits until something was handed in, or for `time`.
    ///
    /// # Errors
    /// When the connection has ended.
    pub async fn wait(&self, time: Duration) -> Result<(), ClusterError> {
        self.session.listen(time).await
    }

    /// What waits longest, until there are `most` statements in it or no more.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn take(&self, most: u64) -> Result<Vec<Waiting>, ClusterError> {
        let most = to_sql(most)?;
        let rows = in_time(self.session.client.query(&self.take, &[&most])).await?;
        rows.iter()
            .map(|row| {
                Ok(Waiting {
                    id: row.try_get(0)?,
                    front: row.try_get(1)?,
                    ticket: row.try_get(2)?,
                    body: row.try_get(3)?,
                })
            })
            .collect()
    }

    /// What is known of these statements, of these keys, and of grants that these statements may be.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn facts(
        &self,
        statements: &[&[u8]],
        signers: &[&[u8]],
        targets: &[&[u8]],
    ) -> Result<Facts, ClusterError> {
        let client = &self.session.client;
        let by: [&[&(dyn ToSql + Sync)]; 3] = [&[&statements], &[&signers], &[&targets]];
        let (statements, grants, revocations) = in_time(async {
            tokio::try_join!(
                client.query(&self.statements, by[0]),
                client.query(&self.grants, by[1]),
                client.query(&self.revocations, by[2]),
            )
        })
        .await?;
        let indexed = |rows: Vec<Row>| {
            let pairs = rows
                .iter()
                .map(|row| Ok((row.try_get(0)?, from_sql(row.try_get(1)?)?)));
            pairs.collect::<Result<Vec<(Vec<u8>, u64)>, ClusterError>>()
        };
        let ended = revocations
            .iter()
            .map(|row| Ok((from_sql(row.try_get(0)?)?, row.try_get(1)?)));
        Ok(Facts {
            statements: indexed(statements)?,
            grants: indexed(grants)?,
            revocations: ended.collect::<Result<_, ClusterError>>()?,
        })
    }

    /// Commits within `epoch`, durably; `false` when this sequencer is none any more, and nothing was changed.
    ///
    /// # Errors
    /// What PostgreSQL says. Then it may or may not be committed: only a new election tells.
    pub async fn commit(&self, epoch: u64, commit: &Commit<'_>) -> Result<bool, ClusterError> {
        let (from, to) = (to_sql(commit.sizes.0)?, to_sql(commit.sizes.1)?);
        let root = commit.status_root.map(to_sql).transpose()?;
        let key_set = commit.key_set.map(to_sql).transpose()?;
        let (digests, indexes) = columns(&commit.statements)?;
        let (signers, granted) = columns(&commit.grants)?;
        let mut ended: (Vec<i64>, Vec<i64>, Vec<&[u8]>) = Default::default();
        for (target, index, digest) in &commit.revocations {
            ended.0.push(to_sql(*target)?);
            ended.1.push(to_sql(*index)?);
            ended.2.push(digest);
        }
        let answers = &commit.answers;
        let ids: Vec<i64> = answers.iter().map(|one| one.to.id).collect();
        let fronts: Vec<&[u8]> = answers.iter().map(|one| one.to.front.as_slice()).collect();
        let tickets: Vec<i64> = answers.iter().map(|one| one.to.ticket).collect();
        let bodies: Vec<&[u8]> = answers.iter().map(|one| one.body.as_slice()).collect();
        let (epoch, lease) = (to_sql(epoch)?, self.lease.as_secs_f64());
        let (key, earlier) = commit.other_key.unzip();
        let values: [&(dyn ToSql + Sync); 22] = [
            &epoch,
            &from,
            &to,
            &commit.note,
            &root,
            &lease,
            &commit.record,
            &digests,
            &indexes,
            &signers,
            &granted,
            &ended.0,
            &ended.1,
            &ended.2,
            &ids,
            &fronts,
            &tickets,
            &bodies,
            &key_set,
            &key,
            &earlier,
            &commit.kept,
        ];
        let moved = in_time(self.session.client.query(&self.commit, &values)).await?;
        Ok(!moved.is_empty())
    }

    /// Notes that `entries` stand in the object store; `false` when this sequencer is none any more.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn settle(&self, epoch: u64, entries: u64) -> Result<bool, ClusterError> {
        let settle = "UPDATE head SET settled = greatest(settled, $2) WHERE epoch = $1";
        let client = &self.session.client;
        let changed =
            in_time(client.execute(settle, &[&to_sql(epoch)?, &to_sql(entries)?])).await?;
        Ok(changed == 1)
    }

    /// Drops the records that nobody needs for following any more, and answers that nobody fetched. The last record always stays.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn tidy(&self) -> Result<(), ClusterError> {
        let client = &self.session.client;
        let records = "DELETE FROM commits WHERE next <= (SELECT settled FROM head) AND next < (SELECT size FROM head) AND
                           (next <= (SELECT settled FROM head) - $1 OR since < clock_timestamp() - interval '1 minute')";
        in_time(client.execute(records, &[&to_sql(KEPT)?])).await?;
        let unwanted = "DELETE FROM answers WHERE since < clock_timestamp() - interval '1 minute'";
        in_time(client.execute(unwanted, &[])).await.map(drop)
    }
}

fn columns<'c>(rows: &[(&'c [u8], u64)]) -> Result<(Vec<&'c [u8]>, Vec<i64>), ClusterError> {
    let numbers = rows.iter().map(|(_, number)| to_sql(*number));
    let bytes = rows.iter().map(|(bytes, _)| *bytes);
    Ok((bytes.collect(), numbers.collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns_of_the_same_order() {
        let rows: [(&[u8], u64); 2] = [(b"b", 7), (b"a", 3)];
        let (bytes, numbers) = columns(&rows).unwrap();
        assert_eq!(bytes, [b"b", b"a"]);
        assert_eq!(numbers, [7, 3]);
        assert!(columns(&[(b"".as_slice(), u64::MAX)]).is_err());
    }
}
