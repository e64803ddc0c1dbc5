#!/usr/bin/env python3
"""Compare what `isnad serve` answers about the sample articles with docs/openapi.yaml: each path, each answer, errors too.

usage: api_check.py PROGRAM SAMPLES OPENAPI

Needs python3-jsonschema and python3-yaml (packages.txt); says so and exits 77 where they are missing.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Contract:
    def __init__(self, path: str):
        self.api = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
        self.asked: set[tuple[str, str]] = set()
        self.address = ""

    def schema(self, template: str, method: str, status: int) -> dict:
        responses = self.api["paths"][template][method]["responses"]
        response = responses.get(str(status), responses["default"])
        name = response["$ref"].rsplit("/", 1)[1]
        if name == "Error":
            assert status >= 400, f"{method} {template}: {status} is not documented"
        return self.api["components"]["responses"][name]["content"]["application/json"]["schema"]

    def check(self, template: str, query: dict | None = None, body: dict | None = None, status: int = 200, **parts: object) -> dict:
        method = "get" if body is None else "post"
        path = template.format(**{k: urllib.parse.quote(str(v), safe="") for k, v in parts.items()})
        url = self.address + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                seen, text = answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            seen, text = answer.code, answer.read()
        assert seen == status, f"{method} {url}: {seen}, not {status}: {text[:200]!r}"
        value = json.loads(text)
        schema = dict(self.schema(template, method, status), components=self.api["components"])
        jsonschema.Draft202012Validator(schema).validate(value)
        self.asked.add((template, method))
        return value


def walk(c: Contract) -> None:
    c.check("/api/summary")
    found = c.check("/api/search", {"words": "المحادثات", "limit": 5})
    assert found["hits"], "the samples have the word"
    c.check("/api/search", {"words": "x", "limit": "many"}, status=400)
    c.check("/api/dossier")
    c.check("/api/dossier", {"event": "DANCE"}, status=400)
    assert c.check("/api/dossier", {"quick": 1, "from": "2021-04"})["used"] > 0, "the samples have articles of that time"
    c.check("/api/places", {"quick": 1})
    assert c.check("/api/places")["places"], "the samples name places"
    c.check("/api/queries", body={"name": "talks", "address": "#/search?words=x"})
    c.check("/api/queries", body={"name": "talks", "address": "http://example.org/"}, status=400)
    assert c.check("/api/queries")["queries"] == [{"name": "talks", "address": "#/search?words=x"}]
    assert not c.check("/api/queries", body={"name": "talks"})["queries"]
    document = found["hits"][0]["document"]
    record = c.check("/api/documents/{id}", id=document)
    c.check("/api/documents/{id}", id="none/../such", status=404)
    c.check("/api/review", {"limit": 200})
    c.check("/api/review", {"kind": "dance"}, status=400)
    trigger = record["events"][0]["trigger"]
    new = {"schema": "isnad.correction/1", "kind": "event", "verdict": "edit", "document": document, "start": trigger["start"],
           "end": trigger["end"], "value": {"type": "AID", "status": "denied", "move": "offer"}}
    jsonschema.Draft202012Validator(dict(c.api["components"]["schemas"]["NewCorrection"], components=c.api["components"])).validate(new)
    kept = c.check("/api/corrections", body=new, status=201)
    c.check("/api/corrections", body={"schema": "isnad.correction/1"}, status=400)
    assert c.check("/api/documents/{id}", id=document)["events"][0]["type"] == "AID"
    c.check("/api/corrections/{number}/undo", body={}, number=kept["number"])
    c.check("/api/corrections/{number}/undo", body={}, number=999, status=404)
    listed = c.check("/api/corrections", {"document": document})
    assert [x["state"] for x in listed["corrections"]] == ["undone"]


def main() -> int:
    program, samples, openapi = sys.argv[1:]
    contract = Contract(openapi)
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/isnad.db"
        subprocess.run([program, "analyze", samples, "--db", store], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([program, "serve", "--db", store, "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            contract.address = re.search(r"http://[^/\s]+", server.stdout.readline())[0]
            walk(contract)
        finally:
            server.terminate()
            server.wait()
    documented = {(p, m) for p, item in contract.api["paths"].items() for m in item}
    assert contract.asked == documented, f"not asked: {documented - contract.asked}"
    print(f"{len(documented)} operations answer as docs/openapi.yaml says")
    return 0


sys.exit(main())
