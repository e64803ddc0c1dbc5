#!/usr/bin/env python3
"""queue.py PROGRAM SCENARIO [ARTICLES.jsonl [COUNT]]: `isnad submit` and `isnad work` on real servers, which it starts on this machine.

Scenarios: round_trip, dead_letters, drain, full, authorization, survive. Exits 77 where nats-server, PostgreSQL or the NATS client is missing, 1 where
something is not as it should be. `survive` runs three NATS servers and four workers and kills what it can; with ARTICLES it takes these
instead of invented ones, and prints what it took.
"""
import base64
import binascii
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
TABLES = ["documents", "inputs", "document_actors", "mentions", "attributions", "events", "event_actors", "words", "sketches", "copies",
          "shingles", "actor_totals", "vocabulary"]


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def check(ok, what):
    if not ok:
        raise AssertionError(what)


def wait_for(what, ready, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if ready():
            return
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")


def listens(process):
    """Whether a process that was just started minds SIGTERM by now; before that the signal ends it at once."""
    caught = next(line for line in open(f"/proc/{process.pid}/status") if line.startswith("SigCgt"))
    return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1


def metrics(port):
    try:
        text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    except OSError:
        return {}
    return {name: float(value) for name, value in (line.split() for line in text.splitlines() if not line.startswith("#"))}


class Nats:
    """Servers with JetStream: one, or a cluster; `settings` is more of their configuration."""

    def __init__(self, folder, nodes, settings=""):
        self.folder, self.nodes = folder, nodes
        ports = free_ports(2 * nodes)
        self.ports, routes = ports[:nodes], ports[nodes:]
        for i in range(nodes):
            text = f'server_name: n{i}\nlisten: "127.0.0.1:{self.ports[i]}"\njetstream {{ store_dir: "{folder}/js{i}" }}\n{settings}'
            if nodes > 1:
                others = ", ".join(f'"nats://127.0.0.1:{p}"' for p in routes)
                text += f'cluster {{ name: test, listen: "127.0.0.1:{routes[i]}", routes: [{others}] }}\n'
            (folder / f"n{i}.conf").write_text(text)
        self.running = [None] * nodes
        for i in range(nodes):
            self.start(i)

    @property
    def address(self):
        return "nats://" + ",".join(f"127.0.0.1:{p}" for p in self.ports)

    def start(self, i):
        with open(self.folder / f"n{i}.log", "ab") as log:
            self.running[i] = subprocess.Popen(["nats-server", "-c", str(self.folder / f"n{i}.conf")], stdout=log, stderr=log)

    def kill(self, i):
        self.running[i].kill()
        self.running[i].wait()

    def stop(self):
        for p in self.running:
            if p and p.poll() is None:
                p.kill()
                p.wait()


class Postgres:
    def __init__(self, folder):
        self.file = folder / "postgres.folder"
        self.call("start")
        self.folder = self.file.read_text().strip() if self.file.exists() else ""

    def call(self, command):
        subprocess.run(["bash", str(HERE / "postgres.sh"), command, str(self.file)], check=True, stdout=subprocess.DEVNULL)

    def schema(self, name):
        address = f"postgresql:///postgres?user=isnad&host={self.folder}"
        self.ask(address, f"CREATE SCHEMA {name}")
        return f"{address}&options=-csearch_path%3D{name}"

    @staticmethod
    def ask(address, sql):
        run = subprocess.run(["psql", "-XAtq", address, "-c", sql], capture_output=True, text=True)
        return run.stdout.strip() if run.returncode == 0 else ""


class Bench:
    """Servers, a folder and the program."""

    def __init__(self, program, folder, nodes=1):
        self.program, self.folder, self.processes = program, folder, []
        self.nats = Nats(folder, nodes)
        self.postgres = Postgres(folder)
        self.db = self.postgres.schema("many")
        self.queue = ["--queue", self.nats.address]
        wait_for("JetStream", lambda: "no such queue" in self.run("queue", *self.queue, ok=None).stderr)

    def run(self, *arguments, ok=0, **more):
        run = subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=300, **more)
        check(ok is None or run.returncode == ok, f"isnad {arguments[0]}: status {run.returncode}: {run.stderr}{run.stdout}")
        return run

    def start(self, *arguments):
        with open(self.folder / "said", "ab") as said:
            p = subprocess.Popen([self.program, *map(str, arguments)], cwd=self.folder, stdout=said, stderr=said)
        self.processes.append(p)
        return p

    def worker(self, *more):
        return self.start("work", *self.queue, "--db", self.db, "--threads", 1, "--as-is", *more)

    def work(self, *more):
        return self.run("work", *self.queue, "--db", self.db, "--threads", 1, "--as-is", "--until-empty", *more)

    def figures(self):
        return json.loads(self.run("queue", *self.queue, "--json").stdout)

    def kept(self):
        return int(self.postgres.ask(self.db, "SELECT count(*) FROM documents") or 0)

    def expect_empty(self, dead=0):
        f = self.figures()
        check((f["waiting"], f["in_hand"], f["dead"]) == (0, 0, dead), f"the queue is not as it should be: {f}")

    def compare(self, files, *part):
        """What a single `isnad analyze` makes of the same files; the dossier of `part`."""
        one = self.postgres.schema("one")
        self.run("analyze", "--as-is", *files, "--db", one, ok=None)
        self.run("link", "--db", self.db)
        for table in TABLES:
            sql = (f"SELECT count(*), md5(string_agg(h, '' ORDER BY h)) FROM (SELECT md5((to_jsonb(t) - 'arrival')::text) AS h "
                   f"FROM {table} t) x")
            a, b = self.postgres.ask(one, sql), self.postgres.ask(self.db, sql)
            check(a == b and a, f"{table}: one machine {a}, workers {b}")
        dossiers = [self.run("dossier", "--format", "json", "--db", db, *part).stdout for db in (one, self.db)]
        check(len(dossiers[0]) > 100 and dossiers[0] == dossiers[1], "the dossiers differ")
        return len(dossiers[0])

    def close(self):
        for p in self.processes:
            if p.poll() is None:
                p.kill()
                p.wait()
        self.nats.stop()
        self.postgres.call("stop")


