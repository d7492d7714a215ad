# Pages with forms of every kind, for a browser and for us: what both send is compared.
# SPDX-License-Identifier: GPL-3.0-or-later


class Page:
    """
    One page. FORM in its text stands for the tag of the form, OPEN for the same with POST and
    multipart. `press` is a button's name; None submits without one. `files` are chosen in the
    fields of those names: (field, file name, type, text). The form is the `number`th.
    """

    def __init__(self, name, html, press=None, files=(), charset='utf-8', number=1):
        self.name = name
        self.html = html
        self.press = press
        self.files = files
        self.charset = charset
        self.number = number

    def build(self, script):
        html = self.html.replace('<FORM', f'<form action="/sent/{self.name}" method=post')
        html = html.replace('<MULTI', f'<form action="/sent/{self.name}" method=post '
                            'enctype=multipart/form-data')
        html = html.replace('<PLAIN', f'<form action="/sent/{self.name}" method=post '
                            'enctype=text/plain')
        html = html.replace('<GET', f'<form action="/sent/{self.name}"').replace('SENT', f'/sent/{self.name}')
        return f'<!doctype html>{script}{html}'.encode(
            self.charset, 'xmlcharrefreplace')


ALL_CONTROLS = (
    '<input name=text value=" a b "><input type=search name=search value=s>'
    '<input type=tel name=tel value="+1 23"><input type=url name=url value="  http://x/ ">'
    '<input type=email name=email value=" a@b "><input type=password name=pw value=geheim>'
    '<input type=hidden name=hidden value="h&#10;i"><input type=date name=date value=2026-02-30>'
    '<input type=date name=date2 value=2024-02-29><input type=month name=month value=2026-13>'
    '<input type=month name=month2 value=2026-12><input type=week name=week value=2026-W53>'
    '<input type=week name=week2 value=2025-W53><input type=time name=time value=23:59:59.5>'
    '<input type=time name=time2 value=24:00>'
    '<input type=datetime-local name=dt value="2026-01-02 03:04:00">'
    '<input type=datetime-local name=dt2 value="2026-01-02T03:04:05.120">'
    '<input type=number name=n value=1e3><input type=number name=n2 value=+1>'
    '<input type=number name=n3 value=.5><input type=number name=n4 value=5.>'
    '<input type=range name=r><input type=range name=r2 value=500>'
    '<input type=range name=r3 min=0 max=10 step=3 value=5>'
    '<input type=range name=r4 min=0 max=1 step=any value=0.3>'
    '<input type=range name=r5 min=10 max=5><input type=range name=r6 min=-10 max=-5 value=x>'
    '<input type=color name=c value=#AbCdEf><input type=color name=c2 value=#fA3><input type=color name=c3 value=#12>'
    '<input type=checkbox name=ch><input type=checkbox name=ch2 checked>'
    '<input type=checkbox name=ch3 value="" checked><input type=radio name=ra value=1>'
    '<input type=radio name=ra value=2 checked><input type=radio name=ra value=3 checked>'
    '<input type=reset name=re value=x><input type=button name=bu value=x>'
    '<input type=bogus name=bogus value="b&#10;c"><input type=FILE name=file>')

NEWLINES = '<textarea name="t&#10;1">a&#13;b&#10;c&#13;&#10;d\n\ne</textarea>'

