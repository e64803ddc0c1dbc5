#!/usr/bin/env python3
"""How long the page of a store waits for its answers.

    bench/page_queries.py ISNAD STORE WORD...

Serves STORE and prints milliseconds by the clock for each kind of request, first and again: without words for an actor, an outlet and a year that
the store has, and for each WORD. Each request has a connection of its own.
"""
import argparse
import json
import subprocess
import time
import urllib.parse
import urllib.request


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("isnad")
    parser.add_argument("store")
    parser.add_argument("words", nargs="*")
    args = parser.parse_args()
    command = [args.isnad, "serve", "--db", args.store, "--port", "0"]
    start = time.time()
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().split(" open at ")[1].split()[0].rstrip("/")
        print(f"{1000 * (time.time() - start):9.0f} ms until the page is open")

        def ask(path, **parameters):
            url = address + path + "?" + urllib.parse.urlencode(parameters)
            begin = time.time()
            with urllib.request.urlopen(url) as reply:
                body = reply.read()
            return 1000 * (time.time() - begin), json.loads(body)

        def show(name, path, **parameters):
            (first, answer), (again, _) = ask(path, **parameters), ask(path, **parameters)
            print(f"{first:9.0f} ms, again {again:6.0f} ms: {path} {name} ({answer.get('total', '')})", flush=True)
            return answer

        summary = show("", "/api/summary")
        hits = show("latest", "/api/search")["hits"]
        filters = {"of an outlet": {"outlet": hits[0]["outlet"]}}
        years = [v["date"][:4] for v in summary["volume"]]
        filters["of a year"] = {"from": years[len(years) // 2], "to": years[len(years) // 2]}
        if summary["actors"]:
            first, rare = summary["actors"][0], summary["actors"][-1]
            filters["of the most frequent actor"] = {"actor": first["id"]}
            filters["of the 200th actor"] = {"actor": rare["id"]}
            filters["of an actor's name"] = {"actor": first["name"]}
            filters["of a type of event"] = {"event": "AGREE"}
        show("latest", "/api/dossier", quick=1)
        for name, chosen in filters.items():
            show(name, "/api/dossier", quick=1, **chosen)
        show("latest", "/api/places", quick=1)
        for name, chosen in filters.items():
            show("all " + name, "/api/search", **chosen)
        for word in args.words:
            show(word, "/api/search", words=word)
            for name, chosen in filters.items():
                show(f"{word} {name}", "/api/search", words=word, **chosen)
        show("", "/api/review", limit=50)
        show("", "/api/documents/" + hits[0]["document"])
        show("", "/api/queries")
        show("", "/api/corrections")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
