/* Certificates made for one test run: good ones and bad ones. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/lib/rt-test-dir.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* All but the authority are for servers, and for localhost, 127.0.0.1 and ::1. */
typedef enum
{
  RT_TEST_AUTHORITY,
  RT_TEST_SERVER,      /* issued by the authority */
  RT_TEST_SELF_SIGNED, /* issued by nobody */
  RT_TEST_EXPIRED,     /* like SERVER, but it ended a day ago */
  RT_TEST_NOT_YET,     /* like SERVER, but it begins in a day */
  RT_TEST_WRONG_HOST,  /* like SERVER, but for other.example */
} RtTestCertificateKind;

#define RT_TEST_N_CERTIFICATES (RT_TEST_WRONG_HOST + 1)

typedef struct
{
  RtTestDir *dir;
  GTlsCertificate *certificates[RT_TEST_N_CERTIFICATES]; /* with their keys */
  char *paths[RT_TEST_N_CERTIFICATES]; /* PEM: private key, certificate, issuer */
  GTlsDatabase *anchors;               /* trusts the authority and nobody else */
} RtTestCertificates;

RtTestCertificates *rt_test_certificates_new (void);
void rt_test_certificates_free (RtTestCertificates *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtTestCertificates, rt_test_certificates_free)

G_END_DECLS
