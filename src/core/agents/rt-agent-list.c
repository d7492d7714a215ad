/* The identities that there are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-list.h"

#include <glib/gi18n.h>

#define ALWAYS RT_AGENT_FIELD_ALWAYS
#define TRUSTWORTHY RT_AGENT_FIELD_TRUSTWORTHY
#define UNTRUSTWORTHY RT_AGENT_FIELD_UNTRUSTWORTHY
#define TYPED (RT_AGENT_FIELD_TRUSTWORTHY | RT_AGENT_FIELD_TYPED)
#define REDIRECTED (RT_AGENT_FIELD_TRUSTWORTHY | RT_AGENT_FIELD_REDIRECTED)
#define BRANDS RT_AGENT_FIELD_BRANDS
#define CODINGS RT_AGENT_FIELD_CODINGS
#define LANGUAGES RT_AGENT_FIELD_LANGUAGES

#define PAGE "text/html,application/xhtml+xml,application/xml;q=0.9"
#define PAGE_OR_ANY PAGE ",*/*;q=0.8"
#define SIGNED_EXCHANGE "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko)"
#define WEBKIT_BOT(name)                                                                 \
  "AppleWebKit/537.36 (KHTML, like Gecko; compatible; " name ") Chrome/@ Safari/537.36"
#define APPLE_WEBKIT "AppleWebKit/605.1.15 (KHTML, like Gecko)"
#define CODED CODINGS | TRUSTWORTHY
#define PLAINLY_CODED CODINGS | UNTRUSTWORTHY
#define END                                                                              \
  {                                                                                      \
    NULL, NULL, ALWAYS                                                                   \
  }

/* Recorded of Firefox 153 on Debian, also behind redirects; those for other systems
 * differ in User-Agent only, as Mozilla documents it. */
#define FIREFOX(user_agent)                                                              \
  {                                                                                      \
    { "User-Agent", user_agent, ALWAYS }, { "Accept", PAGE_OR_ANY, ALWAYS },             \
        { "Accept-Language", "firefox", LANGUAGES },                                     \
        { "Accept-Encoding", "gzip, deflate, br, zstd", CODED },                         \
        { "Accept-Encoding", "gzip, deflate", PLAINLY_CODED },                           \
        { "Connection", "keep-alive", ALWAYS },                                          \
        { "Upgrade-Insecure-Requests", "1", ALWAYS },                                    \
        { "Sec-Fetch-Dest", "document", TRUSTWORTHY },                                   \
        { "Sec-Fetch-Mode", "navigate", TRUSTWORTHY },                                   \
        { "Sec-Fetch-Site", "none", TRUSTWORTHY },                                       \
        { "Sec-Fetch-User", "?1", TRUSTWORTHY }, { "Priority", "u=0, i", ALWAYS }, END   \
  }

/* Recorded of Chromium 156 on Debian.  Its hints move to the back behind a redirect, and
 * Sec-Fetch-Site stays "none": the user still wants the page.  The hints of other systems
 * and brands are as others have recorded them. */
#define CHROMIUM(user_agent, accept, brand, mobile, platform)                            \
  {                                                                                      \
    { "Connection", "keep-alive", ALWAYS }, { "sec-ch-ua", brand, BRANDS | TYPED },      \
        { "sec-ch-ua-mobile", mobile, TYPED },                                           \
        { "sec-ch-ua-platform", platform, TYPED },                                       \
        { "Upgrade-Insecure-Requests", "1", ALWAYS },                                    \
        { "User-Agent", user_agent, ALWAYS }, { "Accept", accept, ALWAYS },              \
        { "Sec-Fetch-Site", "none", TRUSTWORTHY },                                       \
        { "Sec-Fetch-Mode", "navigate", TRUSTWORTHY },                                   \
        { "Sec-Fetch-User", "?1", TRUSTWORTHY },                                         \
        { "Sec-Fetch-Dest", "document", TRUSTWORTHY },                                   \
        { "sec-ch-ua", brand, BRANDS | REDIRECTED },                                     \
        { "sec-ch-ua-mobile", mobile, REDIRECTED },                                      \
        { "sec-ch-ua-platform", platform, REDIRECTED },                                  \
        { "Accept-Encoding", "gzip, deflate, br, zstd", CODED },                         \
        { "Accept-Encoding", "gzip, deflate", PLAINLY_CODED },                           \
        { "Accept-Language", "chromium", LANGUAGES }, END                                \
  }

