# What a server of files must get right: a row each, for any server of one folder.
# SPDX-License-Identifier: GPL-3.0-or-later

import gzip
import os
import re

from rt_serve_peer import Answer, exchange

LETTERS = bytes(range(97, 123)) * 40  # 1040 bytes
PAGE = b'<html>' + b'A line of a page.\n' * 300
SECRET = b'a secret of the tests'
OLD = 1700000000  # Tue, 14 Nov 2023 22:13:20 GMT
DATE = 'Tue, 14 Nov 2023 22:13:20 GMT'
BEFORE, AFTER = 'Tue, 14 Nov 2023 22:13:19 GMT', 'Tue, 14 Nov 2023 22:13:21 GMT'


def fill(folder):
    """Makes what the checks ask for, and a secret beside it."""
    root = folder / 'root'
    for name in ('', 'sub', 'list', 'list/inner', '.git', '.well-known'):
        (root / name).mkdir()
    (folder / 'secret.txt').write_bytes(SECRET)
    files = {'letters.bin': LETTERS, 'page.html': PAGE, 'empty.txt': b'', 'plain.txt': b'plain\n',
             'latin.txt': b'caf\xe9\n', 'utf8.txt': 'café\n'.encode(), 'script.js': b'let a;\n',
             'sub/index.html': b'<p>index', '.git/config': SECRET, '.secret': SECRET,
             '.well-known/it': b'known', 'with space.txt': b'space\n', 'pre.txt': b'original\n',
             'list/<b>&"\'.txt': b'x', 'list/.hidden': b'x', 'list/a b#c?.txt': b'hash\n',
             'film.mkv.part': SECRET, 'a%2e.txt': b'percent\n'}
    for name, data in files.items():
        (root / name).write_bytes(data)
        os.utime(root / name, (OLD, OLD))
    (root / 'pre.txt.gz').write_bytes(gzip.compress(b'precompressed\n'))
    os.mkfifo(root / 'pipe')
    (root / 'out').symlink_to('../secret.txt')
    (root / 'outdir').symlink_to('..')
    (root / 'in').symlink_to('plain.txt')
    return root


def one_range(value, status, expected=None, content_range=None, target='/letters.bin'):
    def check(peer):
        answer = peer.ask(target, f'Range: {value}')
        return (answer.status == status and (expected is None or answer.body == expected)
                and answer['Content-Range'] == content_range)
    return check


def parts(peer, value, expected, body=LETTERS):
    """Whether a multipart answer holds exactly these spans, and is as long as it says."""
    answer = peer.ask('/letters.bin', f'Range: {value}')
    boundary = re.search(r'multipart/byteranges; *boundary="?([^";]+)', answer['Content-Type'] or '')
    if answer.status != 206 or not boundary or int(answer['Content-Length']) != len(answer.body):
        return False
    found = []
    for part in answer.body.split(b'--' + boundary[1].encode())[1:-1]:
        head, _, data = part.partition(b'\r\n\r\n')
        span = re.search(rb'(?i)content-range: bytes (\d+)-(\d+)/(\d+)', head)
        first, last, size = map(int, span.groups())
        if size != len(body) or data != body[first:last + 1] + b'\r\n':
            return False
        found.append((first, last))
    return found == expected


def bomb(peer):
    value = ','.join(f'{i}-{i}' for i in range(0, 1000, 1))
    overlapping = peer.ask('/letters.bin', 'Range: bytes=' + ','.join(['0-'] * 2000))
    apart = peer.ask('/letters.bin', f'Range: bytes={value}')
    return all(answer.status in (200, 206) and len(answer.body) < 3 * len(LETTERS)
               for answer in (overlapping, apart))


def etag(peer, target='/letters.bin', *fields):
    return peer.ask(target, *fields)['ETag']


def if_range_weak(peer):
    answer = peer.ask('/letters.bin', 'Range: bytes=0-1', f'If-Range: W/{etag(peer)}')
    return answer.status == 200


def with_etag(template, status):
    return lambda peer: peer.ask('/letters.bin', template.format(etag(peer))).status == status


def with_field(field, status, target='/letters.bin', method='GET'):
    return lambda peer: peer.ask(target, field, method=method).status == status


def not_modified_fields(peer):
    answer = peer.ask('/page.html', f'If-None-Match: {etag(peer, "/page.html")}')
    return (answer.status == 304 and answer['ETag'] and answer['Vary'] and answer['Date']
            and not answer.body and not answer['Content-Length'])