def articles(n):
    """Invented articles: some copy each other, many report the same."""
    choose = random.Random(7)
    names = ["الوزير", "المتحدث باسم الحكومة", "قائد الحركة", "المبعوث الأممي", "وزير الخارجية", "رئيس الوفد", "مصدر عسكري", "محافظ الإقليم"]
    verbs = ["قال", "أكد", "أعلن", "نفى", "أوضح", "أضاف", "ذكر"]
    things = ["الجسر", "المعبر", "الميناء", "المستشفى", "المطار", "السد", "الطريق", "السوق", "المصنع", "المخيم", "المتحف", "الملعب", "الحقل"]
    states = ["مغلق", "مفتوح", "محاصر", "آمن", "مهدد", "مدمر", "مكتظ", "خال", "جاهز", "متضرر", "محايد"]
    places = ["الزهراء", "مرجان", "الرمان", "النخيل", "الياسمين", "السنديان", "الصنوبر", "الزيتون", "الكرز", "اللوز", "التين", "الريحان"]
    out, last = [], ""
    for i in range(n):
        sentences = [f"{choose.choice(verbs)} {choose.choice(names)} إن {choose.choice(things)} في {choose.choice(places)} قرب "
                     f"{choose.choice(things)} {choose.choice(states)} منذ {choose.randrange(2, 400)} يوماً." for _ in range(6)]
        text = " ".join(sentences) if i % 5 or not last else last
        last = text
        out.append({"id": f"doc-{i}", "outlet": f"وكالة {'برق' if i % 2 else 'الساحل'}", "published": f"2021-03-{1 + i % 28:02}",
                    "title": f"{choose.choice(things)} {choose.choice(states)} {i}", "text": text})
    return out


def write(path, documents):
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
    return path.name


def round_trip(b):
    """What is queued is kept once, by documents and by pointers, and the result is that of one machine."""
    files = [write(b.folder / f"{name}.jsonl", part) for name, part in zip("ab", (articles(120)[:60], articles(120)[60:]))]
    said = json.loads(b.run("submit", *files, *b.queue, "--patience", 5, "--json").stdout)
    check(said == {"queued": 120, "known": 0, "failed": 0}, said)
    said = json.loads(b.run("submit", *files, *b.queue, "--json").stdout)
    check(said == {"queued": 0, "known": 120, "failed": 0}, f"submitted twice: {said}")
    check(b.figures()["waiting"] == 120, "not all wait")
    check("kept 120 documents" in b.work().stdout, "not all were kept")
    b.expect_empty()
    b.run("submit", *files, *b.queue, "--again")
    check("120 known" in b.work().stdout, "what was kept is analysed again")
    b.compare(files)
    db, b.db = b.db, b.postgres.schema("pointers")
    b.run("submit", *files, *b.queue, "--pointers")
    check(b.figures()["waiting"] == 2, "a file is a message")
    check("kept 120 documents" in b.work().stdout, "a pointer is not followed")
    b.expect_empty()
    count = "SELECT count(*), md5(string_agg(content_hash, '' ORDER BY number)) FROM documents"
    check(b.postgres.ask(db, count) == b.postgres.ask(b.db, count), "pointers give other documents")
    check(b.run("work", *b.queue, "--db", "file.db", ok=2).stderr.count("postgresql://"), "a file is no store of workers")