/* As others have recorded it: over https of Safari 26.3, over plain http of 17.6. */
#define SAFARI(user_agent)                                                               \
  {                                                                                      \
    { "Sec-Fetch-Dest", "document", TRUSTWORTHY },                                       \
        { "User-Agent", user_agent, TRUSTWORTHY },                                       \
        { "Upgrade-Insecure-Requests", "1", UNTRUSTWORTHY },                             \
        { "Accept", PAGE_OR_ANY, ALWAYS }, { "User-Agent", user_agent, UNTRUSTWORTHY },  \
        { "Sec-Fetch-Site", "none", TRUSTWORTHY },                                       \
        { "Sec-Fetch-Mode", "navigate", TRUSTWORTHY },                                   \
        { "Accept-Language", "safari", LANGUAGES },                                      \
        { "Priority", "u=0, i", TRUSTWORTHY },                                           \
        { "Accept-Encoding", "gzip, deflate, br, zstd", CODED },                         \
        { "Accept-Encoding", "gzip, deflate", PLAINLY_CODED },                           \
        { "Connection", "keep-alive", ALWAYS }, END                                      \
  }

static const RtAgentField firefox_linux[]
    = FIREFOX ("Mozilla/5.0 (X11; Linux x86_64; rv:@.0) Gecko/20100101 Firefox/@.0");
static const RtAgentField firefox_windows[] = FIREFOX (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:@.0) Gecko/20100101 Firefox/@.0");
static const RtAgentField firefox_android[]
    = FIREFOX ("Mozilla/5.0 (Android 15; Mobile; rv:@.0) Gecko/@.0 Firefox/@.0");

#define CHROME_ACCEPT PAGE ",image/jxl,image/avif,image/webp,image/apng," SIGNED_EXCHANGE
#define EDGE_ACCEPT PAGE ",image/avif,image/webp,image/apng," SIGNED_EXCHANGE

static const RtAgentField chrome_linux[]
    = CHROMIUM ("Mozilla/5.0 (X11; Linux x86_64) " WEBKIT " Chrome/@.0.0.0 Safari/537.36",
                CHROME_ACCEPT,
                "Google Chrome",
                "?0",
                "\"Linux\"");
static const RtAgentField chrome_windows[] = CHROMIUM (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT " Chrome/@.0.0.0 Safari/537.36",
    CHROME_ACCEPT,
    "Google Chrome",
    "?0",
    "\"Windows\"");
static const RtAgentField chrome_android[] = CHROMIUM (
    "Mozilla/5.0 (Linux; Android 10; K) " WEBKIT " Chrome/@.0.0.0 Mobile Safari/537.36",
    CHROME_ACCEPT,
    "Google Chrome",
    "?1",
    "\"Android\"");
/* As others have recorded it. */
static const RtAgentField edge_windows[]
    = CHROMIUM ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
                " Chrome/@.0.0.0 Safari/537.36 Edg/@.0.0.0",
                EDGE_ACCEPT,
                "Microsoft Edge",
                "?0",
                "\"Windows\"");

static const RtAgentField safari_macos[]
    = SAFARI ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " APPLE_WEBKIT
              " Version/@ Safari/605.1.15");
static const RtAgentField safari_ios[]
    = SAFARI ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) " APPLE_WEBKIT
              " Version/@ Mobile/15E148 Safari/604.1");