PAGES = [
    Page('url-all', f'<FORM>{ALL_CONTROLS}</form>'),
    Page('multi-all', f'<MULTI>{ALL_CONTROLS}</form>'),
    Page('plain-all', f'<PLAIN>{ALL_CONTROLS}</form>'),
    Page('get-all', f'<GET>{ALL_CONTROLS}</form>'),
    Page('url-newlines', f'<FORM>{NEWLINES}</form>'),
    Page('multi-newlines', f'<MULTI>{NEWLINES}</form>'),
    Page('plain-newlines', f'<PLAIN>{NEWLINES}</form>'),
    Page('textarea-first-newline', '<FORM><textarea name=a>\n\nx</textarea></form>'),
    Page('textarea-markup', '<FORM><textarea name=a><b>x</b>&amp;</textarea></form>'),
    Page('multi-quotes', '<MULTI><input name=\'a"b\\c\' value=\'d"e\\f\'></form>'),
    Page('multi-unicode', '<MULTI><input name=名 value=值💩></form>'),
    Page('multi-empty-file', '<MULTI><input type=file name=f><input name=z value=1></form>'),
    Page('multi-file', '<MULTI><input type=file name=f></form>',
         files=[('f', 'one.txt', 'text/plain', 'hello\nworld')]),
    Page('multi-file-names', '<MULTI><input type=file name=f multiple></form>',
         files=[('f', 'a"b.txt', 'text/plain', 'x'), ('f', 'a\nb.txt', 'text/plain', 'y'),
                ('f', 'ä💩.txt', 'text/plain', 'z'), ('f', '%41.bin', 'a/b', '')]),
    Page('multi-file-single', '<MULTI><input type=file name=f><input name=q value=2></form>',
         files=[('f', 'x.json', 'application/json', '{}')]),
    Page('plain-file', '<PLAIN><input type=file name=f></form>',
         files=[('f', 'one.txt', 'text/plain', 'hello')]),
    Page('select-default', '<FORM><select name=s><option>a<option value=b>B</select></form>'),
    Page('select-disabled-first',
         '<FORM><select name=s><option disabled>a<option>b</select></form>'),
    Page('select-group', '<FORM><select name=s><optgroup label=g disabled><option>a</optgroup>'
         '<optgroup label=h><option>b</optgroup></select></form>'),
    Page('select-two-selected',
         '<FORM><select name=s><option selected>a<option selected>b<option>c</select></form>'),
    Page('select-size', '<FORM><select name=s size=3><option>a<option>b</select></form>'),
    Page('select-multiple', '<FORM><select name=s multiple><option selected>a<option>b'
         '<option selected disabled>c<option selected value>d</select></form>'),
    Page('select-space', '<FORM><select name=s><option>  a \n b&nbsp;c  </select></form>'),
    Page('select-label', '<FORM><select name=s><option label=L>text</select></form>'),
    Page('select-empty', '<FORM><select name=s></select><input name=z value=1></form>'),
    Page('no-names', '<FORM><input value=1><input name="" value=2><input name=a value=3></form>'),
    Page('disabled', '<FORM><input name=a value=1 disabled><textarea name=b disabled>x</textarea>'
         '<input name=c value=2></form>'),
    Page('fieldset', '<FORM><fieldset disabled><legend><input name=a value=1></legend>'
         '<legend><input name=b value=2></legend><input name=c value=3>'
         '<fieldset><input name=d value=4></fieldset></fieldset><input name=e value=5></form>'),
    Page('fieldset-nested', '<FORM><fieldset disabled><legend><fieldset disabled><legend>'
         '<input name=a value=1></legend><input name=b value=2></fieldset></legend>'
         '<fieldset disabled><legend><input name=c value=3></legend></fieldset>'
         '</fieldset></form>'),
    Page('datalist', '<FORM><input list=l name=a value=v><datalist id=l><option value=x>'
         '<input name=b value=1></datalist></form>'),
    Page('template', '<FORM><template><input name=a value=1></template><input name=b value=2>'
         '</form>'),
    Page('form-attribute', '<input form=f name=a value=1><FORM id=f><input name=b value=2>'
         '<input form=other name=c value=3><input form name=d value=4></form>'
         '<textarea form=f name=e>5</textarea>'),
    Page('nested-forms', '<FORM><input name=a value=1><form action=/no><input name=b value=2>'
         '</form><input name=c value=3></form>'),
    Page('table-form', '<table><FORM><tr><td><input name=a value=1><td><input name=b value=2>'
         '</form></table><input name=c value=3>'),
    Page('table-two-forms', '<table><tr><FORM><td><input name=a value=1></form></tr>'
         '<tr><form action=/no><td><input name=b value=2></form></tr></table>'),
    Page('form-not-closed', '<FORM><div><input name=a value=1></div><p><input name=b value=2>'),
    Page('form-misnested', '<div><FORM><div></form><input name=a value=1></div>'
         '<input name=b value=2></div><input name=c value=3>'),
    Page('form-in-comment', '<FORM><!-- </form> --><input name=a value=1>'
         '<input title="</form>" name=b value=2><script>"</form>"</script>'
         '<input name=c value=3></form><input name=d value=4>'),
    Page('form-in-select', '<FORM><select name=s><option>a</form></select>'
         '<input name=b value=2></form>'),
    Page('form-upper', '<FORM><INPUT NAME=a VALUE=1></FORM ><input name=b value=2>'),
    Page('second-form', '<form action=/no><input name=a value=1></form><FORM>'
         '<input name=b value=2></form>', number=2),
    Page('broken-attributes', '<FORM><input name=a value="1" name=b><input name="c"value=3>'
         '<input/name=d/value=4><input name=e value=\'5"></form><input name=f value=\'></form>'),
    Page('entities', '<FORM><input name=a value="&lt;&amp;&quot;&nbsp;&copy;&#x41;&notit;&#0;">'
         '</form>'),
    Page('nul', '<FORM><input name=a value="x\0y"></form>'),
    Page('submit-plain', '<FORM><input name=a value=1><input type=submit name=go value=Go></form>',
         press='go'),
    Page('submit-no-value', '<FORM><input type=submit name=go></form>', press='go'),
    Page('submit-button', '<FORM><button name=go value=v>T</button></form>', press='go'),
    Page('submit-button-no-value', '<FORM><button name=go>T</button></form>', press='go'),
    Page('submit-order', '<FORM><input name=a value=1><button name=go value=v>T</button>'
         '<input name=b value=2><button name=other value=o>O</button></form>', press='go'),
    Page('submit-image', '<FORM><input type=image name=go src=x><input name=a value=1></form>',
         press='go'),
    Page('submit-formaction', '<form action=/no method=post><button name=go formaction=SENT '
         'formmethod=post formenctype=text/plain value=v>T</button><input name=a value=1></form>',
         press='go'),
    Page('submit-formmethod-get', '<FORM><button name=go formmethod=get value=v>T</button></form>',
         press='go'),
    Page('get-replaces-query', '<form action="SENT?old=1#frag"><input name=a value=1></form>'),
    Page('get-empty', '<form action="SENT?old=1"></form>'),
    Page('post-keeps-query', '<form method=post action="SENT?old=1&amp;b=%zz ü#f"><input name=a '
         'value=1></form>'),
    Page('base', '<base href="/sent/"><form method=post action=base><input name=a value=1></form>'),
    Page('action-spaces', '<form method=post action="  /se\nnt/action-spaces\t "><input name=a '
         'value=1></form>'),
    Page('method-unknown', '<form action=SENT method=put><input name=a value=1></form>'),
    Page('enctype-unknown', '<FORM enctype=x><input name=a value=1></form>'),
    Page('dirname', '<FORM><input name=a dirname=a.dir value=x><input dir=rtl name=b '
         'dirname=b.dir value=y><input dir=auto name=c dirname=c.dir value="שלום">'
         '<textarea name=d dirname=d.dir dir=auto>مرحبا</textarea></form>'),
    Page('charset-field', '<FORM><input type=hidden name=_charset_ value=x>'
         '<input name=_charset_ value=y></form>'),
    Page('accept-charset', '<FORM accept-charset="nonsense windows-1252"><input name=a '
         'value="é€漢"><input type=hidden name=_charset_></form>'),
    Page('accept-charset-multi', '<MULTI accept-charset=iso-8859-15><input name=é value="€漢">'
         '</form>'),
    Page('accept-utf-16', '<FORM accept-charset=utf-16><input name=a value=é></form>'),
    Page('gbk', '<FORM><input name=名 value="值€é"><input type=hidden name=_charset_></form>',
         charset='gb18030'),
    Page('gbk-multi', '<MULTI><input name=名 value="值ḿ"></form>', charset='gb18030'),
    Page('latin1', '<FORM><input name=é value="ü&#8364;&#28450;"></form>', charset='latin-1'),
    Page('latin1-plain', '<PLAIN><input name=é value="ü&#28450;"></form>', charset='latin-1'),
    Page('latin1-query', '<form method=post action="SENT?é=&#28450;"><input name=a value=1></form>',
         charset='latin-1'),
    Page('shift-jis', '<FORM><input name=名 value="値&#165;&#8254;&#8722;é"></form>',
         charset='shift_jis'),
    Page('euc-jp', '<FORM><input name=名 value="値é"></form>', charset='euc_jp'),
    Page('big5', '<FORM><input name=名 value="值é"></form>', charset='big5'),
    Page('euc-kr', '<FORM><input name=이름 value="값é"></form>', charset='euc_kr'),
    Page('iso-2022-jp', '<FORM><input name=名a value="値éb"></form>', charset='iso2022_jp'),
    Page('koi8-r', '<FORM><input name=имя value="é"></form>', charset='koi8_r'),
    Page('windows-1251', '<FORM><input name=имя value="é"></form>', charset='cp1251'),
]

LABELS = {'gb18030': 'gbk', 'latin-1': 'iso-8859-1', 'iso2022_jp': 'iso-2022-jp',
          'euc_jp': 'euc-jp', 'euc_kr': 'euc-kr', 'koi8_r': 'koi8-r', 'cp1251': 'windows-1251'}
