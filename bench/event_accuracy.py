#!/usr/bin/env python3
"""Measure events on the Arabic gold standard of the Open Event Data Alliance: sentences voted ASSAULT or PROTEST, and spans.

usage: bench/event_accuracy.py [--build build] [--data ../shared/data/events] [--errors] [--cross-validate]

A sentence counts as ASSAULT (PROTEST) when its record has an event of that type that happened (status actual). «yes» is scored against «easy no» and against
«difficult no»; «ambiguous» is left out. Spans: of the words that the annotators marked as source, verb and target, those that the
record has in an actor, trigger or recipient of an event of that type, and of ours those that any annotator marked.

The weights of data/events/reports.tsv are fitted on these sentences: --cross-validate fits them five times without a fifth of the documents and
measures that fifth with them. Only these figures say what to expect of other sentences."""
import argparse, csv, json, pathlib, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / 'tools'))
import train_reports  # noqa: E402


def records(program, texts):
    lines = ''.join(json.dumps({'id': str(i), 'text': text}, ensure_ascii=False) + '\n' for i, text in enumerate(texts))
    done = subprocess.run([program[0], 'extract', '--as-is', *program[1:], '-'], input=lines, capture_output=True, text=True, check=True)
    found = {r['document']['id']: r for r in map(json.loads, done.stdout.splitlines())}
    return [found.get(str(i), {'events': [], 'mentions': [], 'document': {'text': text}}) for i, text in enumerate(texts)]


def prf(tp, fp, fn):
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return f'p {p:.3f}  r {r:.3f}  f1 {2 * p * r / max(p + r, 1e-9):.3f}'


def rows_of(path):
    return list(csv.DictReader(open(path, encoding='utf-8')))


def judged(program, rows, kind):
    """Whether the program says yes, of each sentence."""
    found = records(program, [r['text'] for r in rows])
    return [any(e['type'] == kind and e['status'] == 'actual' for e in r['events']) for r in found]


def left_out(build, folder, rows, kind):
    """The same, each sentence judged by weights that were fitted without its document."""
    candidates = str(build / 'bench' / 'isnad_event_candidates')
    sentences = {k: train_reports.sentences(candidates, folder, k) for k in train_reports.KINDS}
    folds = train_reports.folds(sentences[kind])
    said = [False] * len(rows)
    with tempfile.TemporaryDirectory() as name:
        data, image = pathlib.Path(name) / 'data', pathlib.Path(name) / 'left_out.lexicon'
        shutil.copytree(ROOT / 'data', data)
        for fold in range(train_reports.FOLDS):
            here = [i for i, s in enumerate(sentences[kind]) if folds[s.document] == fold]
            away = {sentences[kind][i].document for i in here}
            train_reports.write({k: train_reports.fit([s for s in sentences[k] if s.document not in away]) for k in sentences}, data)
            subprocess.run([build / 'isnad', 'lexicon', 'compile', '--data', data, '--hunspell', build / 'hunspell.tsv', '--output', image],
                           check=True, capture_output=True)
            for i, yes in zip(here, judged([build / 'isnad', '--lexicon', image], [rows[i] for i in here], kind)):
                said[i] = yes
    return said


def report(kind, rows, said, errors):
    for other in ('easy no', 'difficult no'):
        tp = sum(s for s, r in zip(said, rows) if r['label'] == 'yes')
        fn = sum(not s for s, r in zip(said, rows) if r['label'] == 'yes')
        fp = sum(s for s, r in zip(said, rows) if r['label'] == other)
        print(f"{kind:8} yes against {other:13} {prf(tp, fp, fn)}  ({tp + fn} yes, {sum(r['label'] == other for r in rows)} no)")
    if errors:
        for s, r in zip(said, rows):
            if s != (r['label'] == 'yes') and r['label'] in ('yes', 'easy no'):
                print('  missed  ' if r['label'] == 'yes' else '  spurious', r['text'])


def overlaps(text, spans, words):
    """Whether one of `words` stands in one of the spans."""
    return any(word in text[a:b] or text[a:b] in word for a, b in spans for word in words)


def spans(program, path, kind):
    items = json.load(open(path, encoding='utf-8'))
    found = records(program, [i['text'] for i in items])
    counts = {part: [0, 0, 0] for part in ('source', 'verb', 'target')}
    for item, record in zip(items, found):
        text = record['document']['text']
        events = [e for e in record['events'] if e['type'] == kind]
        places = lambda ids: [(m['start'], m['end']) for m in record['mentions'] if m['actor'] in ids]
        ours = {'source': [p for e in events for p in places(e['actors'])], 'target': [p for e in events for p in places(e['recipients'])],
                'verb': [(e['trigger']['start'], e['trigger']['end']) for e in events]}
        marked = {'source': 'source_actor', 'verb': 'verb', 'target': 'target_actor'}
        for part, count in counts.items():
            gold = [s[marked[part]] for s in item['spans'] if s[marked[part]]]
            words = [w for g in gold for w in g]
            if gold:
                count[1 if any(overlaps(text, ours[part], g) for g in gold) else 2] += 1
            count[0] += bool(ours[part]) and not overlaps(text, ours[part], words)
    for part, (fp, tp, fn) in counts.items():
        print(f'{kind:8} {part:6} {prf(tp, fp, fn)}  ({tp + fn} sentences with one)')


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('--build', type=pathlib.Path, default=pathlib.Path('build'))
    arguments.add_argument('--data', type=pathlib.Path, default=pathlib.Path('../shared/data/events'))
    arguments.add_argument('--errors', action='store_true', help='print the sentences that were judged wrongly')
    arguments.add_argument('--cross-validate', action='store_true', help='with weights fitted without the sentences judged')
    given = arguments.parse_args()
    if not given.data.is_dir():
        sys.exit(f'{given.data}: not there')
    build = given.build.resolve()
    for kind in ('ASSAULT', 'PROTEST'):
        rows = rows_of(given.data / f'{kind.lower()}-sentences.csv')
        said = left_out(build, given.data, rows, kind) if given.cross_validate else judged([build / 'isnad'], rows, kind)
        report(kind, rows, said, given.errors)
        if not given.cross_validate:
            spans([build / 'isnad'], given.data / f'{kind.lower()}-spans.json', kind)


if __name__ == '__main__':
    main()