def dead_letters(b):
    """What cannot be analysed is a dead letter with its reason; so is what kills its workers; both can be put back."""
    (b.folder / "in.jsonl").write_text('{"id":"good","text":"قال الوزير إن الوفد وصل."}\nno json at all\n{"id":"empty"}\n', encoding="utf-8")
    b.run("submit", "in.jsonl", *b.queue, "--patience", 1)
    done = b.work()
    check("kept 1 document" in done.stdout and "2 dead letters" in done.stdout, done.stdout)
    f = b.figures()
    check([d["line"] for d in f["dead_letters"]] == [2, 3] and all(d["reason"] and d["remedy"] for d in f["dead_letters"]), f)
    table = b.run("queue", *b.queue).stdout
    check("in.jsonl:2" in table and "submit it again" in table, table)
    check(len(json.loads(b.run("status", "--db", b.db, "--json").stdout)["failures"]) == 2, "the store does not know what failed")
    check("put back 2" in b.run("queue", *b.queue, "--put-back").stdout, "not put back")
    check((b.figures()["waiting"], b.figures()["dead"]) == (2, 0), "not on the queue again")
    b.work()
    b.expect_empty(dead=2)
    # Stopped dead with it in hand, until it was given to workers twice; the third finds it among the lost.
    write(b.folder / "slow.jsonl", [{"id": "slow", "text": "قالت الوكالة إن الوفد وصل. " * 8000}])
    b.run("submit", "slow.jsonl", *b.queue)
    for port in free_ports(2):
        p = b.worker("--metrics", f"127.0.0.1:{port}")
        wait_for("a worker takes it", lambda: metrics(port).get("isnad_documents_in_hand") == 1)
        p.kill()
        p.wait()
    b.work("--deliveries", 2)
    last = b.figures()["dead_letters"][-1]
    check("were killed" in last["reason"], last)


def drain(b):
    """Told to end, a worker keeps what it analysed, gives back the rest and ends well; figures can be read meanwhile."""
    write(b.folder / "a.jsonl", articles(1500))
    b.run("submit", "a.jsonl", *b.queue, "--patience", 600)  # what is not given back comes again in ten minutes
    port = free_ports(1)[0]
    p = b.worker("--metrics", f"127.0.0.1:{port}")
    wait_for("the first are kept", lambda: b.kept() > 0)
    figures = metrics(port)
    check(figures["isnad_documents_kept_total"] > 0 and figures["isnad_queue_waiting"] > 0, figures)
    p.send_signal(signal.SIGTERM)
    check(p.wait(30) == 0, f"status {p.returncode}")
    f = b.figures()  # what was given back counts as in hand until another takes it
    check(f["waiting"] > 0 and f["dead"] == 0, f"{b.kept()} kept, {f}")
    b.work()
    b.expect_empty()
    check(b.kept() == 1500, "some are missing")


def full(b):
    """A full queue makes submit wait, and say so, until workers have taken from it."""
    write(b.folder / "a.jsonl", articles(600))
    p = b.start("submit", "a.jsonl", *b.queue, "--queue-size", "200KB")
    wait_for("submit says that it waits", lambda: "the queue is full" in (b.folder / "said").read_text())
    check(p.poll() is None and b.figures()["bytes"] <= 205_000, "the queue grew over its size")
    w = b.worker()
    check(p.wait(60) == 0, f"submit ended with {p.returncode}")
    w.send_signal(signal.SIGTERM)
    w.wait(30)
    b.work()
    check(b.kept() == 600, f"{b.kept()} of 600")


def openssl(*arguments, **more):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **more).stdout


def certificates(folder):
    """An authority and what it signs, for servers and clients alike: options of `isnad` and settings of a server."""
    names = [folder / name for name in ("ca.pem", "ca.key", "own.pem", "own.key")]
    ca, ca_key, own, own_key = names
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *new_key, "-keyout", ca_key, "-out", ca, "-subj", "/CN=authority", "-days", 2)
    openssl("req", "-x509", "-CA", ca, "-CAkey", ca_key, *new_key, "-keyout", own_key, "-out", own, "-subj", "/CN=queue.test",
            "-addext", "subjectAltName=DNS:queue.test", "-addext", "basicConstraints=critical,CA:FALSE", "-days", 2)
    return (["--tls-ca", ca, "--tls-cert", own, "--tls-key", own_key, "--tls-name", "queue.test"],
            f'tls {{ cert_file: "{own}", key_file: "{own_key}", ca_file: "{ca}", verify: true }}\n')


