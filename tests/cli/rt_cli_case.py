# What the tests of the command line share: they run the program, and report as TAP.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ.get('ROUNDTRIP_CLI', '')
os.environ['PATH'] += ':/usr/sbin'  # where Debian keeps nginx, out of most users' sight
SANITIZED = 'RT_TEST_SANITIZED' in os.environ
DEADLINE = 60  # seconds; the end of a wait that should have been over long before

DONE, REFUSED, USAGE, UNFINISHED, INTERRUPTED = 0, 1, 2, 3, 130


class Result:
    """What a run of the program came to."""

    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err.decode()

    def json(self):
        """The one JSON object on standard output, and nothing else there."""
        lines = self.out.decode().splitlines()
        assert len(lines) == 1, lines
        return json.loads(lines[0])


class CliCase(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='roundtrip-cli-'))
        self.addCleanup(shutil.rmtree, self.folder)

    def start_command(self, *arguments, **options):
        """Starts “roundtrip-cli …”; its end is the caller's business."""
        pipes = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder,
                                   **{**pipes, **options})
        self.addCleanup(self.end, process)
        return process

    def start(self, *arguments, **options):
        return self.start_command('get', *arguments, **options)

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
            process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()

    def finish(self, process):
        out, err = process.communicate(timeout=DEADLINE)
        return Result(process.returncode, out, err)

    def get(self, *arguments, **options):
        return self.finish(self.start(*arguments, **options))

    def run_command(self, *arguments, **options):
        return self.finish(self.start_command(*arguments, **options))

    def read(self, name):
        return (self.folder / name).read_bytes()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def assert_status(self, result, status):
        self.assertEqual(result.status, status, result.err)


def wait_until(condition):
    """Returns when the condition holds; it is looked at again and again."""
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError('waited in vain')
        time.sleep(0.02)


def need(*programs):
    """A decorator: skips, and says so, where a peer is missing."""
    missing = [name for name in programs if shutil.which(name) is None]
    return unittest.skipIf(missing, f'{", ".join(missing)} is not here')


def make_certificate(folder, name, *extra, sans='DNS:localhost,IP:127.0.0.1', days='2'):
    """Makes NAME.pem and NAME.key, self-signed, with openssl; returns their paths."""
    certificate, key = folder / f'{name}.pem', folder / f'{name}.key'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
                    '-subj', f'/CN={name}', '-days', days, '-addext', f'subjectAltName={sans}',
                    *extra], check=True, capture_output=True)
    return certificate, key


def make_expired_certificate(folder, name):
    """Makes a certificate whose time was long ago; “openssl req” cannot, “openssl ca” can."""
    certificate, key = make_certificate(folder, name)
    (folder / 'ca.cnf').write_text(
        '[ca]\ndefault_ca = own\n[own]\ndatabase = ca.txt\nnew_certs_dir = .\n'
        'rand_serial = yes\ndefault_md = sha256\npolicy = any\nx509_extensions = names\n'
        '[any]\ncommonName = supplied\n[names]\nsubjectAltName = DNS:localhost\n')
    (folder / 'ca.txt').write_text('')
    subprocess.run(['openssl', 'req', '-new', '-key', key, '-subj', f'/CN={name}', '-out',
                    folder / 'old.csr'], check=True, capture_output=True)
    subprocess.run(['openssl', 'ca', '-batch', '-config', 'ca.cnf', '-selfsign', '-keyfile', key,
                    '-in', 'old.csr', '-out', certificate, '-notext', '-startdate',
                    '20200101000000Z', '-enddate', '20200201000000Z'],
                   check=True, capture_output=True, cwd=folder)
    return certificate, key


def tls_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def line(self, word, test, comment=''):
        self.count += 1
        print(f'{word} {self.count} - {test.id().removeprefix("__main__.")}{comment}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line('ok', test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line('ok', test, f' # SKIP {reason}')

    def complain(self, test, error):
        text = self._exc_info_to_string(error, test)
        print(''.join(f'# {line}\n' for line in text.splitlines()), end='')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.complain(test, error)
        self.line('not ok', test)

    def addError(self, test, error):
        super().addError(test, error)
        self.complain(test, error)
        self.line('not ok', test)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.complain(subtest, error)
            self.line('not ok', subtest)


def main():
    if not PROGRAM:
        sys.exit('set ROUNDTRIP_CLI to the program to test')
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    if len(sys.argv) > 1:
        suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:],
                                                              sys.modules['__main__'])
    result = TapResult()
    suite.run(result)
    print(f'1..{result.count}')
    sys.exit(0 if result.wasSuccessful() else 1)
