python3 - <<'E'
p='/work/prune/crates/client/src/follow/tests.rs'; s=open(p).read()
s=s.replace('''type Shared = Arc<Mutex<Log>>;''','''mod pruned;

type Shared = Arc<Mutex<Log>>;''',1)
open(p,'w').write(s)
