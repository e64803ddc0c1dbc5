#!/usr/bin/env python3
"""Measure time expressions on the cases of other recognisers: the Arabic specs of Recognizers-Text and the examples of Duckling.

usage: bench/time_accuracy.py [--program build/isnad] [--data ../shared/data/time] [--errors]

Each case of Recognizers-Text is judged on the kind that it tests: an expected span counts as found when one of ours overlaps
it, and as exact when both ends agree; a case that expects nothing fails when we find a span of that kind. Values are compared
where the expected one says everything itself (no X for an unsaid part): dates, weeks, months, years, durations, clock times,
and a range by its first and last day. Duckling's examples have no sentence around them; they count as found when one of our spans
covers most of the text."""
import argparse, collections, csv, json, re, subprocess, sys
from datetime import date, timedelta

FULL = re.compile(r'^(\d{4}(-\d\d(-\d\d)?)?|\d{4}-W\d\d(-WE)?|P(?=[\dT])(\d+(\.\d+)?[YMWD])*(T(\d+(\.\d+)?[HMS])+)?|T\d\d(:\d\d){0,2})$')
RANGE = re.compile(r'^\(([^,]+),([^,]+),[^)]*\)$')
REFERENCE = '2016-11-07'  # of cases that give none


def records(program, inputs):
    lines = ''.join(json.dumps({'id': str(i), 'published': day, 'text': text}, ensure_ascii=False) + '\n' for i, (text, day) in enumerate(inputs))
    done = subprocess.run([program, 'extract', '--as-is', '-'], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def bounds(value):
    """First day and first day after of a period in our spelling; None where it is no period of whole days."""
    parts = value.split('/')
    if len(parts) == 2:
        first, last = bounds(parts[0]), bounds(parts[1])
        return first and last and (first[0], last[1])
    if m := re.match(r'^(\d{4})-Q([1-4])$', value):
        year, quarter = map(int, m.groups())
        return date(year, quarter * 3 - 2, 1), date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    if m := re.match(r'^(\d{4})-W(\d\d)$', value):
        first = date.fromisocalendar(*map(int, m.groups()), 1)
        return first, first + timedelta(7)
    if m := re.match(r'^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$', value):
        year, month, day = (int(g) if g else None for g in m.groups())
        if day: return date(year, month, day), date(year, month, day) + timedelta(1)
        if month: return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        return date(year, 1, 1), date(year + 1, 1, 1)
    return None


def same_range(expected, ours):
    """Their end is the day after the last, or the beginning of the last unit ("2014-2018" ends on 2018-01-01)."""
    if ours == '/'.join(expected):
        return True
    want = [bounds(e) for e in expected]
    got = bounds(ours)
    if not got or not all(want):
        return False
    last = bounds(ours.split('/')[-1])
    return got[0] == want[0][0] and want[1][0] in (got[1], last[0])


def same_value(expected, ours):
    """None where the expected value leaves something unsaid."""
    expected = expected or ''
    ours = ours or ''
    ends = RANGE.match(expected)
    if ends:
        return same_range(ends.groups(), ours) if all(FULL.match(e) for e in ends.groups()) else None
    if not FULL.match(expected):
        return None
    return ours in (expected, expected + ':00' if expected.startswith('T') else expected)  # T01 is T01:00


def is_range(timex):
    return bool(RANGE.match(timex or ''))


def recognizers(program, path, show):
    cases = [json.loads(line) for line in open(path, encoding='utf-8')]
    got = records(program, [(c['input'], (c['reference'] or REFERENCE)[:10]) for c in cases])
    count = collections.defaultdict(collections.Counter)
    for case, record in zip(cases, got):
        times = [(t['start'], t['end'], t.get('value'), t.get('text') or record['document']['text'][t['start']:t['end']]) for t in record['times']]
        c = count[case['spec']]
        if not case['results']:
            c['span'] += 1
            c['found'] += not times
            c['exact'] += not times
            if times and show:
                print(case['spec'], case['n'], case['input'], 'SPURIOUS', times)
        for want in case['results']:
            a, b = want['start'], want['start'] + want['length']
            hits = [t for t in times if max(a, t[0]) < min(b, t[1])]
            best = max(hits, key=lambda t: min(b, t[1]) - max(a, t[0]), default=None)
            c['span'] += 1
            c['found'] += bool(hits)
            c['exact'] += any(t[:2] == (a, b) for t in hits)
            right = same_value(want['timex'], best[2] if best else None)
            if right is not None:
                kind = 'range' if is_range(want['timex']) else 'value'
                c[kind] += 1
                c[kind + ' right'] += right
            if show and (not hits or right is False):
                print(case['spec'], case['n'], case['input'], '|', want['text'], want['timex'] or '', '|', best[3] if best else 'MISSED', best[2] if best else '')
    total = collections.Counter()
    for c in count.values():
        total.update(c)
    count['all'] = total
    print(f"{'Recognizers-Text':24} {'spans':>6} {'found':>6} {'exact':>6} {'values':>7} {'right':>6} {'ranges':>7} {'right':>6}")
    for spec, c in count.items():
        ratio = lambda part, whole: f'{c[part] / c[whole]:.3f}' if c[whole] else '-'
        print(f"{spec:24} {c['span']:>6} {ratio('found', 'span'):>6} {ratio('exact', 'span'):>6} {c['value']:>7} {ratio('value right', 'value'):>6} {c['range']:>7} {ratio('range right', 'range'):>6}")


def duckling_value(expected):
    """The value that Duckling's corpus gives, as we write it; None for what has no single spelling."""
    m = re.match(r'^\(datetime \((\d+), (\d+), (\d+), (\d+), (\d+), \d+\) (\w+)\)$', expected)
    if m:
        y, mo, d, h, mi = map(int, m.groups()[:5])
        grain = m.group(6)
        if grain == 'Day': return f'{y:04}-{mo:02}-{d:02}'
        if grain == 'Hour': return f'T{h:02}'
        if grain == 'Minute': return f'T{h:02}:{mi:02}'
        return None
    m = re.match(r'^\(DurationData (\d+) (\w+)\)$', expected)
    if m:
        return ('PT' if m.group(2) in ('Second', 'Minute', 'Hour') else 'P') + m.group(1) + m.group(2)[0]
    m = re.match(r'^\(datetimeHoliday \((\d+), (\d+), (\d+)', expected)
    return '{:04}-{:02}-{:02}'.format(*map(int, m.groups())) if m else None


def duckling(program, path, show):
    rows = [r for r in csv.reader(open(path, encoding='utf-8'), delimiter='\t', quoting=csv.QUOTE_NONE) if r[0].startswith(('Time', 'Duration')) and 'negative' not in r[1]]
    got = records(program, [(r[2], '2013-02-12') for r in rows])
    found = values = right = 0
    for row, record in zip(rows, got):
        times = record['times']
        covered = sum(t['end'] - t['start'] for t in times)
        is_found = covered * 2 >= len(row[2])
        found += is_found
        want = duckling_value(row[1])
        ours = [t.get('value') for t in times]
        if want:
            values += 1
            right += want in ours
        if show and (not is_found or (want and want not in ours)):
            print('Duckling', row[1], '|', row[2], '|', ours)
    print(f"{'Duckling':24} {len(rows):>6} {found / len(rows):>6.3f} {'':>6} {values:>7} {right / max(1, values):>6.3f}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--program', default='build/isnad')
    p.add_argument('--data', default='../shared/data/time')
    p.add_argument('--errors', action='store_true', help='print each case that fails')
    a = p.parse_args()
    recognizers(a.program, f'{a.data}/recognizers-cases.jsonl', a.errors)
    duckling(a.program, f'{a.data}/duckling_time_ar.tsv', a.errors)


if __name__ == '__main__':
    sys.exit(main())