/* As they came to other people's servers. */
static const RtAgentField googlebot[]
    = { { "Connection", "keep-alive", ALWAYS },
        { "Accept",
          "text/html,application/xhtml+xml,application/signed-exchange;v=b3,"
          "application/xml;q=0.9,*/*;q=0.8",
          ALWAYS },
        { "From", "googlebot(at)googlebot.com", ALWAYS },
        { "User-Agent",
          "Mozilla/5.0 " WEBKIT_BOT ("Googlebot/2.1; +http://www.google.com/bot.html"),
          ALWAYS },
        { "Accept-Encoding", "gzip, deflate, br", CODINGS },
        END };
static const RtAgentField bingbot[]
    = { { "Connection", "Keep-Alive", ALWAYS },
        { "Accept", "*/*", ALWAYS },
        { "Accept-Encoding", "gzip, br", CODINGS },
        { "From", "bingbot(at)microsoft.com", ALWAYS },
        { "User-Agent",
          "Mozilla/5.0 " WEBKIT_BOT ("bingbot/2.0; +http://www.bing.com/bingbot.htm"),
          ALWAYS },
        END };

/* Recorded. */
static const RtAgentField curl[]
    = { { "User-Agent", "curl/@", ALWAYS }, { "Accept", "*/*", ALWAYS }, END };

/* What pages of old tell their readers to pretend. */
static const RtAgentField firefox_20[]
    = { { "User-Agent",
          "Mozilla/5.0 (Windows NT 5.1; rv:20.0) Gecko/20100101 Firefox/20.0", ALWAYS },
        { "Accept", PAGE_OR_ANY, ALWAYS },
        { "Accept-Language", "firefox-20", LANGUAGES },
        { "Accept-Encoding", "gzip, deflate", CODINGS },
        { "Connection", "keep-alive", ALWAYS },
        END };

static const RtAgentTemplate templates[] = {
  { "roundtrip", N_ ("Roundtrip, as it is"), NULL, NULL, NULL, NULL },
  { "none", N_ ("Without a User-Agent"), NULL, NULL, NULL, "User-Agent" },
  { "firefox-linux", N_ ("Firefox on Linux"), "2026-11", "153", firefox_linux, NULL },
  { "firefox-windows", N_ ("Firefox on Windows"), "2026-11", "153", firefox_windows,
    NULL },
  { "firefox-android", N_ ("Firefox on Android"), "2026-11", "153", firefox_android,
    NULL },
  { "chrome-linux", N_ ("Chrome on Linux"), "2026-11", "156", chrome_linux, NULL },
  { "chrome-windows", N_ ("Chrome on Windows"), "2026-11", "156", chrome_windows, NULL },
  { "chrome-android", N_ ("Chrome on Android"), "2026-11", "156", chrome_android, NULL },
  { "edge-windows", N_ ("Edge on Windows"), "2026-06", "149", edge_windows, NULL },
  { "safari-macos", N_ ("Safari on macOS"), "2026-02", "26.3", safari_macos, NULL },
  { "safari-ios", N_ ("Safari on iOS"), "2026-02", "26.3", safari_ios, NULL },
  { "googlebot", N_ ("Google’s robot"), "2025-10", "140.0.7339.207", googlebot, NULL },
  { "bingbot", N_ ("Bing’s robot"), "2025-08", "116.0.1938.76", bingbot, NULL },
  { "curl", "curl", "2026-11", "7.88.1", curl, NULL },
  { "firefox-20", N_ ("Firefox 20 on Windows XP"), "2013-04", NULL, firefox_20, NULL },
};

/**
 * rt_agent_list_get:
 * @index: from 0 on
 *
 * Returns: (transfer full) (nullable): the identity with that index; the first is our
 *   own, which a request has by default; %NULL after the last
 */
RtAgent *
rt_agent_list_get (guint index)
{
  return index < G_N_ELEMENTS (templates) ? rt_agent_new (&templates[index]) : NULL;
}