class Key:
    """A pair of keys as NATS names them: `kind` is the first letter of the public one."""

    def __init__(self, folder, kind, name):
        self.file, self.name, self.kind = folder / f"{name}.key", name, kind
        openssl("genpkey", "-algorithm", "ED25519", "-out", self.file)
        self.prefix = (ord(kind) - ord("A")) << 3
        self.public = self.text(bytes([self.prefix]) + openssl("pkey", "-in", self.file, "-pubout", "-outform", "DER")[-32:])

    @staticmethod
    def text(data):
        return base64.b32encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "little")).decode().rstrip("=")

    def seed(self):
        head = bytes([((ord("S") - ord("A")) << 3) | (self.prefix >> 5), (self.prefix & 31) << 3])
        return self.text(head + openssl("pkey", "-in", self.file, "-outform", "DER")[-32:])

    def token(self, about, claims):
        """What this key says of `about`, signed."""
        def part(data):
            return base64.urlsafe_b64encode(data).decode().rstrip("=")
        body = {"jti": about.name, "iat": 1600000000, "iss": self.public, "name": about.name, "sub": about.public, "nats": {**claims, "version": 2}}
        text = ".".join(part(json.dumps(p).encode()) for p in ({"typ": "JWT", "alg": "ed25519-nkey"}, body))
        unsigned = self.file.with_suffix(".text")
        unsigned.write_text(text)
        return f"{text}.{part(openssl('pkeyutl', '-sign', '-rawin', '-inkey', self.file, '-in', unsigned))}"


def credentials(folder):
    """A file of credentials, and settings of a server that knows its user by the signatures of an operator and an account."""
    operator, account, system, user = (Key(folder, kind, name) for kind, name in (("O", "operator"), ("A", "account"), ("A", "system"), ("U", "user")))
    free = {"subs": -1, "data": -1, "payload": -1}
    limits = {**free, "imports": -1, "exports": -1, "wildcards": True, "conn": -1, "leaf": -1}
    room = {"mem_storage": -1, "disk_storage": -1, "streams": -1, "consumer": -1}
    accounts = [f'{a.public}: "{operator.token(a, {"type": "account", "limits": {**limits, **more}})}"' for a, more in ((account, room), (system, {}))]
    own = folder / "user.creds"
    own.write_text(f"-----BEGIN NATS USER JWT-----\n{account.token(user, {'type': 'user', **free})}\n------END NATS USER JWT------\n\n"
                   f"-----BEGIN USER NKEY SEED-----\n{user.seed()}\n------END USER NKEY SEED------\n")
    (folder / "operator.jwt").write_text(operator.token(operator, {"type": "operator"}))
    return own, (f'operator: "{folder}/operator.jwt"\nsystem_account: {system.public}\nresolver: MEMORY\n'
                 f'resolver_preload: {{ {", ".join(accounts)} }}\n')


def authorization(b):
    """Servers that ask who is there, by password over TLS with certificates of both, by token and by credentials file, let in who says it."""
    files = [write(b.folder / "a.jsonl", articles(20))]
    tls, tls_settings = certificates(b.folder)
    file, credential_settings = credentials(b.folder)
    password = tls_settings + 'authorization { user: "u", password: "secret" }\n'
    ways = [("password", password, "tls://u:secret@{}", tls, "tls://u:wrong@{}", tls),
            ("certificate", password, "tls://u:secret@{}", tls, "tls://u:secret@{}", tls[:2]),
            ("name", password, "nats://u:secret@{}", tls, "nats://u:secret@{}", [*tls[:-1], "other.test"]),
            ("token", 'authorization { token: "secret" }\n', "nats://secret@{}", [], "{}", []),
            ("credentials", credential_settings, "{}", ["--credentials", file], "nats://u:secret@{}", [])]
    for name, settings, address, options, wrong_address, wrong_options in ways:
        folder = b.folder / name
        folder.mkdir()
        nats = Nats(folder, 1, settings)
        try:
            host = f"127.0.0.1:{nats.ports[0]}"
            b.queue, b.db = ["--queue", address.format(host), *options], b.postgres.schema(name)
            wait_for(f"the server knows {name}", lambda: "no such queue" in b.run("queue", *b.queue, ok=None).stderr)
            b.run("submit", *files, *b.queue)
            check("kept 20 documents" in b.work().stdout, f"{name}: not all were kept")
            refused = b.run("queue", "--queue", wrong_address.format(host), *wrong_options, ok=1)
            check("refuse" in refused.stderr or "no private connection" in refused.stderr, f"{name}: {refused.stderr}")
            check("secret" not in refused.stderr, f"{name}: the password is shown: {refused.stderr}")
            in_environment = b.run("queue", *options, env={**os.environ, "ISNAD_QUEUE": address.format(host)})
            check("secret" not in in_environment.stdout, f"{name}: the password is shown: {in_environment.stdout}")
        finally:
            nats.stop()
    b.run("queue", "--queue", "x", "--tls-cert", "own.pem", ok=2)