def coded(accept, coding):
    """Whether a page comes with this coding (None: as it is), and says that it varies."""
    def check(peer):
        answer = peer.ask('/page.html', *([f'Accept-Encoding: {accept}'] if accept else []))
        body = gzip.decompress(answer.body) if coding == 'gzip' else answer.body
        return (answer.status == 200 and answer['Content-Encoding'] == coding and body == PAGE
                and answer.has('Vary', 'Accept-Encoding'))
    return check


def codings_have_own_tags(peer):
    plain, packed = etag(peer, '/page.html'), etag(peer, '/page.html', 'Accept-Encoding: gzip')
    return plain and packed and plain != packed


def precompressed(peer):
    answer = peer.ask('/pre.txt', 'Accept-Encoding: gzip')
    return (answer['Content-Encoding'] == 'gzip'
            and gzip.decompress(answer.body) == b'precompressed\n'
            and answer.has('Content-Type', 'text/plain') and peer.ask('/pre.txt').body == b'original\n')


def range_is_never_coded(peer):
    answer = peer.ask('/page.html', 'Accept-Encoding: gzip', 'Range: bytes=0-5')
    return (answer.status == 206 and answer['Content-Encoding'] is None and answer.body == PAGE[:6]
            and answer.has('Vary', 'Accept-Encoding'))


def head_is_like_get(peer):
    get, head = peer.ask('/letters.bin'), peer.ask('/letters.bin', method='HEAD')
    names = ('Content-Length', 'Content-Type', 'ETag', 'Last-Modified', 'Accept-Ranges')
    return head.status == 200 and not head.body and all(head[name] == get[name] for name in names)


def attack(target):
    def check(peer):
        answer = peer.ask(target)
        return 400 <= answer.status < 500 and SECRET not in answer.body
    return check


def redirect(target, location):
    def check(peer):
        answer = peer.ask(target)
        return answer.status == 301 and re.fullmatch(rf'(http://localhost(:\d+)?)?{location}',
                                                     answer['Location'] or '')
    return check


def serves(target, body, *fields):
    return lambda peer: (peer.ask(target, *fields).status, peer.ask(target, *fields).body) == (200, body)


def listing_escapes(peer):
    page = peer.ask('/list/').body.decode()
    return ('&lt;b&gt;&amp;' in page and '<b>&' not in page and '.hidden' not in page
            and re.search(r'href="(\./)?a%20b%23c%3[fF]\.txt"', page))


def refused(*lines, status=400):
    """Whether a request that could be read in two ways is refused, and nothing after it read."""
    def check(peer):
        data = '\r\n'.join([*lines, '', '']).encode('latin-1')
        raw = exchange(peer.port, data)
        return Answer(raw, 'GET').status == status and raw.count(b'HTTP/1.') == 1
    return check


def smuggled(peer):
    raw = exchange(peer.port, b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n'
                   b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /letters.bin HTTP/1.1\r\n'
                   b'Host: localhost\r\n\r\n')
    return Answer(raw, 'GET').status == 400 and raw.count(b'HTTP/1.') == 1


def old_version(peer):
    raw = exchange(peer.port, b'GET /page.html HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n')
    answer = Answer(raw, 'GET')
    return (answer.status == 200 and not answer.has('Transfer-Encoding', 'chunked')
            and (answer.body if answer['Content-Encoding'] is None
                 else gzip.decompress(answer.body)) == PAGE)


def pipelined(peer):
    one = b'GET /plain.txt HTTP/1.1\r\nHost: localhost\r\n'
    raw = exchange(peer.port, one + b'\r\n' + one + b'\r\n' + one + b'Connection: close\r\n\r\n')
    return raw.count(b'HTTP/1.1 200') == 3 and raw.count(b'plain\n') == 3


def options(peer):
    answer = peer.ask('/letters.bin', method='OPTIONS')
    star = peer.ask('*', method='OPTIONS')
    return (answer.status in (200, 204) and answer.has('Allow', 'GET') and answer.has('Allow', 'HEAD')
            and star.status in (200, 204))


def not_allowed(method):
    def check(peer):
        answer = peer.ask('/letters.bin', 'Content-Length: 0', method=method)
        return answer.status == 405 and answer.has('Allow', 'GET')
    return check


def big_head(peer):
    return peer.ask('/', f'X: {"x" * 100000}').status in (400, 431)


def typed(target, *types):
    def check(peer):
        answer = peer.ask(target)
        return answer['Content-Type'] in types and answer['X-Content-Type-Options'] == 'nosniff'
    return check


def span(first, last, size=len(LETTERS)):
    return f'bytes {first}-{last}/{size}'


NONE = f'bytes */{len(LETTERS)}'
HUGE = '9' * 30

