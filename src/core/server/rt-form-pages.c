/* Pages with forms of every kind: a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-form-pages.h"

#include <string.h>

#define SIGN_UP_FIELDS                                                                   \
  "<p><label>Name <input name=\"signup-user-name\" autocomplete=\"username\"></label>\n" \
  "<p><label>E-mail <input name=\"signup-user-email\" type=\"email\"></label>\n"         \
  "<p><label>Password <input name=\"signup-user-password\" type=\"password\" "           \
  "autocomplete=\"new-password\"></label>\n"                                             \
  "<p><button>Sign up</button>\n"

#define TOKEN_FIELD "<input type=\"hidden\" name=\"csrf-token\" value=\"{token}\">\n"

/* A picture of one pixel. */
#define PIXEL                                                                            \
  "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

static const RtFormPage pages[] = {
  { "/sign-up", "Sign up", "Three fields, url-encoded", "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/sign-up\">\n" SIGN_UP_FIELDS "</form>\n" },
  { "/token", "Sign up, with a token",
    "A hidden token that is another one in each page, and good for ten minutes", "utf-8",
    RT_FORM_TOKEN,
    "<form method=\"post\" action=\"/token\">\n" TOKEN_FIELD SIGN_UP_FIELDS "</form>\n" },
  { "/token-and-cookie", "Sign up, with a token and a cookie",
    "A hidden token that is good only with the cookie that came beside it", "utf-8",
    RT_FORM_TOKEN_AND_COOKIE,
    "<form method=\"post\" action=\"/token-and-cookie\">\n" TOKEN_FIELD SIGN_UP_FIELDS
    "</form>\n" },

  { "/get", "A form with GET", "What it sends takes the place of the action's query",
    "utf-8", RT_FORM_UNGUARDED,
    "<form action=\"/show?this=is&amp;replaced=1#fragment\">\n"
    "<p><input name=\"q\" value=\"a b&amp;c=d+e\">\n<p><input name=\"empty\">\n"
    "<p><button>Ask</button>\n</form>\n" },
  { "/controls", "Every control", "Which controls send what, and which send nothing",
    "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\">\n"
    "<p>Text: <input name=\"text\" value=\"&quot;quoted&quot; &lt;text&gt;\">\n"
    "<input name=\"no-type\" type=\"unheard-of\" value=\"is text\">\n"
    "<input value=\"has no name\"><input name=\"\" value=\"has an empty name\">\n"
    "<input type=\"hidden\" name=\"hidden\" value=\"not seen\">\n"
    "<input type=\"hidden\" name=\"_charset_\">\n"
    "<p><input type=\"search\" name=\"search\" value=\"s\" dirname=\"search-dir\">\n"
    "<input type=\"tel\" name=\"tel\" value=\"+49 1\">\n"
    "<input type=\"url\" name=\"url\" value=\" http://example.com/ \">\n"
    "<input type=\"email\" name=\"email\" value=\" a@example.com \">\n"
    "<input type=\"password\" name=\"password\" value=\"secret\">\n"
    "<p><input type=\"date\" name=\"date\" value=\"2033-11-06\">\n"
    "<input type=\"date\" name=\"no-date\" value=\"2033-02-30\">\n"
    "<input type=\"month\" name=\"month\" value=\"2033-11\">\n"
    "<input type=\"week\" name=\"week\" value=\"2033-W44\">\n"
    "<input type=\"time\" name=\"time\" value=\"08:49:37\">\n"
    "<input type=\"datetime-local\" name=\"datetime-local\" value=\"2033-11-06 08:49\">\n"
    "<p><input type=\"number\" name=\"number\" value=\"1e2\">\n"
    "<input type=\"number\" name=\"no-number\" value=\"one\">\n"
    "<input type=\"range\" name=\"range\" min=\"0\" max=\"10\" value=\"99\">\n"
    "<input type=\"range\" name=\"range-default\">\n"
    "<input type=\"color\" name=\"color\" value=\"#ABCDEF\">\n"
    "<input type=\"color\" name=\"no-color\" value=\"red\">\n"
    "<p><input type=\"checkbox\" name=\"box\" checked>\n"
    "<input type=\"checkbox\" name=\"box\" value=\"second\" checked>\n"
    "<input type=\"checkbox\" name=\"box-off\">\n"
    "<input type=\"radio\" name=\"radio\" value=\"1\">\n"
    "<input type=\"radio\" name=\"radio\" value=\"2\" checked>\n"
    "<input type=\"radio\" name=\"radio-off\" value=\"1\">\n"
    "<p><textarea name=\"textarea\">\none\ntwo</textarea>\n"
    "<textarea name=\"wrapped\" cols=\"5\" wrap=\"hard\">one two three</textarea>\n"
    "<p><select name=\"select\"><option>first<option>second</select>\n"
    "<select name=\"selected\"><optgroup label=\"group\"><option value=\"1\">one\n"
    "<option value=\"2\" selected> two </optgroup></select>\n"
    "<select name=\"many\" multiple><option selected>a<option>b<option selected>c"
    "</select>\n"
    "<select name=\"off\"><option disabled selected>disabled</select>\n"
    "<select name=\"large\" size=\"2\"><option>none is chosen</select>\n"
    "<p><input name=\"listed\" list=\"list\"><datalist id=\"list\"><option value=\"l\">"
    "<input name=\"in-datalist\" value=\"barred\"></datalist>\n"
    "<output name=\"output\">no</output> <meter name=\"meter\" value=\"1\"></meter>\n"
    "<p><input name=\"disabled\" disabled value=\"1\">\n"
    "<input name=\"readonly\" readonly value=\"1\">\n"
    "<fieldset name=\"fieldset\" disabled><legend><input name=\"in-legend\" value=\"1\">"
    "</legend><input name=\"in-fieldset\" value=\"1\"></fieldset>\n"
    "<p><button>Without a name</button> <button name=\"button\" "
    "value=\"1\">One</button>\n"
    "<input type=\"submit\" name=\"submit\"> <input type=\"reset\" name=\"reset\">\n"
    "<input type=\"button\" name=\"plain-button\" value=\"1\">\n</form>\n" },
  { "/files", "Files", "Parts with file names, types and bytes", "utf-8",
    RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\" enctype=\"multipart/form-data\">\n"
    "<p><input name=\"text\" value=\"Gr&uuml;n\">\n"
    "<p><input type=\"file\" name=\"one\">\n"
    "<p><input type=\"file\" name=\"many\" multiple>\n"
    "<p><input type=\"file\" name=\"a &quot;quoted&quot;&#10;name\">\n"
    "<p><button name=\"button\" value=\"1\">Send</button>\n</form>\n" },
  { "/files-without-multipart", "Files, by name only",
    "An url-encoded form sends the names of its files", "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\">\n<p><input type=\"file\" name=\"one\">\n"
    "<p><button>Send</button>\n</form>\n" },
  { "/text-plain", "Plain text", "For people: what is a value cannot be told for sure",
    "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\" enctype=\"text/plain\">\n"
    "<p><input name=\"a\" value=\"1 + 1 = 2 &amp; %41\">\n"
    "<p><textarea name=\"lines\">one\nb=two</textarea>\n"
    "<p><button>Send</button>\n</form>\n" },
  { "/buttons", "Buttons", "A button can send elsewhere, and in another way", "utf-8",
    RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\">\n<p><input name=\"a\" value=\"1\" "
    "required>\n"
    "<p><button name=\"b\" value=\"post\">Post</button>\n"
    "<p><button name=\"b\" value=\"get\" formmethod=\"get\">Get</button>\n"
    "<p><button name=\"b\" value=\"elsewhere\" formaction=\"/show/elsewhere\">Elsewhere"
    "</button>\n"
    "<p><button name=\"b\" value=\"multipart\" formenctype=\"multipart/form-data\">"
    "Multipart</button>\n"
    "<p><button name=\"b\" value=\"plain\" formenctype=\"text/plain\">Plain</button>\n"
    "<p><button name=\"b\" value=\"unchecked\" formnovalidate>Unchecked</button>\n"
    "<p><button name=\"b\" value=\"dialog\" formmethod=\"dialog\">Nowhere</button>\n"
    "<p><input type=\"image\" name=\"image\" alt=\"An image\" width=\"50\" height=\"20\" "
    "src=\"" PIXEL "\">\n"
    "<p><input type=\"image\" alt=\"Without a name\" width=\"50\" height=\"20\" "
    "src=\"" PIXEL "\">\n</form>\n" },
  { "/again", "Redirects after POST", "Where the fields may be sent a second time",
    "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/again/303\">\n<p><input name=\"a\" value=\"1\">\n"
    "<p><button>303</button>\n<p><button formaction=\"/again/302\">302</button>\n"
    "<p><button formaction=\"/again/307\">307</button>\n"
    "<p><button formaction=\"/again/308\">308</button>\n</form>\n" },

  { "/owners", "Owners", "A control may stand outside of its form", "utf-8",
    RT_FORM_UNGUARDED,
    "<form id=\"one\" method=\"post\" action=\"/show/one\">\n"
    "<p><input name=\"a\" value=\"of one\">\n"
    "<p><input name=\"b\" value=\"of two\" form=\"two\">\n"
    "<p><input name=\"c\" value=\"of none\" form=\"three\">\n"
    "<p><button>One</button>\n</form>\n"
    "<form id=\"two\" method=\"post\" action=\"/show/two\"></form>\n"
    "<p><input name=\"d\" value=\"of one\" form=\"one\">\n"
    "<p><input name=\"e\" value=\"of nobody\">\n"
    "<p><button form=\"two\" name=\"f\" value=\"1\">Two</button>\n" },
  { "/broken", "Broken pages", "What is wrong is repaired as HTML 5 says", "utf-8",
    RT_FORM_UNGUARDED,
    "<form method=post action=/show/outer><input name=a value=1><input NAME=b name=c "
    "value=2 value=3>\n<form action=/show/inner><input name=d value='4'></form>\n"
    "<input name=e value=\"after the end\">\n"
    "<table><form method=post action=/show/table><tr><td><input name=f value=5></tr>\n"
    "<tr><input name=g value=6><td></form><input name=h value=7></table>\n"
    "<p><input name=i value=\"&lt;&#x41;&copy&notit;&bogus;\"/>\n"
    "<template><input name=\"j\" value=\"in a template\"></template>\n"
    "<!-- <input name=k value=\"in a comment\"> -->\n"
    "<select name=l><option>1<div><input name=m value=8></select>\n"
    "<form method=POST action=\"/show/last\"><b><i><input name=n value=9></b>"
    "<input name=o value=10></i><button name=p>Send\n" },
  { "/base", "A base address", "A relative action follows the base of the page", "utf-8",
    RT_FORM_UNGUARDED,
    "<base href=\"/show/base/\">\n<form method=\"post\" action=\"here\">\n"
    "<p><input name=\"a\" value=\"1\">\n<p><button>Send</button>\n</form>\n" },
  { "/no-action", "No action", "The page itself is the action, with its query", "utf-8",
    RT_FORM_UNGUARDED,
    "<form method=\"post\">\n<p><input name=\"a\" value=\"1\">\n"
    "<p><button>Send</button>\n</form>\n" },

  { "/gbk", "A page in GBK", "Fields are sent in the page's character set", "gbk",
    RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show?charset=gbk\">\n"
    "<p><input name=\"名字\" value=\"你好\">\n<p><input name=\"beyond\" "
    "value=\"&#x1f600;\">\n"
    "<p><button>提交</button>\n</form>\n" },
  { "/latin-1", "A page in Latin-1", "Which is windows-1252 on the web", "windows-1252",
    RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\" enctype=\"multipart/form-data\">\n"
    "<input type=\"hidden\" name=\"_charset_\">\n"
    "<p><input name=\"größe\" value=\"10 €\">\n<p><input name=\"beyond\" "
    "value=\"&#x4f60;\">\n<p><button>Send</button>\n</form>\n" },
  { "/accept-charset", "Another character set", "A form can ask for one of its own",
    "utf-8", RT_FORM_UNGUARDED,
    "<form method=\"post\" action=\"/show\" accept-charset=\"unheard-of gbk utf-8\">\n"
    "<input type=\"hidden\" name=\"_charset_\">\n"
    "<p><input name=\"a\" value=\"你好\">\n<p><button>Send</button>\n</form>\n" },
};

/**
 * rt_form_page_get:
 * @index: from 0
 *
 * Gives the rows of the table one after another.
 *
 * Returns: (transfer none) (nullable): the row, %NULL after the last one
 */
const RtFormPage *
rt_form_page_get (guint index)
{
  return index < G_N_ELEMENTS (pages) ? &pages[index] : NULL;
}

const RtFormPage *
rt_form_page_find (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (pages[i].path, path) == 0)
      return &pages[i];
  return NULL;
}