def survive(b, source=None, count=400):
    """Workers and a NATS server are killed and PostgreSQL is restarted under load: each document is kept once, as on one machine."""
    if source:
        with open(source, encoding="utf-8") as lines:
            documents = [json.loads(line) for _, line in zip(range(count), lines)]
    else:
        documents = articles(count)
    steps = 5
    files = [write(b.folder / f"part{i}.jsonl", documents[i::steps]) for i in range(steps)]
    choose = random.Random(3)
    start = time.time()
    workers, kills = [], 0
    total = len({d["id"] for d in documents})

    def kill_workers(n):
        nonlocal kills
        for i in choose.sample(range(4), n):
            workers[i].kill()
            workers[i].wait()
            workers[i] = b.worker("--batch", 16)
            kills += 1

    def disturb(i):
        kill_workers(2)
        if i == 1:
            b.nats.kill(0)
        if i == 2:
            b.postgres.call("restart")
        if i == 3:
            b.nats.start(0)
            time.sleep(3)
            b.nats.kill(1)
        kill_workers(1)

    for i, name in enumerate(files):
        print(f"{time.time() - start:.1f} s: part {i}", flush=True)
        before = b.kept()
        submit = b.start("submit", name, *b.queue, "--replicas", 3, "--patience", 3)
        if i == 0:
            wait_for("the queue is made", lambda: b.run("queue", *b.queue, ok=None).returncode == 0)
            workers.extend(b.worker("--batch", 16) for _ in range(4))
        wait_for("workers are at it", lambda: b.kept() > before + len(documents) // steps // 10, 120)
        print(f"{time.time() - start:.1f} s: {b.kept()} kept", flush=True)
        disturb(i)
        print(f"{time.time() - start:.1f} s: {b.kept()} kept", flush=True)
        check(submit.wait(240) == 0, f"submit ended with {submit.returncode}")
    b.nats.start(1)
    wait_for("all are kept", lambda: b.kept() >= total, 300)  # servers may say too early that nothing waits, or too long that something does
    seconds = time.time() - start
    wait_for("the workers started last have begun", lambda: all(listens(p) for p in workers))
    for p in workers:
        p.send_signal(signal.SIGTERM)
    ends = [p.wait(60) for p in workers]
    check(ends == [0, 0, 0, 0], f"workers did not end well: {ends}")
    check(b.figures()["dead"] == 0, "there are dead letters")
    check(b.kept() == total, f"{b.kept()} of {total} documents")
    size = b.compare(files, *([] if source else ["--from", "2021-03-05", "--to", "2021-03-05"]))
    print(f"{total} documents by four workers in {seconds:.0f} s; {kills} workers and 2 of 3 NATS servers killed, PostgreSQL restarted; "
          f"each kept once; {len(TABLES)} tables and the dossier ({size:,} characters) are those of one machine")


def main():
    program, scenario = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
    if not shutil.which("nats-server"):
        print("skipped: nats-server is not installed (Debian: nats-server)")
        return 77
    if "without the NATS client" in subprocess.run([program, "queue", "--queue", "x"], capture_output=True, text=True).stderr:
        print("skipped: isnad was built without the NATS client (Debian: libnats-dev)")
        return 77
    folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-queue-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    bench = None
    try:
        bench = Bench(program, folder, 3 if scenario == "survive" else 1)
        if not bench.postgres.folder:
            print("skipped: PostgreSQL is not installed (Debian: postgresql)")
            return 77
        more = [sys.argv[3], int(sys.argv[4])] if len(sys.argv) > 4 else sys.argv[3:]
        {"round_trip": round_trip, "dead_letters": dead_letters, "drain": drain, "full": full, "authorization": authorization, "survive": survive}[scenario](bench, *more)
        return 0
    except AssertionError as e:
        print(f"{scenario}: {e}")
        for log in [folder / "said"]:
            if log.exists():
                print(f"-- {log.name}\n" + log.read_text(errors="replace")[-3000:])
        return 1
    finally:
        if bench:
            bench.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