CHECKS = [
    ('range/one', one_range('bytes=0-99', 206, LETTERS[:100], span(0, 99))),
    ('range/one-byte', one_range('bytes=5-5', 206, LETTERS[5:6], span(5, 5))),
    ('range/open', one_range('bytes=1000-', 206, LETTERS[1000:], span(1000, 1039))),
    ('range/clamp', one_range('bytes=1000-99999', 206, LETTERS[1000:], span(1000, 1039))),
    ('range/suffix', one_range('bytes=-10', 206, LETTERS[-10:], span(1030, 1039))),
    ('range/suffix-longer', one_range('bytes=-9999', 206, LETTERS, span(0, 1039))),
    ('range/suffix-nothing', one_range('bytes=-0', 416, None, NONE)),
    ('range/beyond', one_range('bytes=1040-', 416, None, NONE)),
    ('range/overflow', one_range(f'bytes={HUGE}-', 416, None, NONE)),
    ('range/overflow-last', one_range(f'bytes=0-{HUGE}', 206, LETTERS, span(0, 1039))),
    ('range/backwards', one_range('bytes=5-2', 200, LETTERS)),
    ('range/rubbish', one_range('bytes=a-b', 200, LETTERS)),
    ('range/other-unit', one_range('items=0-5', 200, LETTERS)),
    ('range/unit-in-capitals', one_range('BYTES=0-1', 206, LETTERS[:2], span(0, 1))),
    ('range/empty-file', one_range('bytes=0-', 416, None, 'bytes */0', '/empty.txt')),
    ('range/several', lambda p: parts(p, 'bytes=0-9,500-509', [(0, 9), (500, 509)])),
    ('range/several-in-order', lambda p: parts(p, 'bytes=500-509,0-9', [(500, 509), (0, 9)])),
    ('range/several-one-beyond', one_range('bytes=0-9,5000-', 206, LETTERS[:10], span(0, 9))),
    ('range/bomb', bomb),
    ('range/head-ignores-it', with_field('Range: bytes=0-1', 200, method='HEAD')),
    ('range/accept-ranges', lambda p: p.ask('/letters.bin')['Accept-Ranges'] == 'bytes'),
    ('if-range/tag', lambda p: p.ask('/letters.bin', 'Range: bytes=0-1',
                                     f'If-Range: {etag(p)}').status == 206),
    ('if-range/other-tag', lambda p: p.ask('/letters.bin', 'Range: bytes=0-1',
                                           'If-Range: "other"').body == LETTERS),
    ('if-range/weak-tag', if_range_weak),
    ('if-range/date', lambda p: p.ask('/letters.bin', 'Range: bytes=0-1',
                                      f'If-Range: {DATE}').status == 206),
    ('if-range/later-date', lambda p: p.ask('/letters.bin', 'Range: bytes=0-1',
                                            f'If-Range: {AFTER}').body == LETTERS),
    ('if-none-match/tag', with_etag('If-None-Match: {}', 304)),
    ('if-none-match/weak', with_etag('If-None-Match: W/{}', 304)),
    ('if-none-match/list', with_etag('If-None-Match: "a", {}', 304)),
    ('if-none-match/any', with_field('If-None-Match: *', 304)),
    ('if-none-match/other', with_field('If-None-Match: "other"', 200)),
    ('if-none-match/fields', not_modified_fields),
    ('if-match/tag', with_etag('If-Match: {}', 200)),
    ('if-match/weak', with_etag('If-Match: W/{}', 412)),
    ('if-match/other', with_field('If-Match: "other"', 412)),
    ('if-match/any', with_field('If-Match: *', 200)),
    ('if-modified-since/same', with_field(f'If-Modified-Since: {DATE}', 304)),
    ('if-modified-since/later', with_field(f'If-Modified-Since: {AFTER}', 304)),
    ('if-modified-since/before', with_field(f'If-Modified-Since: {BEFORE}', 200)),
    ('if-modified-since/rubbish', with_field('If-Modified-Since: yesterday', 200)),
    ('if-modified-since/after-tags', lambda p: p.ask(
        '/letters.bin', 'If-None-Match: "other"', f'If-Modified-Since: {DATE}').status == 200),
    ('if-unmodified-since/before', with_field(f'If-Unmodified-Since: {BEFORE}', 412)),
    ('if-unmodified-since/same', with_field(f'If-Unmodified-Since: {DATE}', 200)),
    ('head/like-get', head_is_like_get),
    ('method/options', options),
    ('method/post', not_allowed('POST')),
    ('method/delete', not_allowed('DELETE')),
    ('method/unknown', lambda p: p.ask('/', method='BREW').status in (405, 501)),
    ('path/dots', attack('/../secret.txt')),
    ('path/dots-inside', attack('/sub/../../secret.txt')),
    ('path/dots-encoded', attack('/%2e%2e/secret.txt')),
    ('path/dots-half-encoded', attack('/.%2E/secret.txt')),
    ('path/slash-encoded', attack('/..%2fsecret.txt')),
    ('path/twice-encoded', attack('/%252e%252e/secret.txt')),
    ('path/backslash', attack('/..\\secret.txt')),
    ('path/backslash-encoded', attack('/..%5csecret.txt')),
    ('path/nul', attack('/letters.bin%00.txt')),
    ('path/bad-percent', attack('/%zz')),
    ('path/overlong-utf8', attack('/%c0%ae%c0%ae/secret.txt')),
    ('path/link-out', attack('/out')),
    ('path/folder-link-out', attack('/outdir/secret.txt')),
    ('path/link-inside', serves('/in', b'plain\n')),
    ('path/pipe', attack('/pipe')),
    ('path/dotfile', attack('/.secret')),
    ('path/dotfolder', attack('/.git/config')),
    ('path/dotfile-encoded', attack('/%2esecret')),
    ('path/well-known', serves('/.well-known/it', b'known')),
    ('path/unfinished', attack('/film.mkv.part')),
    ('path/space', serves('/with%20space.txt', b'space\n')),
    ('path/decoded-once', serves('/a%252e.txt', b'percent\n')),
    ('path/query', serves('/plain.txt?a=%zz', b'plain\n')),
    ('path/file-with-slash', attack('/plain.txt/')),
    ('folder/index', serves('/sub/', b'<p>index')),
    ('folder/slash', redirect('/sub', '/sub/')),
    ('folder/no-other-host', redirect('//sub', '/sub/')),
    ('folder/listing', listing_escapes),
    ('coding/none-asked', coded(None, None)),
    ('coding/gzip', coded('gzip', 'gzip')),
    ('coding/x-gzip', lambda p: p.ask('/page.html', 'Accept-Encoding: x-gzip')['Content-Encoding']
     == 'gzip'),
    ('coding/forbidden', coded('gzip;q=0', None)),
    ('coding/forbidden-long', coded('gzip;q=0.000, identity', None)),
    ('coding/weight', coded('gzip;q=0.5', 'gzip')),
    ('coding/identity-preferred', coded('gzip;q=0.5, identity;q=1', None)),
    ('coding/own-tags', codings_have_own_tags),
    ('coding/precompressed', precompressed),
    ('coding/not-for-ranges', range_is_never_coded),
    ('type/page', typed('/sub/', 'text/html; charset=utf-8')),
    ('type/script', typed('/script.js', 'text/javascript; charset=utf-8')),
    ('type/utf8', typed('/utf8.txt', 'text/plain; charset=utf-8')),
    ('type/latin', typed('/latin.txt', 'text/plain')),
    ('version/1.0', old_version),
    ('version/2.0', refused('GET / HTTP/2.0', 'Host: localhost', status=505)),
    ('version/pipelined', pipelined),
    ('host/none', refused('GET / HTTP/1.1')),
    ('host/two', refused('GET / HTTP/1.1', 'Host: localhost', 'Host: other')),
    ('host/rubbish', refused('GET / HTTP/1.1', 'Host: a b')),
    ('host/of-another', lambda p: p.ask('/', host='rebound.example').status in (403, 421)),
    ('framing/length-and-chunks', smuggled),
    ('framing/two-lengths', refused('GET / HTTP/1.1', 'Host: localhost', 'Content-Length: 0',
                                    'Content-Length: 5')),
    ('framing/negative-length', refused('GET / HTTP/1.1', 'Host: localhost', 'Content-Length: -5')),
    ('framing/signed-length', refused('GET / HTTP/1.1', 'Host: localhost', 'Content-Length: +0')),
    ('framing/huge-length', lambda p: p.ask('/', f'Content-Length: {HUGE}').status in (400, 413)),
    ('framing/space-before-colon', refused('GET / HTTP/1.1', 'Host: localhost',
                                           'Transfer-Encoding : chunked')),
    ('framing/other-coding', refused('GET / HTTP/1.1', 'Host: localhost',
                                     'Transfer-Encoding: gzip', status=501)),
    ('framing/big-head', big_head),
    ('framing/rubbish', lambda p: p.raw(b'\x16\x03\x01\x02\x00').status in (0, 400)),
]


def run(peer):
    """The names of the checks that fail."""
    failed = []
    for name, check in CHECKS:
        try:
            good = check(peer)
        except (OSError, ValueError, TypeError, AttributeError):
            good = False
        if not good:
            failed.append(name)
    return failed
