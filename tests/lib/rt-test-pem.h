/* Files for a server's certificate, and what comes of importing them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-pem.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-certificates.h"

G_BEGIN_DECLS

typedef struct
{
  RtTestCertificates *certificates;
  RtTestDir *dir; /* borrowed */
} RtTestPem;

void rt_test_pem_set_up (RtTestPem *self, gconstpointer data);
void rt_test_pem_tear_down (RtTestPem *self, gconstpointer data);

char *rt_test_pem_read_text (const char *path);
char *rt_test_pem_write_text (RtTestPem *self, const char *name, const char *text);
void rt_test_pem_split (RtTestPem *self, RtTestCertificateKind kind, char *parts[3]);

void rt_test_pem_assert_fails (const char *path,
                               const char *key_path,
                               const char *password,
                               RtErrorCode code);
GTlsCertificate *rt_test_pem_import (const char *path,
                                     const char *key_path,
                                     const char *password,
                                     RtServerPemFlaws expected);
void rt_test_pem_assert_is_server (RtTestPem *self, GTlsCertificate *certificate);

G_END_DECLS
